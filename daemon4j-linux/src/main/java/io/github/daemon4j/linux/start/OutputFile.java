/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.LogFile;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a daemon's output goes to while it comes up, and the launcher's eye on it. A file, not a pipe: the daemon
 * never waits for a terminal that has been stopped, both streams keep their order, and nothing breaks when the launcher is
 * killed. For output that is to be discarded the file has no name.
 *
 * <p>A log may have other writers. The daemon's open file description is this launcher's too, and its position, which an
 * appending write moves to the file's end, tells how far the daemon has written: what is beyond it is somebody else's. What
 * another one writes in the moment between two looks, just before the daemon does, cannot be told apart and is shown.
 */
final class OutputFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 8192;

    private final Descriptor writing;
    private final Descriptor reading;
    private final boolean isLog;
    private long seen;

    private OutputFile(Descriptor writing, Descriptor reading, boolean isLog, long seen) {
        this.writing = writing;
        this.reading = reading;
        this.isLog = isLog;
        this.seen = seen;
    }

    /**
     * Opens a log file, and makes it if need be, in its user's name.
     *
     * @param file absolute
     * @param gid the group of a file that is made for another user
     * @throws DaemonException if it cannot be appended to and read, or is not to be trusted
     */
    static OutputFile log(Path file, Whom whom, int gid, int umask) {
        Descriptor writing = LogFile.open(file, whom, gid, umask);
        try {
            return new OutputFile(
                    writing,
                    writing.reopen(Descriptor.O_RDONLY),
                    true,
                    FileStatus.of(writing).size());
        } catch (ErrnoException failure) {
            close(writing);
            throw LogFile.cannotOpen(file, failure);
        } catch (IOException failure) {
            close(writing);
            throw new DaemonException("cannot look at the daemon's log file " + file + ": " + failure, failure);
        }
    }

    private static void close(@Nullable Descriptor descriptor) {
        if (descriptor != null) {
            descriptor.close();
        }
    }

    /** A file without a name. Linux 6.14 and later report no write through memfd_create(2)'s own descriptor. */
    static OutputFile memory(String name) {
        try {
            Descriptor memory = Descriptor.anonymousFile(name);
            try {
                Descriptor writing = memory.reopen(Descriptor.O_WRONLY | Descriptor.O_APPEND);
                return new OutputFile(writing, memory, false, 0);
            } catch (ErrnoException failure) {
                memory.close();
                throw failure;
            }
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot make a file in memory for the daemon's output: " + failure.getMessage()
                            + "; name a log file with DaemonOptions.output",
                    failure);
        }
    }

    /** What the daemon writes to. */
    Descriptor writing() {
        return writing;
    }

    /** What is to be watched for more output. */
    Descriptor reading() {
        return reading;
    }

    /** How long the file is now. */
    long length() {
        return new File("/proc/self/fd/" + reading.number()).length();
    }

    /** Passes on what the daemon has written since the last call, as far as the file's first bytes. */
    void showNew(StartListener listener, long end) throws ErrnoException {
        long length = length();
        long own = isLog ? OwnProcess.descriptorPosition(writing.number()) : length; // asked for after the length
        long upTo = Math.min(end, own < 0 ? length : own);
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = seen < upTo ? reading.read(buffer, seen) : 0;
        while (count > 0) {
            count = (int) Math.min(count, upTo - seen);
            seen += count;
            listener.on(new StartEvent.Printed(buffer, count));
            count = seen < upTo ? reading.read(buffer, seen) : 0;
        }
        if (own <= end) {
            seen = Math.max(seen, length); // between what the daemon wrote last and here it has written nothing
        }
    }

    @Override
    public void close() {
        writing.close();
        reading.close();
    }
}
