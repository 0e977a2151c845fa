/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The file in memory that took a daemon's output until it was ready, when output is to be discarded. The daemon has let go
 * of it then, but what it started before may have inherited it and go on printing. That must not fail, and must not fill
 * the memory: while another process has the file as its standard output or error, it is emptied now and then.
 */
final class DiscardedOutput {

    private static final long SECONDS_BETWEEN = 5;

    private static final String OUTPUT = "/proc/self/fd/1";

    private final FileOutputStream file;
    private final String target;
    private final Object device;
    private final Object inode;

    private DiscardedOutput(FileOutputStream file, String target, Map<String, Object> status) {
        this.file = file;
        this.target = target;
        device = status.getOrDefault("dev", "");
        inode = status.getOrDefault("ino", "");
    }

    /** The file, held by one descriptor more; null if descriptor 1 is something else by now, which the program chose. */
    static @Nullable DiscardedOutput held() {
        try {
            String target = Files.readSymbolicLink(Path.of(OUTPUT)).toString();
            if (!target.startsWith("/memfd:")) {
                return null;
            }
            Map<String, Object> status = Files.readAttributes(Path.of(OUTPUT), "unix:dev,ino");
            boolean append = true;
            return new DiscardedOutput(new FileOutputStream(OUTPUT, append), target, status);
        } catch (IOException | InvalidPathException notThere) {
            return null;
        }
    }

    /** Lets go of the file, at once if no other process prints to it. */
    void emptyWhileShared() {
        if (!isShared()) {
            close();
            return;
        }
        Thread thread = new Thread("daemon4j output") {
            @Override
            public void run() {
                empty();
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    private void empty() {
        CountDownLatch never = new CountDownLatch(1);
        try (FileChannel channel = file.getChannel()) {
            do {
                // Not at once: the launcher may not have shown yet what was printed before the daemon was ready.
                never.await(SECONDS_BETWEEN, TimeUnit.SECONDS);
                channel.truncate(0); // they append, so the next byte is the first
            } while (isShared());
        } catch (IOException | InterruptedException end) {
            close();
        }
    }

    /** Whether it is the standard output or error of another process. One that is hidden from this user has no part in it. */
    private boolean isShared() {
        String[] names = new File("/proc").list();
        if (names == null) {
            return false;
        }
        String own = Long.toString(ProcessHandle.current().pid());
        for (String name : names) {
            char first = name.charAt(0);
            boolean process = first >= '0' && first <= '9' && !name.equals(own);
            if (process && (isHere("/proc/" + name + "/fd/1") || isHere("/proc/" + name + "/fd/2"))) {
                return true;
            }
        }
        return false;
    }

    /** By the link first, which costs less; every daemon's file has that name, so then by the inode. */
    private boolean isHere(String descriptor) {
        try {
            Path path = Path.of(descriptor);
            if (!Files.readSymbolicLink(path).toString().equals(target)) {
                return false;
            }
            Map<String, Object> status = Files.readAttributes(path, "unix:dev,ino");
            return device.equals(status.get("dev")) && inode.equals(status.get("ino"));
        } catch (IOException | InvalidPathException goneOrHidden) {
            return false;
        }
    }

    private void close() {
        try {
            file.close();
        } catch (IOException ignored) {
            return; // nothing was to be written
        }
    }
}
