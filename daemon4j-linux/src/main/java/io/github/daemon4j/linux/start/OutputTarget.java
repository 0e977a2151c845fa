/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a daemon's output goes to while it comes up, and the launcher's eye on it. A file, not a pipe: the daemon
 * never waits for a terminal that has been stopped, both streams keep their order, and nothing breaks when the launcher is
 * killed. For output that is to be discarded the file has no name.
 */
public final class OutputTarget implements AutoCloseable {

    private static final int BUFFER_BYTES = 8192;
    private static final int MODE = 0640;

    private final Descriptor writing;
    private final Descriptor reading;
    private final boolean made;
    private long shown;

    private OutputTarget(Descriptor writing, Descriptor reading, boolean made, long shown) {
        this.writing = writing;
        this.reading = reading;
        this.made = made;
        this.shown = shown;
    }

    /**
     * Opens the target.
     *
     * @param file the log file, absolute; null if output is to be discarded
     * @param otherUser whom root starts the daemon as; 0 if it stays who this process is
     * @throws DaemonException if the file cannot be appended to and read, is no regular file, or may be a trap that the other
     *     user has set: the daemon gets it opened by root
     */
    public static OutputTarget open(@Nullable Path file, int otherUser) {
        try {
            if (file == null) {
                return ofMemory();
            }
            int flags = Descriptor.O_WRONLY | Descriptor.O_APPEND | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
            Descriptor created = Descriptor.create(file.toString(), flags, MODE);
            Descriptor writing = created == null ? openExisting(file, flags, otherUser) : created;
            try {
                long size = status(file, writing, otherUser).size();
                // Not by its name, which may be that of another file by now.
                Descriptor reading = Descriptor.open("/proc/self/fd/" + writing.number(), Descriptor.O_RDONLY, 0);
                return new OutputTarget(writing, reading, created != null, size);
            } catch (IOException | DaemonException failure) {
                writing.close();
                throw failure;
            }
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot open the daemon's log file " + file + ": " + failure.getMessage()
                            + "; it must be readable and writable, and its directory must exist",
                    failure);
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the daemon's log file " + file + ": " + failure, failure);
        }
    }

    /** Linux 6.14 and later report no write that goes through the descriptor of memfd_create(2), so it is opened again. */
    private static OutputTarget ofMemory() throws ErrnoException {
        Descriptor memory = Descriptor.anonymousFile("daemon4j-output");
        try {
            String path = "/proc/self/fd/" + memory.number();
            Descriptor writing = Descriptor.open(path, Descriptor.O_WRONLY | Descriptor.O_APPEND, 0);
            return new OutputTarget(writing, memory, true, 0);
        } catch (ErrnoException failure) {
            memory.close();
            throw failure;
        }
    }

    /** For a program that nobody watches coming up. */
    public static OutputTarget devNull() {
        try {
            Descriptor nothing = Descriptor.open("/dev/null", Descriptor.O_WRONLY, 0);
            return new OutputTarget(nothing, nothing, false, 0);
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot open /dev/null: " + failure.getMessage(), failure);
        }
    }

    /** With O_CREAT all the same: a symbolic link may lead to a file that is yet to be made. */
    private static Descriptor openExisting(Path file, int flags, int otherUser) throws ErrnoException {
        int noFollow = otherUser == 0 ? 0 : Descriptor.O_NOFOLLOW;
        try {
            return Descriptor.open(file.toString(), flags | Descriptor.O_CREAT | noFollow, MODE);
        } catch (ErrnoException failure) {
            if (noFollow != 0 && failure.errno().equals(Errno.ELOOP)) {
                throw refusal(
                        file,
                        "it is a symbolic link, which root does not follow for another user; name the file itself");
            }
            throw failure;
        }
    }

    private static FileStatus status(Path file, Descriptor opened, int otherUser) throws IOException {
        FileStatus status = FileStatus.of(opened);
        if (!status.isRegular()) {
            throw new DaemonException("the daemon's log file " + file + " is no regular file; use Redirect.discard() or"
                    + " Redirect.inherit() for anything else");
        }
        if (otherUser != 0) {
            if (status.uid() != 0 && status.uid() != otherUser) {
                throw refusal(
                        file, "it belongs to uid " + status.uid() + "; give it to uid " + otherUser + ", or remove it");
            }
            if (status.links() > 1) {
                throw refusal(file, "it has other hard links; remove it");
            }
        }
        return status;
    }

    private static DaemonException refusal(Path file, String why) {
        return new DaemonException("the daemon's log file " + file + " is refused: " + why);
    }

    /** Whether the file did not exist before, so that it may be given to the daemon's user. */
    public boolean isMade() {
        return made;
    }

    /** What the daemon writes to. */
    public Descriptor writing() {
        return writing;
    }

    /** What is to be watched for more output. */
    public Descriptor reading() {
        return reading;
    }

    /** How long the file is now. */
    public long length() {
        return new File("/proc/self/fd/" + reading.number()).length();
    }

    /** Copies what the daemon has written since the last call, as far as the file's first bytes. */
    public void showNew(PrintStream terminal, long end) throws ErrnoException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = reading.read(buffer, shown);
        while (count > 0 && shown < end) {
            count = (int) Math.min(count, end - shown);
            shown += count;
            terminal.write(buffer, 0, count);
            count = reading.read(buffer, shown);
        }
        terminal.flush();
    }

    @Override
    public void close() {
        writing.close();
        reading.close();
    }
}
