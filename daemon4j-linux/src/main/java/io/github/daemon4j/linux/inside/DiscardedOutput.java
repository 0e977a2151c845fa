/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import java.io.IOException;
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

    private final MemoryFile file;

    private DiscardedOutput(MemoryFile file) {
        this.file = file;
    }

    /** Whether descriptor 1 is such a file now. */
    static boolean isStandardOutput() {
        MemoryFile file = MemoryFile.held(1);
        if (file != null) {
            file.close();
        }
        return file != null;
    }

    /** The file, held by one descriptor more; null if descriptor 1 or 2 is something else by now, which the program chose. */
    static @Nullable DiscardedOutput held(int number) {
        MemoryFile file = MemoryFile.held(number);
        return file == null ? null : new DiscardedOutput(file);
    }

    /** Lets go of the file, at once if no other process prints to it. */
    void emptyWhileShared() {
        if (!file.isShared()) {
            file.close();
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
        try (file) {
            do {
                // Not at once: the launcher may not have shown yet what was printed before the daemon was ready.
                never.await(SECONDS_BETWEEN, TimeUnit.SECONDS);
                file.empty(); // they append, so the next byte is the first
            } while (file.isShared());
        } catch (IOException | InterruptedException end) {
            return; // nothing was to be written
        }
    }
}
