/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.ListeningDescriptor;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of a unix socket, in a directory that was walked to and is held. bind(2) takes a path and nothing that is held: in
 * the directories that are trusted here nobody but root and this user can make it mean something else meanwhile, and bind(2)
 * follows no link at its end.
 */
public final class SocketFile implements AutoCloseable {

    private final Place place;
    private @Nullable FileStatus made;

    private SocketFile(Place place) {
        this.place = place;
    }

    /**
     * Walks to its directory.
     *
     * @param path absolute
     * @throws DaemonException if that cannot be reached, or is in the hand of somebody else
     */
    public static SocketFile of(Path path, Whom whom) {
        SocketFile file = new SocketFile(Place.of(path, whom));
        boolean trusted = false;
        try {
            file.place.requireNew();
            trusted = true;
            return file;
        } finally {
            if (!trusted) {
                file.close();
            }
        }
    }

    /**
     * Makes the name free for this process's own use: removes what a dead server has left there.
     *
     * @param path absolute
     * @throws DaemonException if something else is there: a live server's socket, or no socket
     */
    public static void free(Path path) {
        NativeAccess.require();
        try (SocketFile file = of(path, Whom.own(Whom.Use.SOCKET))) {
            file.free();
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot remove the socket " + path + " of a dead server: " + failure.getMessage()
                            + "; remove it, or name another file",
                    failure);
        }
    }

    /** As {@link #free(Path)}, of this file. */
    void free() throws ErrnoException {
        try (Descriptor found = place.hold()) {
            if (found == null) {
                return;
            }
            if (ListeningDescriptor.isListenedTo(found)) {
                throw place.refusal("a server listens there; stop it (ss -xlp names it to root), or name another file");
            }
            if (place.names(found)) {
                place.remove();
            }
        }
    }

    /**
     * Binds the file's socket.
     *
     * @param mode its permissions
     * @param uid whose it becomes; -1 if it stays this user's
     */
    Descriptor bind(byte[] path, int mode, long uid, long gid) throws ErrnoException {
        Descriptor socket = ListeningDescriptor.ofUnix(path, mode);
        boolean bound = false;
        try (Descriptor file = place.hold()) {
            if (file == null) {
                throw place.refusal("it has been removed by somebody in this very moment; start again");
            }
            made = FileStatus.of(file);
            ListeningDescriptor.give(file, mode, uid, gid);
            bound = true;
            return socket;
        } catch (ErrnoException failure) {
            throw failure;
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the socket " + place.path() + ": " + failure, failure);
        } finally {
            if (!bound) {
                remove();
                socket.close();
            }
        }
    }

    /** Takes away what was bound here, if it is that still; what cannot be removed is left to the next start. */
    void remove() {
        try {
            if (made != null && place.names(made)) {
                place.remove();
            }
        } catch (ErrnoException refused) {
            return;
        }
        made = null;
    }

    @Override
    public void close() {
        place.close();
    }
}
