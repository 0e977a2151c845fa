/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A start as one transaction: whatever it makes is undone, the last thing first, unless it is kept. It is undone too when
 * the JVM is told to end, by Ctrl-C or SIGTERM, so the hook for that comes first. With {@code -Xrs} the JVM makes nothing of
 * these signals, the launcher alone ends, and the start goes on.
 *
 * <p>Steps and the hook exclude each other: whichever is second knows of the first.
 */
final class StartTransaction implements AutoCloseable {

    /** Undoes one thing; never fails. */
    interface Undo {

        /**
         * Undoes it.
         *
         * @param gently whether there is time, because a person asked for it, and not a failure
         * @return what a person should know of it; null for nothing
         */
        @Nullable
        String undo(boolean gently);
    }

    private final String name;
    private final Thread hook;
    private final ReentrantLock step = new ReentrantLock();
    private final Deque<Undo> undos = new ArrayDeque<>();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final boolean endsWithJvm;
    private boolean interrupted;
    private boolean kept;

    private StartTransaction(String name, boolean endsWithJvm) {
        this.name = name;
        this.endsWithJvm = endsWithJvm;
        hook = new Hook(this);
    }

    /** Begins a launcher's start; from now on a signal undoes what was done. Does not return if one came already. */
    static StartTransaction ofLauncher(String name) {
        return begin(new StartTransaction(name, true));
    }

    /**
     * Begins a start in a JVM that has other things to do, also while it is ending: where a launcher would not return, this one
     * throws.
     *
     * @throws DaemonException if this JVM is ending
     */
    static StartTransaction ofSpawner(String name) {
        return begin(new StartTransaction(name, false));
    }

    private static StartTransaction begin(StartTransaction transaction) {
        try {
            Runtime.getRuntime().addShutdownHook(transaction.hook);
        } catch (IllegalStateException ending) {
            transaction.interrupt();
            transaction.stop();
        }
        return transaction;
    }

    private void stop() {
        if (endsWithJvm) {
            waitForTheEnd();
        }
        throw new DaemonException("this JVM is ending: no daemon was started");
    }

    /** Begins steps that are not to be torn apart. Does not return if a signal came first. */
    void enter() {
        step.lock();
        if (interrupted) {
            step.unlock();
            stop();
        }
    }

    /** Ends such steps: from now on a signal can come between. */
    void leave() {
        step.unlock();
    }

    /** How something that was just made is undone. Between {@link #enter} and {@link #leave}. */
    void made(Undo undo) {
        undos.addFirst(undo);
    }

    /** Closes something at its end, after what is not kept has been undone; null is nothing. */
    <T extends @Nullable AutoCloseable> T owns(T resource) {
        if (resource != null) {
            owned.addFirst(resource);
        }
        return resource;
    }

    /** Keeps all that was made. Does not return if a signal came first. */
    void keep() {
        enter();
        undos.clear();
        kept = true;
        leave();
    }

    /** Undoes what is not kept, and lets signals be. Does not return if one came first. */
    @Override
    public void close() {
        if (!step.isHeldByCurrentThread()) {
            enter();
        }
        try {
            undo(false);
            closeOwned();
        } finally {
            while (step.isHeldByCurrentThread()) {
                step.unlock();
            }
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            if (endsWithJvm && !kept) {
                waitForTheEnd(); // the hook has nothing left to do, but to say so
            }
        }
    }

    private void closeOwned() {
        for (AutoCloseable resource = owned.pollFirst(); resource != null; resource = owned.pollFirst()) {
            try {
                resource.close();
            } catch (Exception impossible) {
                throw new IllegalStateException("closing " + resource, impossible); // nothing here throws one
            }
        }
    }

    private @Nullable String undo(boolean gently) {
        String account = null;
        for (Undo undo = undos.pollFirst(); undo != null; undo = undos.pollFirst()) {
            String said = undo.undo(gently);
            account = account == null ? said : account;
        }
        return account;
    }

    private void interrupt() {
        step.lock();
        try {
            interrupted = true;
            String account = undo(true);
            if (endsWithJvm && !kept) {
                System.err.println(name + ": interrupted; " + (account == null ? "no daemon was started" : account));
            }
        } finally {
            step.unlock();
        }
    }

    /** The hook does what is left to do and says so; this thread has nothing to add. */
    @SuppressWarnings("InfiniteLoopStatement")
    private static void waitForTheEnd() {
        while (true) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException notTheEnd) {
                // wait on
            }
        }
    }

    private static final class Hook extends Thread {

        private final StartTransaction transaction;

        Hook(StartTransaction transaction) {
            super("daemon4j interruption");
            this.transaction = transaction;
        }

        @Override
        public void run() {
            transaction.interrupt();
        }
    }
}
