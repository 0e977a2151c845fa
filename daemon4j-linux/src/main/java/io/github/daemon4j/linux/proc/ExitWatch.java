/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.EventFd;
import io.github.daemon4j.linux.libc.Poll;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the ends of processes: one pidfd for each, however many futures it has, and one daemon thread for all. Thread and
 * descriptors are there only while somebody waits; a cancelled future no longer does.
 */
final class ExitWatch {

    private static final ExitWatch OF_THIS_PROCESS = new ExitWatch();

    /** A process, as {@code /proc} numbers it. */
    private record Identity(long pid, long startTicks) {}

    private record Exit<T>(Stat process, T whenEnded, CompletableFuture<T> future) {

        /** Not in the watching thread: what users do when a process has ended must not keep others from being told. */
        void tell() {
            future.completeAsync(() -> whenEnded);
        }
    }

    /** A process and who waits for it. Closed by the watching thread alone, which may be in poll(2) with its descriptor. */
    private record Watched(HeldProcess held, Set<Exit<?>> exits) {}

    private final Map<Identity, Watched> watched = new HashMap<>(); // guarded by this
    private @Nullable EventFd changed; // guarded by this; there as long as the thread is

    static ExitWatch ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * A new future for the end of a process.
     *
     * @param whenEnded what it completes with
     * @return {@code null} if the process has ended
     */
    <T> @Nullable CompletableFuture<T> onExit(Stat process, T whenEnded) throws ErrnoException {
        Exit<T> exit = new Exit<>(process, whenEnded, new CompletableFuture<>());
        if (!add(exit)) {
            return null;
        }
        CompletableFuture<T> unused = exit.future().whenComplete((ended, failure) -> forget(exit));
        return exit.future();
    }

    private synchronized boolean add(Exit<?> exit) throws ErrnoException {
        Identity identity = identity(exit);
        Watched known = watched.get(identity);
        if (known == null) {
            HeldProcess held = PidSignals.hold(exit.process());
            if (held == null) {
                return false;
            }
            boolean watching = false;
            try {
                known = new Watched(held, new HashSet<>());
                watched.put(identity, known);
                wakeOrStart();
                watching = true;
            } finally {
                if (!watching) {
                    watched.remove(identity);
                    held.close();
                }
            }
        }
        known.exits().add(exit);
        return true;
    }

    private synchronized void forget(Exit<?> exit) {
        Watched of = watched.get(identity(exit));
        if (of != null && of.exits().remove(exit) && of.exits().isEmpty() && changed != null) {
            wake(changed);
        }
    }

    private static Identity identity(Exit<?> exit) {
        return new Identity(exit.process().pid, exit.process().startTicks);
    }

    private void wakeOrStart() throws ErrnoException {
        if (changed != null) {
            wake(changed);
            return;
        }
        EventFd fresh = EventFd.create();
        Thread thread = new Thread(null, this::watch, "daemon4j process exits", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // that of whoever happened to ask first would be kept alive
        boolean started = false;
        try {
            thread.start();
            changed = fresh;
            started = true;
        } finally {
            if (!started) {
                fresh.close();
            }
        }
    }

    private static void wake(EventFd changed) {
        try {
            changed.wake();
        } catch (ErrnoException failure) {
            throw new IllegalStateException("write(2) to an eventfd of one's own cannot fail", failure);
        }
    }

    private void watch() {
        try {
            List<Watched> all = prune();
            while (!all.isEmpty()) {
                await(all);
                all = prune();
            }
        } catch (ErrnoException | RuntimeException | Error failure) {
            abandon(failure);
        }
    }

    /** Lets go of what nobody waits for any more. With the last of it goes the eventfd, and then this thread. */
    private synchronized List<Watched> prune() {
        Iterator<Watched> each = watched.values().iterator();
        while (each.hasNext()) {
            Watched next = each.next();
            if (next.exits().isEmpty()) {
                each.remove();
                next.held().close();
            }
        }
        if (watched.isEmpty() && changed != null) {
            changed.close();
            changed = null;
        }
        return new ArrayList<>(watched.values());
    }

    private void await(List<Watched> all) throws ErrnoException {
        int[] descriptors = new int[all.size() + 1];
        EventFd wakes = changed();
        for (int i = 0; i < all.size(); i++) {
            descriptors[i] = all.get(i).held().number();
        }
        descriptors[all.size()] = wakes.number();
        boolean[] happened = Poll.await(-1, descriptors);
        if (happened[all.size()]) {
            wakes.drain();
        }
        for (int i = 0; i < all.size(); i++) {
            if (happened[i]) {
                takeExits(all.get(i)).forEach(Exit::tell);
            }
        }
    }

    private synchronized EventFd changed() {
        if (changed == null) {
            throw new IllegalStateException("the watching thread outlived its eventfd");
        }
        return changed;
    }

    /** Who is to be told; the entry goes with the next {@link #prune}. */
    private synchronized List<Exit<?>> takeExits(Watched ended) {
        List<Exit<?>> taken = new ArrayList<>(ended.exits());
        ended.exits().clear();
        return taken;
    }

    private void abandon(Throwable failure) {
        List<Exit<?>> all = new ArrayList<>();
        synchronized (this) {
            watched.values().forEach(each -> all.addAll(takeExits(each)));
            prune();
        }
        all.forEach(exit -> exit.future().completeExceptionally(failure));
    }
}
