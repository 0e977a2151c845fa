/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A log file as it is opened to be appended to, whoever opens it: the launcher for the daemon, or the daemon itself. */
public final class LogFile {

    private static final int MODE = 0640;

    private static final int FLAGS =
            Descriptor.O_WRONLY | Descriptor.O_APPEND | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;

    private LogFile() {}

    /**
     * Opens a log file, and makes it if need be, in its user's name.
     *
     * @param file absolute
     * @param gid the group of a file that is made for another user
     * @param umask the permissions a file that is made does not get, beside those of this process's own
     * @throws DaemonException if it cannot be appended to, or is not to be trusted
     */
    public static Descriptor open(Path file, Whom whom, int gid, int umask) {
        try (Place place = Place.of(file, whom)) {
            return open(place, whom, gid, umask);
        } catch (ErrnoException failure) {
            throw cannotOpen(file, failure);
        }
    }

    static Descriptor open(Place place, Whom whom, int gid, int umask) throws ErrnoException {
        Descriptor opened = null;
        while (opened == null) {
            opened = place.open(FLAGS);
            if (opened == null) {
                opened = make(place, whom, gid, umask);
            }
        }
        return opened;
    }

    /** What is said where it cannot be opened. */
    public static DaemonException cannotOpen(Path file, ErrnoException failure) {
        return new DaemonException(
                "cannot open the daemon's log file " + file + ": " + failure.getMessage()
                        + "; it must be readable and writable, and its directory must exist",
                failure);
    }

    private static @Nullable Descriptor make(Place place, Whom whom, int gid, int umask) throws ErrnoException {
        Descriptor made = place.create(FLAGS, MODE & ~umask);
        if (made != null && whom.other() != whom.self()) {
            try {
                made.changeOwner((int) whom.other(), gid);
            } catch (ErrnoException failure) {
                made.close();
                place.remove();
                throw failure;
            }
        }
        return made;
    }

    /**
     * Opens a log file as this process's own user, and puts it in the place of descriptors.
     *
     * @param file absolute
     * @param numbers which descriptors it becomes
     * @throws DaemonException as {@link #open}; nothing is replaced then
     */
    public static void replace(Path file, int... numbers) {
        NativeAccess.require();
        try (Descriptor opened = open(file, Whom.own(Whom.Use.LOG_FILE), -1, 0)) {
            become(opened, numbers);
        } catch (ErrnoException failure) {
            throw cannotOpen(file, failure);
        }
    }

    /**
     * Puts a file in the place of descriptors 1 and 2. Nothing that is printed by way of {@code System.out} or {@code
     * System.err} is torn apart by it: JDKs before 19 write the end of a long line by itself. One lock at a time, because
     * programs hold these too, in whatever order.
     */
    static void become(Descriptor opened, int... numbers) throws ErrnoException {
        for (int number : numbers) {
            PrintStream stream = number == 2 ? System.err : System.out;
            synchronized (stream) {
                stream.flush();
                opened.replace(number);
            }
        }
    }
}
