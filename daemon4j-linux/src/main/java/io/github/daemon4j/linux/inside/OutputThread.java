/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.inside.OwnOutput.Care;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one thread that looks after a daemon's output. It never prints where it could have to wait for itself. */
final class OutputThread extends Thread {

    private final List<Care> cares;
    private boolean ended;

    private OutputThread(List<Care> cares) {
        super("daemon4j output");
        this.cares = cares;
        setDaemon(true);
    }

    static void begin(List<Care> cares, String name) {
        OutputThread thread = new OutputThread(cares);
        try {
            Runtime.getRuntime().addShutdownHook(new Hook(thread));
        } catch (IllegalStateException ending) {
            System.err.println(name + ": this process is ending already; its output stays where it is");
            return;
        }
        thread.start();
    }

    @Override
    public void run() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            long wait = look();
            while (wait >= 0) {
                never.await(wait, TimeUnit.MILLISECONDS); // a file has no event for its size
                wait = look();
            }
        } catch (InterruptedException end) {
            return;
        }
    }

    /** How long to wait; -1 at the end. */
    private synchronized long look() {
        if (ended) {
            return -1;
        }
        long wait = Long.MAX_VALUE;
        for (Care care : cares) {
            wait = Math.min(wait, care.look());
        }
        return wait;
    }

    private synchronized void end() {
        ended = true;
        for (Care care : cares) {
            care.end();
        }
    }

    private static final class Hook extends Thread {

        private final OutputThread thread;

        Hook(OutputThread thread) {
            super("daemon4j output ends");
            this.thread = thread;
        }

        @Override
        public void run() {
            thread.end();
        }
    }
}
