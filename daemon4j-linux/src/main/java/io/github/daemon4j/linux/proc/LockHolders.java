/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.nio.file.*;
import java.util.*;

public final class LockHolders {
    private final List<Long> p = new ArrayList<>();

    public static LockHolders of(long dev, long ino) {
        LockHolders h = new LockHolders();
        String[] names = new File("/proc").list();
        for (String n : names == null ? new String[0] : names) {
            if (!Character.isDigit(n.charAt(0))) continue;
            File[] fds = new File("/proc/" + n + "/fd").listFiles();
            if (fds == null) continue;
            for (File f : fds)
                try {
                    Map<String, Object> a = Files.readAttributes(f.toPath(), "unix:dev,ino");
                    if (((Number) a.get("dev")).longValue() == dev && ((Number) a.get("ino")).longValue() == ino) {
                        h.p.add(Long.parseLong(n));
                        break;
                    }
                } catch (Exception e) {
                }
        }
        return h;
    }

    public List<Long> processes() {
        return p;
    }
}
