/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.RollingFile;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Rotates this daemon's log when it is large enough. Its size is looked at, not counted: native code, the VM and helpers print
 * to it too. No native library is loaded before the first rotation is due.
 */
final class RollingLog implements OwnOutput.Care {

    private static final long MOST_MILLIS = 250;
    private static final long LEAST_MILLIS = 10;

    /** Until it is tried again after a failure. */
    private static final long PAUSE_SECONDS = 60;

    private final Object lock;
    private final String name;
    private final Path file;
    private final long bytes;
    private final int files;
    private final int[] numbers;
    private long lastLength;
    private long lastLook = System.nanoTime();
    private boolean failed;
    private long failedAt;

    /** @param lock held by whoever replaces the descriptors */
    RollingLog(Object lock, String name, Path file, Redirect redirect, int[] numbers) {
        this.lock = lock;
        this.name = name;
        this.file = file;
        this.bytes = redirect.bytes();
        this.files = redirect.files();
        this.numbers = numbers;
    }

    @Override
    public long look() {
        long now = System.nanoTime();
        long length = length();
        if (length >= bytes && (!failed || now - failedAt > TimeUnit.SECONDS.toNanos(PAUSE_SECONDS))) {
            rotate();
            length = length();
            lastLength = 0;
        }
        long wait = wait(bytes - length, length - lastLength, TimeUnit.NANOSECONDS.toMillis(now - lastLook));
        lastLength = length;
        lastLook = now;
        return wait;
    }

    /** Half the time in which a file will be full that goes on growing as it does. */
    static long wait(long room, long grown, long millis) {
        if (grown <= 0 || room <= 0) {
            return MOST_MILLIS;
        }
        double full = (double) room / grown * Math.max(1, millis);
        return (long) Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, full / 2));
    }

    private long length() {
        return new File("/proc/self/fd/" + numbers[0]).length();
    }

    private void rotate() {
        try {
            synchronized (lock) {
                RollingFile.rotate(file, files, numbers);
            }
            failed = false;
        } catch (DaemonException failure) {
            if (!failed) { // in the log itself: the other stream may be a pipe, which this thread must not wait for
                OwnOutput.last(numbers)
                        .println(name + ": cannot rotate " + file + ", which goes on growing: " + failure.getMessage());
            }
            failed = true;
            failedAt = System.nanoTime();
        }
    }
}
