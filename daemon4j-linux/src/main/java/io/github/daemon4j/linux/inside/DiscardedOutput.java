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

    /** As the link of a descriptor shows a file of memfd_create(2). */
    private static final String KIND = "/memfd:daemon4j-output";

    private final FileOutputStream file;

    private DiscardedOutput(FileOutputStream file) {
        this.file = file;
    }

    /** Whether descriptor 1 is such a file now. */
    static boolean isStandardOutput() {
        return isOfKind(Path.of(OUTPUT));
    }

    /** The file, held by one descriptor more; null if descriptor 1 is something else by now, which the program chose. */
    static @Nullable DiscardedOutput held() {
        boolean append = true;
        try {
            return isStandardOutput() ? new DiscardedOutput(new FileOutputStream(OUTPUT, append)) : null;
        } catch (IOException notThere) {
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
    private static boolean isShared() {
        Path held = find();
        String[] names = new File("/proc").list();
        if (held == null || names == null) {
            return false;
        }
        for (String name : names) {
            char first = name.charAt(0);
            boolean process = first >= '0' && first <= '9';
            if (process && (isAt("/proc/" + name + "/fd/1", held) || isAt("/proc/" + name + "/fd/2", held))) {
                return true;
            }
        }
        return false;
    }

    /** The descriptor by which this process holds it; it has let go of its own 1 and 2. */
    private static @Nullable Path find() {
        String[] numbers = new File("/proc/self/fd").list();
        if (numbers != null) {
            for (String number : numbers) {
                Path descriptor = Path.of("/proc/self/fd/" + number);
                if (isOfKind(descriptor)) {
                    return descriptor;
                }
            }
        }
        return null;
    }

    /** By the link first, which costs less; every daemon's file has that name, so then by the inode. */
    private static boolean isAt(String descriptor, Path held) {
        Path path = Path.of(descriptor);
        try {
            return isOfKind(path) && Files.isSameFile(path, held);
        } catch (IOException goneOrHidden) {
            return false;
        }
    }

    private static boolean isOfKind(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(KIND);
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
