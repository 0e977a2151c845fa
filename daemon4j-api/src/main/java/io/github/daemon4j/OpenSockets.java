/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.GivenSocket;
import io.github.daemon4j.spi.SocketAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon listens on. Who gives a socket, in this order: a service manager, the launcher, and where neither has, this
 * process, which binds it before the program goes on. A channel is made of a given one when it is asked for.
 */
final class OpenSockets implements AutoCloseable {

    /** As many connections may wait as the system allows, which cuts it to {@code net.core.somaxconn}. */
    private static final int BACKLOG = 4096;

    private final DaemonSession session;
    private final String name;
    private final Map<String, SocketAddress> asked = new LinkedHashMap<>();
    private final List<GivenSocket> given;
    private final List<DaemonSocket> open = new ArrayList<>();
    private final OwnSocketFiles files = new OwnSocketFiles();

    private OpenSockets(DaemonOptions options, DaemonSession session, List<GivenSocket> given) {
        this.session = session;
        name = options.name().orElse("daemon");
        for (Map.Entry<String, SocketAddress> entry : options.listeners().entrySet()) {
            asked.put(entry.getKey(), absolute(entry.getValue()));
        }
        this.given = new ArrayList<>(given);
    }

    /**
     * Takes what was given, and binds what was not.
     *
     * @throws DaemonException if a socket cannot be bound; then none stays so
     */
    static OpenSockets of(DaemonOptions options, DaemonSession session, List<GivenSocket> given) {
        OpenSockets sockets = new OpenSockets(options, session, given);
        boolean complete = false;
        try {
            sockets.bindWhatIsMissing();
            complete = true;
            return sockets;
        } finally {
            if (!complete) {
                sockets.close();
            }
        }
    }

    private SocketAddress absolute(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                ? UnixDomainSocketAddress.of(session.launchDirectory().resolve(unix.getPath()))
                : address;
    }

    private void bindWhatIsMissing() {
        for (Map.Entry<String, SocketAddress> entry : asked.entrySet()) {
            GivenSocket socket = given(entry.getKey());
            if (socket == null) {
                bindOwn(entry.getKey(), entry.getValue());
            } else if (socket.isOwn()) {
                files.add(entry.getValue());
            }
        }
    }

    /** Its file is removed at the end, unless a service manager keeps the socket for the next process. */
    private DaemonSocket bindOwn(String socket, SocketAddress address) {
        DaemonSocket bound = bind(socket, address);
        open.add(bound);
        if (!session.keepSocket(socket, bound.channel())) {
            files.add(address);
        }
        return bound;
    }

    private @Nullable GivenSocket given(String socket) {
        for (GivenSocket candidate : given) {
            if (candidate.name().equals(socket)) {
                return candidate;
            }
        }
        return null;
    }

    private DaemonSocket bind(String socket, SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            session.freeSocketFile(unix.getPath());
        }
        ServerSocketChannel channel = null;
        try {
            boolean unix = address instanceof UnixDomainSocketAddress;
            channel = unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
            channel.bind(address, BACKLOG);
            return new DaemonSocket(socket, channel.getLocalAddress(), channel);
        } catch (IOException | UnsupportedOperationException failure) {
            close(channel);
            throw new DaemonException(
                    "cannot listen on " + SocketAddresses.shown(address) + " (socket \"" + socket + "\"): "
                            + failure.getMessage() + cure(address, failure),
                    failure);
        }
    }

    private static String cure(SocketAddress address, Exception failure) {
        if (!(address instanceof InetSocketAddress) || !(failure instanceof SocketException)) {
            return "";
        }
        return String.valueOf(failure.getMessage()).contains("ermission")
                ? "; a low port takes root or CAP_NET_BIND_SERVICE: take a higher one"
                : "; if somebody else listens there, end that, or take another address";
    }

    /**
     * The socket of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    synchronized DaemonSocket get(String socket) {
        for (DaemonSocket known : open) {
            if (known.name().equals(socket)) {
                return known;
            }
        }
        GivenSocket found = given(socket);
        if (found == null) {
            throw new IllegalArgumentException("there is no socket \"" + socket + "\"; " + names());
        }
        return take(found);
    }

    private String names() {
        Set<String> names = new LinkedHashSet<>();
        for (DaemonSocket known : open) {
            names.add(known.name());
        }
        for (GivenSocket known : given) {
            names.add(known.name());
        }
        return "those there are: " + String.join(", ", names);
    }

    private DaemonSocket take(GivenSocket socket) {
        ServerSocketChannel channel = socket.open();
        given.remove(socket);
        try {
            SocketAddress actual = channel.getLocalAddress();
            SocketAddress wanted = asked.get(socket.name());
            if (wanted != null && isUnreachable(actual)) {
                close(channel);
                session.forgetSocket(socket.name());
                return bindOwn(socket.name(), wanted);
            }
            if (wanted != null && !SocketAddresses.agree(wanted, actual)) {
                System.err.println(name + ": the socket \"" + socket.name() + "\" listens on "
                        + SocketAddresses.shown(actual) + ", as " + socket.giver() + " has it, not on "
                        + SocketAddresses.shown(wanted) + ", as the program does");
                session.forgetSocket(socket.name()); // if it was kept, the next start is right
            }
            DaemonSocket taken = new DaemonSocket(socket.name(), actual, channel);
            open.add(taken);
            return taken;
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot find out where the socket \"" + socket.name() + "\" listens: " + failure, failure);
        }
    }

    /** A unix socket that was kept, while its file was removed with the runtime directory of the unit, for one. */
    private static boolean isUnreachable(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                && !unix.getPath().toString().isEmpty()
                && Files.notExists(unix.getPath(), LinkOption.NOFOLLOW_LINKS);
    }

    /** All: those that were asked for, in that order, then those that were not. What cannot be taken of these is said. */
    synchronized List<DaemonSocket> all() {
        List<DaemonSocket> all = new ArrayList<>();
        for (String socket : asked.keySet()) {
            all.add(get(socket));
        }
        for (GivenSocket other : List.copyOf(given)) {
            try {
                take(other);
            } catch (DaemonException failure) {
                given.remove(other);
                System.err.println(name + ": " + failure.getMessage());
            }
        }
        for (DaemonSocket socket : open) {
            if (!all.contains(socket)) {
                all.add(socket);
            }
        }
        return all;
    }

    /** At the daemon's end: closes what is open, and removes the files that are its own. */
    @Override
    public synchronized void close() {
        for (DaemonSocket socket : open) {
            close(socket.channel());
        }
        if (session.ownsFiles()) {
            files.remove();
        }
    }

    private static void close(@Nullable ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            return; // it is gone with this process
        }
    }

    @Override
    public String toString() {
        return "the listening sockets";
    }
}
