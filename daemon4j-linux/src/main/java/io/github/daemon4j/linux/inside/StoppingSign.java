/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.pidfile.Look;

/**
 * How others see that this JVM is ending: a thread of that name, in {@code /proc/PID/task/TID/comm}, from the moment on when
 * its shutdown hooks run until it is gone. Nothing is loaded for it at the end, when the jar may be another one.
 */
final class StoppingSign extends Thread {

    private StoppingSign() {
        super(Look.STOPPING_SIGN);
        setDaemon(true);
    }

    /** Has the sign put up when this JVM ends. */
    static void prepare() {
        Runtime.getRuntime().addShutdownHook(new Hook(new StoppingSign()));
    }

    /** Without an end: the JVM does not wait for a daemon thread. */
    @Override
    @SuppressWarnings("EmptyCatch")
    public void run() {
        synchronized (this) {
            while (true) {
                try {
                    wait();
                } catch (InterruptedException notForThis) {
                    // the sign stays up
                }
            }
        }
    }

    /** The hooks are waited for, so none of them can be the sign itself. */
    private static final class Hook extends Thread {

        private final StoppingSign sign;

        Hook(StoppingSign sign) {
            super("daemon4j stops");
            this.sign = sign;
        }

        @Override
        public void run() {
            sign.start();
        }
    }
}
