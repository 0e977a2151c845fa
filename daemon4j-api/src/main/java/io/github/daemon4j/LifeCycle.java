/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.Requests;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a daemon: what is closed, in which order, and who waits for it. All of it is the work of one shutdown hook, so
 * that every orderly end is the same, whoever asked for it.
 */
final class LifeCycle implements Requests {

    private final DaemonOptions options;
    private final String name;
    private final DaemonSession session;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Hook hook = new Hook(this);
    private final Exit exit = new Exit();
    private final EndDeadline deadline;
    private final @Nullable ReadyFile readyFile;
    private boolean stopping;
    private boolean exiting;
    private volatile boolean asked;
    private volatile boolean stopAsked;
    private volatile boolean stopsAfterBody;
    private volatile @Nullable Thread body;
    private volatile long readyNanos;
    private volatile boolean ready;
    private volatile Daemon.@Nullable Reload reload;

    /** @param session who is to know that the end has come */
    LifeCycle(DaemonOptions options, DaemonSession session) {
        this.options = options;
        this.session = session;
        name = options.name().orElse("daemon");
        Path file = options.readyFile().orElse(null);
        readyFile =
                file == null ? null : new ReadyFile(session.launchDirectory().resolve(file), name);
        deadline = new EndDeadline(name, options, session, hook, stopped);
    }

    /**
     * From now on an end of the JVM is noticed.
     *
     * @throws DaemonException if the ready file of an earlier run cannot be removed
     */
    void begin() {
        if (readyFile != null && session.ownsFiles()) {
            readyFile.removeStale();
        }
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            hook.start(); // so that nobody waits for ever
        }
    }

    /** Who looks is to see it before anybody is told. */
    void ready() {
        if (!ready) {
            readyNanos = System.nanoTime();
            ready = true;
        }
        if (readyFile != null && session.ownsFiles()) {
            readyFile.make();
        }
    }

    /** From now on the ready file is this one's; before, the other one was who served. */
    @Override
    public void tookOver() {
        if (readyFile != null) {
            readyFile.replace();
        }
    }

    /** Loads what the end needs, for a time when the jar may be another one. */
    void prepareEnd() {
        EndCause.load();
        options.schedule();
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

    void onReload(Daemon.Reload action) {
        reload = action;
    }

    @Override
    public boolean canReload() {
        return reload != null;
    }

    @Override
    public void reload() throws Exception {
        Daemon.Reload action = reload;
        if (action != null) {
            action.reload();
        }
    }

    @Override
    public @Nullable String upgrade() {
        if (session.mode() != LaunchMode.DETACHED) {
            throw new UnsupportedOperationException(
                    "this process cannot be replaced by another one, because whoever has started it waits for it: "
                            + session.why());
        }
        if (stopAsked) {
            return "this daemon is being stopped";
        }
        String failure = Platforms.backend().upgradeThis(session.launchDirectory());
        if (failure == null) {
            stop();
        }
        return failure;
    }

    /** A stop that was asked for is success, daemon(7); but a start that was broken off has not come up. */
    @Override
    public void stop(int signal) {
        stopWith(ready ? 0 : 128 + signal);
    }

    /** Asked for by the start-up body, it waits for the body to return: what that returns is to be closed too. */
    void stop() {
        if (Thread.currentThread().equals(body)) {
            asked = true;
            stopAsked = true;
            stopsAfterBody = true;
        } else {
            stopWith(0);
        }
    }

    /** The calling thread runs the start-up body. */
    void bodyBegins() {
        body = Thread.currentThread();
    }

    void bodyEnds() {
        body = null;
        if (stopsAfterBody) {
            stopWith(0);
        }
    }

    /** In a thread of its own: {@code System.exit} does not return, and whoever calls may hold what a hook waits for. */
    private void stopWith(int exitStatus) {
        asked = true;
        stopAsked = true;
        synchronized (resources) {
            if (stopping || exiting) {
                return;
            }
            exiting = true;
        }
        exit.endWith(exitStatus);
    }

    void awaitStop() {
        if (stopsAfterBody && Thread.currentThread().equals(body)) {
            bodyEnds(); // it will not return before
        }
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
            if (readyFile != null) {
                readyFile.remove();
            }
            session.stopping(stopAsked);
            sayWhy();
        } catch (RuntimeException | LinkageError unsaid) {
            System.err.println(name + ": ends, and why cannot be said: " + unsaid);
        }
        try {
            if (deadline.getState() == Thread.State.NEW) {
                deadline.start();
            }
            for (AutoCloseable next = nextResource(); next != null; next = nextResource()) {
                close(next);
            }
        } finally {
            stopped.countDown();
        }
        session.ended();
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

    private void sayWhy() {
        if (asked || !ready) {
            return;
        }
        String cause =
                EndCause.unasked(Thread.getAllStackTraces(), EndCause.asking(session.mode(), options.schedule()));
        if (cause != null) {
            double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - readyNanos) / 1000.0;
            System.err.println(
                    name + ": ends " + seconds + " s after it was ready, and nobody has asked it to: " + cause);
        }
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

        private volatile int exitStatus;

        Exit() {
            super("daemon4j exit");
        }

        void endWith(int status) {
            exitStatus = status;
            start();
        }

        @Override
        public void run() {
            System.exit(exitStatus);
        }
    }
}
