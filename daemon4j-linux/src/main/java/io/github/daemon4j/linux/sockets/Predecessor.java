/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.ListeningDescriptor;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.ListeningSocket;
import io.github.daemon4j.linux.proc.Neighbour;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of a daemon that is being replaced, held open from before its end until its successor has them: who
 * connects meanwhile waits in their queues, and is served by the successor. Unix sockets only for a successor that comes up while
 * the daemon serves on: one that ends takes the file of the socket away.
 *
 * <p>They are taken by pidfd_getfd(2), which needs nothing of the daemon, not even that it answers, and the right to trace it: root
 * has it, and its own user unless Yama says otherwise. What is taken is believed to be a socket of that address only after the
 * kernel was asked, because the daemon chooses what it has open.
 */
public final class Predecessor implements AutoCloseable {

    /** Of nobody. */
    public static final Predecessor NONE = new Predecessor(new HashMap<>(), null);

    private final Map<String, Descriptor> sockets;
    private final @Nullable String problem;

    private Predecessor(Map<String, Descriptor> sockets, @Nullable String problem) {
        this.sockets = sockets;
        this.problem = problem;
    }

    /**
     * Takes hold of the TCP sockets that the launcher of a daemon which is to end has given it.
     *
     * @param asked where the successor is to listen: only sockets of the same name and address are taken
     */
    public static Predecessor of(HeldProcess daemon, Map<String, SocketAddress> asked) {
        Map<String, SocketAddress> internet = new HashMap<>();
        for (Map.Entry<String, SocketAddress> entry : asked.entrySet()) {
            if (entry.getValue() instanceof InetSocketAddress) {
                internet.put(entry.getKey(), entry.getValue());
            }
        }
        return take(daemon, internet);
    }

    /**
     * Takes hold of all that the launcher of a daemon which serves on has given it.
     *
     * @param asked as of {@link #of}; the paths of unix sockets are absolute
     */
    public static Predecessor serving(HeldProcess daemon, Map<String, SocketAddress> asked) {
        return take(daemon, asked);
    }

    private static Predecessor take(HeldProcess daemon, Map<String, SocketAddress> asked) {
        Map<String, Descriptor> taken = new HashMap<>();
        String problem = null;
        try {
            List<String> names = given(daemon).names();
            for (int i = 0; i < names.size(); i++) {
                SocketAddress address = asked.get(names.get(i));
                if (address != null && !taken.containsKey(names.get(i))) {
                    take(daemon, PassedSockets.FIRST_NUMBER + i, names.get(i), address, taken);
                }
            }
        } catch (IOException failure) {
            problem = failure.getMessage();
        }
        return new Predecessor(taken, problem);
    }

    private static PassedSockets given(HeldProcess daemon) throws IOException {
        Map<String, String> environment = Neighbour.environment(daemon.procPid());
        return PassedSockets.of(environment.get(PassedSockets.COUNT), environment.get(PassedSockets.NAMES));
    }

    private static void take(
            HeldProcess daemon, int number, String name, SocketAddress address, Map<String, Descriptor> taken)
            throws ErrnoException {
        Descriptor descriptor = daemon.descriptor(number);
        boolean listens = false;
        try {
            listens = listensAt(descriptor, address);
        } finally {
            if (listens) {
                taken.put(name, descriptor);
            } else {
                descriptor.close();
            }
        }
    }

    /** A unix socket whose file is gone can be reached by nobody, and is bound again. */
    private static boolean listensAt(Descriptor descriptor, SocketAddress address) throws ErrnoException {
        if (address instanceof UnixDomainSocketAddress unix) {
            return Files.exists(unix.getPath(), LinkOption.NOFOLLOW_LINKS)
                    && ListeningDescriptor.listensAt(descriptor, SystemText.bytes(unix.getPath()));
        }
        InetSocketAddress internet = (InetSocketAddress) address;
        return ListeningDescriptor.listensAt(descriptor, internet.getAddress(), internet.getPort());
    }

    /** Why not all could be had, for people; null if there was nothing in the way. */
    public @Nullable String problem() {
        return problem;
    }

    /** These sockets of this process, except for those that are held for the successor. */
    public List<ListeningSocket> without(List<ListeningSocket> listening) {
        if (sockets.isEmpty()) {
            return listening;
        }
        List<ListeningSocket> others = new ArrayList<>();
        for (ListeningSocket socket : listening) {
            boolean isHeld = false;
            for (Descriptor held : sockets.values()) {
                isHeld |= held.number() == socket.descriptor();
            }
            if (!isHeld) {
                others.add(socket);
            }
        }
        return others;
    }

    /** The socket of that name, which is the caller's from now on; null if there is none. */
    @Nullable
    Descriptor take(String name) {
        return sockets.remove(name);
    }

    /** Lets go of what nobody has taken. */
    @Override
    public void close() {
        for (Descriptor left : sockets.values()) {
            left.close();
        }
    }
}
