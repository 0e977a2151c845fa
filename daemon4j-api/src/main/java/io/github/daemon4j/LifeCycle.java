/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.StopSchedule;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a daemon: what is closed, in which order, and who waits for it. All of it is the work of one shutdown hook, so
 * that every orderly end is the same, whoever asked for it.
 */
final class LifeCycle {

    /** A daemon that ends by itself so soon has not done what its launcher has just promised. */
    static final int EARLY_SECONDS = 10;

    private final DaemonOptions options;
    private final LaunchMode mode;
    private final String name;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Hook hook = new Hook(this);
    private final Exit exit = new Exit();
    private boolean stopping;
    private boolean exiting;
    private volatile boolean asked;
    private volatile long readyNanos;
    private volatile boolean ready;

    LifeCycle(DaemonOptions options, LaunchMode mode) {
        this.options = options;
        this.mode = mode;
        name = options.name().orElse("daemon");
    }

    /** From now on an end of the JVM is noticed. */
    void begin() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            hook.start(); // so that nobody waits for ever
        }
    }

    void ready() {
        if (!ready) {
            EndCause.load();
            readyNanos = System.nanoTime();
            ready = true;
        }
    }

    /** The reason of the end is told by other means. */
    void failed() {
        asked = true;
    }

    void onStop(AutoCloseable resource) {
        synchronized (resources) {
            if (!stopping) {
                resources.addFirst(resource);
                return;
            }
        }
        close(resource);
    }

    /** In a thread of its own: {@code System.exit} does not return, and whoever calls may hold what a hook waits for. */
    void stop() {
        asked = true;
        synchronized (resources) {
            if (stopping || exiting) {
                return;
            }
            exiting = true;
        }
        exit.start();
    }

    void awaitStop() {
        boolean interrupted = false;
        while (true) {
            try {
                stopped.await();
                break;
            } catch (InterruptedException notTheEnd) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the hook does. Whatever cannot be said, the resources are to be closed. */
    void end() {
        try {
            sayWhyEarly();
        } catch (RuntimeException | LinkageError unsaid) {
            System.err.println(name + ": ends, and why cannot be said: " + unsaid);
        }
        try {
            for (AutoCloseable next = nextResource(); next != null; next = nextResource()) {
                close(next);
            }
        } finally {
            stopped.countDown();
        }
    }

    private @Nullable AutoCloseable nextResource() {
        synchronized (resources) {
            stopping = true;
            return resources.pollFirst();
        }
    }

    /** Whatever it is that fails, the next one is to be closed. */
    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Throwable failure) {
            System.err.println(name + ": " + resource + " could not be closed:");
            failure.printStackTrace();
        }
    }

    private void sayWhyEarly() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readyNanos);
        if (asked || !ready || millis >= TimeUnit.SECONDS.toMillis(EARLY_SECONDS)) {
            return;
        }
        String cause = EndCause.unasked(Thread.getAllStackTraces(), asking());
        if (cause != null) {
            System.err.println(
                    name + ": ends " + millis + " ms after it was ready, and nobody has asked it to: " + cause);
        }
    }

    /** The signals that ask for the end: those of a stop, and where a person or a manager has the process, any. */
    private Set<String> asking() {
        Set<String> asking = new HashSet<>();
        asking.add("SIGTERM");
        if (mode == LaunchMode.DETACHED) {
            for (StopSchedule.Step step : options.schedule().steps()) {
                asking.add("SIG" + step.signal());
            }
        } else {
            asking.add("SIGINT");
            asking.add("SIGHUP");
        }
        return asking;
    }

    private static final class Hook extends Thread {

        private final LifeCycle life;

        Hook(LifeCycle life) {
            super("daemon4j end");
            this.life = life;
        }

        @Override
        public void run() {
            life.end();
        }
    }

    private static final class Exit extends Thread {

        Exit() {
            super("daemon4j exit");
        }

        @Override
        public void run() {
            System.exit(0);
        }
    }
}
