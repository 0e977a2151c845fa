/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
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
     * @throws DaemonException if it cannot be appended to, or is not to be trusted
     */
    public static Descriptor open(Path file, Whom whom, int gid) {
        try (Place place = Place.of(file, whom)) {
            Descriptor opened = null;
            while (opened == null) {
                opened = place.open(FLAGS);
                if (opened == null) {
                    opened = make(place, whom, gid);
                }
            }
            return opened;
        } catch (ErrnoException failure) {
            throw cannotOpen(file, failure);
        }
    }

    /** What is said where it cannot be opened. */
    public static DaemonException cannotOpen(Path file, ErrnoException failure) {
        return new DaemonException(
                "cannot open the daemon's log file " + file + ": " + failure.getMessage()
                        + "; it must be readable and writable, and its directory must exist",
                failure);
    }

    private static @Nullable Descriptor make(Place place, Whom whom, int gid) throws ErrnoException {
        Descriptor made = place.create(FLAGS, MODE);
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
        try (Descriptor opened = open(file, Whom.own(Whom.Use.LOG_FILE), -1)) {
            for (int number : numbers) {
                opened.replace(number);
            }
        } catch (ErrnoException failure) {
            throw cannotOpen(file, failure);
        }
    }
}
