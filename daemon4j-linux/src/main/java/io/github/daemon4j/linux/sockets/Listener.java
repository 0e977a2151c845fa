/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.ListeningDescriptor;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.spi.SocketAddresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A socket that this process has bound for a daemon, who will listen on it. */
public final class Listener implements AutoCloseable {

    private final Descriptor socket;
    private final @Nullable SocketFile file;

    private Listener(Descriptor socket, @Nullable SocketFile file) {
        this.socket = socket;
        this.file = file;
    }

    /**
     * Whose sockets they are to be.
     *
     * @param uid the daemon's user; -1 if it stays who this process is
     * @param gid its group
     * @param umask its umask: what is taken away from the permissions of a socket's file
     * @param directory what relative paths count from
     */
    public record Owner(long uid, long gid, int umask, LaunchDirectory directory) {

        private Whom whom() {
            Whom own = Whom.own(Whom.Use.SOCKET);
            return uid < 0 ? own : own.forUser(uid);
        }

        private int mode() {
            return 0777 & ~umask;
        }
    }

    /**
     * Binds a socket and listens.
     *
     * @throws DaemonException if it cannot; then nothing is left of it
     */
    public static Listener open(String name, SocketAddress address, Owner owner) {
        Listener listener = bind(name, address, owner);
        boolean listens = false;
        try {
            ListeningDescriptor.listen(listener.socket);
            listens = true;
            return listener;
        } catch (ErrnoException failure) {
            // Somebody listens there who has bound it with SO_REUSEADDR, and later than this.
            throw refusal(name, address, failure);
        } finally {
            if (!listens) {
                listener.undo();
                listener.close();
            }
        }
    }

    /**
     * Finds out what would refuse the socket. That somebody listens there is no reason: it may be the daemon that is to be
     * replaced.
     *
     * @throws DaemonException if there is anything else
     */
    public static void check(String name, SocketAddress address, Owner owner) {
        if (address instanceof UnixDomainSocketAddress unix) {
            SocketFile.of(absolute(unix, owner), owner.whom()).close();
            return;
        }
        try (Descriptor socket = internet((InetSocketAddress) address)) {
            socket.number();
        } catch (ErrnoException failure) {
            if (!failure.errno().equals(Errno.EADDRINUSE)) {
                throw refusal(name, address, failure);
            }
        }
    }

    /**
     * The socket of a predecessor, or else one of its own.
     *
     * @throws DaemonException as {@link #open}
     */
    public static Listener after(Predecessor predecessor, String name, SocketAddress address, Owner owner) {
        Descriptor taken = predecessor.take(name);
        return taken == null ? open(name, address, owner) : new Listener(taken, null);
    }

    private static Listener bind(String name, SocketAddress address, Owner owner) {
        try {
            return address instanceof UnixDomainSocketAddress unix
                    ? unix(absolute(unix, owner), owner)
                    : new Listener(internet((InetSocketAddress) address), null);
        } catch (ErrnoException failure) {
            throw refusal(name, address, failure);
        }
    }

    private static Descriptor internet(InetSocketAddress address) throws ErrnoException {
        return ListeningDescriptor.ofInternet(
                address.getAddress(), address.getPort(), Boolean.getBoolean("java.net.preferIPv4Stack"));
    }

    private static Path absolute(UnixDomainSocketAddress address, Owner owner) {
        Path path = owner.directory().resolve(address.getPath());
        if (!ListeningDescriptor.fits(SystemText.bytes(path))) {
            throw new DaemonException("the path of the socket " + path
                    + " is longer than the 107 bytes that unix(7) allows; name a shorter one");
        }
        return path;
    }

    private static Listener unix(Path path, Owner owner) throws ErrnoException {
        SocketFile file = SocketFile.of(path, owner.whom());
        boolean bound = false;
        try {
            file.free();
            Descriptor socket = file.bind(SystemText.bytes(path), owner.mode(), owner.uid(), owner.gid());
            bound = true;
            return new Listener(socket, file);
        } finally {
            if (!bound) {
                file.close();
            }
        }
    }

    private static DaemonException refusal(String name, SocketAddress address, ErrnoException failure) {
        return new DaemonException(
                "cannot listen on " + SocketAddresses.shown(address) + " (socket \"" + name + "\"): "
                        + failure.getMessage() + cure(address, failure.errno()),
                failure);
    }

    private static String cure(SocketAddress address, Errno errno) {
        boolean internet = address instanceof InetSocketAddress;
        if (errno.equals(Errno.EADDRINUSE)) {
            return "; somebody else listens there (ss -" + (internet ? "t" : "x")
                    + "lp names him to root): end that, or take another address";
        }
        if (errno.equals(Errno.EACCES) && internet) {
            return "; a port as low (see /proc/sys/net/ipv4/ip_unprivileged_port_start) takes root, who can start the daemon as"
                    + " another user, or CAP_NET_BIND_SERVICE: start as root with DaemonOptions.user(..), or take a higher port";
        }
        if (errno.equals(Errno.EADDRNOTAVAIL)) {
            return "; no interface of this machine has that address (ip address lists them)";
        }
        if (errno.equals(Errno.EAFNOSUPPORT)) {
            return "; this machine has no IPv6: take an address of IPv4";
        }
        return internet ? "" : "; this user must be able to write to its directory";
    }

    /** Its descriptor here. */
    public int number() {
        return socket.number();
    }

    /** Removes the file of a unix socket, as nobody will listen there. */
    public void undo() {
        if (file != null) {
            file.remove();
        }
    }

    /** Lets go of the socket, and leaves its file. */
    public void release() {
        socket.close();
    }

    @Override
    public void close() {
        socket.close();
        if (file != null) {
            file.close();
        }
    }
}
