/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A log of this process that makes way for a new one. Whatever is written goes to one of the two whole, since a write(2) has
 * one open file description; nothing is copied. All names are names in one directory that was walked to and is held.
 */
public final class RollingFile {

    private static final int PERMISSIONS = 0777;

    /** For how long the end of a line is waited for. */
    private static final long LINE_MILLIS = 50;

    private RollingFile() {}

    /**
     * Rotates. If somebody else has given the name to another file meanwhile, or taken it away, that one is opened instead.
     *
     * @param file absolute
     * @param files how many old ones are kept
     * @param numbers the descriptors that lead to the log, 1 or 2 or both
     * @throws DaemonException if it cannot be done; then everything goes on as it was
     */
    public static void rotate(Path file, int files, int... numbers) {
        NativeAccess.require();
        try (Place place = Place.of(file, Whom.own(Whom.Use.LOG_FILE))) {
            FileStatus old = FileStatus.of(Path.of("/proc/self/fd/" + numbers[0]));
            if (!place.names(old)) {
                LogFile.replace(file, numbers);
                return;
            }
            place.requireNew();
            Place first = place.beside(".1");
            for (int i = files - 1; i >= 1; i--) {
                place.beside("." + i).renameTo(place.beside("." + (i + 1)));
            }
            place.renameTo(first);
            try (Descriptor opened = renewed(place, old, first)) {
                awaitEndOfLine(numbers[0]);
                LogFile.become(opened, numbers);
            }
        } catch (IOException failure) {
            throw new DaemonException(failure.getMessage() + cure(failure), failure);
        }
    }

    private static String cure(IOException failure) {
        boolean forbidden =
                failure instanceof ErrnoException refused && refused.errno().equals(Errno.EACCES);
        return forbidden ? "; this user must be able to write to the directory" : "";
    }

    /** The new file, as like the old one as this user may make it; without one the old one gets its name back. */
    private static Descriptor renewed(Place place, FileStatus old, Place renamed) throws ErrnoException {
        try {
            Descriptor made = LogFile.open(place, place.whom(), -1, 0);
            inherit(made, old);
            return made;
        } catch (ErrnoException | RuntimeException failure) {
            if (!place.exists()) {
                renamed.renameTo(place);
            }
            throw failure;
        }
    }

    /** Whoever was given the old one to read, as the group adm is on Debian, reads the new one too. */
    private static void inherit(Descriptor made, FileStatus old) {
        try {
            FileStatus now = FileStatus.of(made);
            if (now.uid() != old.uid() || now.gid() != old.gid()) {
                made.changeOwner((int) old.uid(), (int) old.gid());
            }
            if ((now.mode() & PERMISSIONS) != (old.mode() & PERMISSIONS)) {
                made.changeMode(old.mode() & PERMISSIONS);
            }
        } catch (IOException notAllowed) {
            return; // it is a log all the same, and more closed than the old one
        }
    }

    /** As well as can be without a lock on who writes. */
    private static void awaitEndOfLine(int number) {
        long end = System.nanoTime() + LINE_MILLIS * 1_000_000;
        try (RandomAccessFile file = new RandomAccessFile("/proc/self/fd/" + number, "r")) {
            while (!endsLine(file) && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000); // no file system tells of the end of a line
            }
        } catch (IOException notReadable) {
            return;
        }
    }

    private static boolean endsLine(RandomAccessFile file) throws IOException {
        long length = file.length();
        if (length == 0) {
            return true;
        }
        file.seek(length - 1);
        return file.read() == '\n';
    }
}
