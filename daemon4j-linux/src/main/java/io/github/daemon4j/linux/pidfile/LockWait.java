/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.RecordLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for a lock in a thread of its own, because fcntl(2) knows no time limit. */
final class LockWait extends Thread {

    private final Descriptor file;
    private final RecordLock.Range range;
    private final CountDownLatch idle = new CountDownLatch(1);

    private LockWait(Descriptor file, RecordLock.Range range) {
        super("daemon4j waits for a lock");
        this.file = file;
        this.range = range;
        setDaemon(true);
    }

    /**
     * Returns when nobody else has a lock on the range, or the time is over.
     *
     * @param file the waiter's own, which it closes: it may wait on after this has returned
     */
    static void await(Descriptor file, RecordLock.Range range, long millis) throws InterruptedException {
        LockWait waiter = new LockWait(file, range);
        waiter.start();
        waiter.idle.await(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            RecordLock.awaitRelease(file, range);
        } catch (ErrnoException failure) {
            return; // who waits sees it again, or runs into his deadline
        } finally {
            file.close();
            idle.countDown();
        }
    }
}
