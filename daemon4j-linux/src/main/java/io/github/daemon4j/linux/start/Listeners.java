/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.sockets.Listener;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.wire.SocketCounts;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of a daemon, open before its JVM is: those that a service manager has given to this process, and behind
 * them those that it binds, because the options ask for them and nobody has given them.
 */
final class Listeners implements StartTransaction.Undo, AutoCloseable {

    private final List<String> names = new ArrayList<>();
    private final List<Descriptor> given = new ArrayList<>();
    private final List<Listener> bound = new ArrayList<>();

    private Listeners() {}

    /**
     * Opens them.
     *
     * @param sockets what this process was given
     * @param target whose those become that are bound
     * @throws DaemonException if one cannot be had; then none is left open
     */
    static Listeners open(PassedSockets sockets, DaemonOptions options, LaunchTarget target) throws ErrnoException {
        Listeners listeners = new Listeners();
        boolean complete = false;
        try {
            listeners.add(sockets, options, target);
            complete = true;
            return listeners;
        } finally {
            if (!complete) {
                listeners.undo(false);
                listeners.close();
            }
        }
    }

    /** What it needs is loaded only if there is something to listen on. */
    private void add(PassedSockets sockets, DaemonOptions options, LaunchTarget target) throws ErrnoException {
        if (sockets.count() == 0 && options.listeners().isEmpty()) {
            return;
        }
        for (String name : named(sockets, options).names()) {
            names.add(name);
            given.add(Descriptor.duplicate(PassedSockets.FIRST_NUMBER + given.size()));
        }
        for (Map.Entry<String, SocketAddress> asked : options.listeners().entrySet()) {
            if (!names.contains(asked.getKey())) {
                bound.add(Listener.open(asked.getKey(), asked.getValue(), target.socketOwner()));
                names.add(asked.getKey());
            }
        }
    }

    private static PassedSockets named(PassedSockets sockets, DaemonOptions options) {
        return sockets.namedAs(new ArrayList<>(options.listeners().keySet()));
    }

    /**
     * Finds out what would refuse them, but for who listens there: he may be the daemon that is to be replaced.
     *
     * @throws DaemonException if there is anything
     */
    static void check(PassedSockets sockets, DaemonOptions options, LaunchTarget target) {
        List<String> names = named(sockets, options).names();
        for (Map.Entry<String, SocketAddress> asked : options.listeners().entrySet()) {
            if (!names.contains(asked.getKey())) {
                Listener.check(asked.getKey(), asked.getValue(), target.socketOwner());
            }
        }
    }

    /** Their names, in the order of their numbers in the daemon. */
    PassedSockets passed() {
        return new PassedSockets(names);
    }

    SocketCounts counts() {
        return new SocketCounts(given.size(), bound.size());
    }

    /** How many they are. */
    int count() {
        return names.size();
    }

    /** Their numbers here. */
    List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (Descriptor descriptor : given) {
            numbers.add(descriptor.number());
        }
        for (Listener listener : bound) {
            numbers.add(listener.number());
        }
        return numbers;
    }

    /** The daemon has them, and nobody else is to hold them open. */
    void release() {
        for (Descriptor descriptor : given) {
            descriptor.close();
        }
        for (Listener listener : bound) {
            listener.release();
        }
    }

    /** Removes the files of unix sockets. */
    @Override
    public @Nullable String undo(boolean gently) {
        for (Listener listener : bound) {
            listener.undo();
        }
        return null;
    }

    @Override
    public void close() {
        release();
        for (Listener listener : bound) {
            listener.close();
        }
    }
}
