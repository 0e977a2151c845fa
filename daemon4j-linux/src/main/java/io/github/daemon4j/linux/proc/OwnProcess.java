/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.File;
import java.nio.file.*;

public final class OwnProcess {
    static String read(String f) {
        try {
            return new String(
                    new java.io.FileInputStream(f).readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (Exception e) {
            return "";
        }
    }

    public static String bootId() {
        return read("/proc/sys/kernel/random/boot_id").trim();
    }

    public static long pidNamespace() {
        try {
            String s = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return Long.parseLong(s.substring(5, s.length() - 1));
        } catch (Exception e) {
            return -1;
        }
    }

    public static long pid() {
        try {
            return OwnState.read().pid();
        } catch (Exception e) {
            return -1;
        }
    }

    public static long startTicks() {
        byte[] b = read("/proc/self/stat").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        try {
            return Stat.parse(b, b.length).startTicks;
        } catch (Exception e) {
            return -1;
        }
    }

    public static boolean hasThread(long pid, String comm) {
        String[] t = new File("/proc/" + pid + "/task").list();
        if (t != null)
            for (String n : t)
                if (read("/proc/" + pid + "/task/" + n + "/comm").trim().equals(comm)) return true;
        return false;
    }

    public static long descriptorPosition(int fd) {
        String s = read("/proc/self/fdinfo/" + fd);
        return Long.parseLong(s.substring(4, s.indexOf('\n')).trim());
    }
}
