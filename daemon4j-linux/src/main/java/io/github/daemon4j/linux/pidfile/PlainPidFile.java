/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.AlreadyRunningException;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.NamedWay;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pid file that is had without a native call, where none can be made: by the server itself, which was not detached.
 *
 * <p>Its lock is the JDK's, which is one of the process, fcntl(2) {@code F_SETLK}: it stands against those of {@link
 * LockFile}, which are of open file descriptions, and they against it. It is lost when this process closes any descriptor of the
 * lock file; but nobody in this process opens that file again, for whoever does makes native calls. No child inherits it.
 */
public final class PlainPidFile {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** For the rest of this process's life: a channel that is collected is closed, and its lock gone. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    /** A class: a lambda costs a young JVM milliseconds. */
    private record Given(Kept get) implements Supplier<Kept> {}

    private final Path path;
    private final Path lock;
    private final long self;

    private PlainPidFile(Path path, long self) {
        this.path = path;
        this.lock = PidFile.lockOf(path);
        this.self = self;
    }

    /**
     * Takes the lock and writes the file.
     *
     * @param path absolute
     * @param patience how long to wait for a daemon that is stopping
     * @throws AlreadyRunningException if a daemon has it
     * @throws DaemonException if the file is not safe to write a pid to, cannot be written, or is not free in time
     */
    public static HeldPidFile hold(Path path, Kept toKeep, Duration patience) {
        try {
            long self = Integer.toUnsignedLong(OwnState.read().effectiveUid());
            return new PlainPidFile(path, self).hold(toKeep, patience);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot lock the pid file " + path + ": " + failure
                            + "; this user must be able to write to the file and to its directory",
                    failure);
        }
    }

    private HeldPidFile hold(Kept toKeep, Duration patience) throws IOException {
        NamedWay.requirePidFile(path, self);
        NamedWay.requirePidFile(lock, self);
        HeldPidFile held = null;
        long begin = System.nanoTime();
        while (held == null) {
            FileChannel channel = tryLock();
            int number = channel == null ? -1 : numberOfLock();
            if (channel != null && number >= 0) {
                HELD.add(channel);
                held = new HeldPidFile(path, number);
            } else {
                close(channel);
                requireNobody(System.nanoTime() - begin, patience.toNanos());
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        PidFileContent other = content();
        if (other != null && isAnotherAlive(other)) {
            throw new AlreadyRunningException(path, other.pid()); // its own lock file was removed
        }
        held.ensureNames(new Given(toKeep));
        if (!held.namesThis()) {
            throw new DaemonException("cannot write the pid file " + path + ": this user must be able to write to it");
        }
        return held;
    }

    private @Nullable FileChannel tryLock() throws IOException {
        FileChannel channel = FileChannel.open(
                lock,
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean locked = false;
        try {
            locked = channel.tryLock(LockFile.DAEMON.first(), LockFile.DAEMON.length(), false) != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** The number of the descriptor that leads to what has the lock's name now; -1 if that is another file than was locked. */
    private int numberOfLock() throws IOException {
        FileStatus named;
        try {
            named = FileStatus.of(lock, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException removed) {
            return -1;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, named)) {
                    return Integer.parseInt(descriptor.getFileName().toString());
                }
            }
        }
        return -1;
    }

    private static boolean leadsTo(Path descriptor, FileStatus file) {
        try {
            FileStatus status = FileStatus.of(descriptor);
            return status.device() == file.device() && status.inode() == file.inode();
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Who has the lock may be stopping, or may only be about to remove the file. */
    private void requireNobody(long waited, long patience) {
        PidFileContent content = content();
        PidFileContent alive = content != null && isAnotherAlive(content) ? content : null;
        boolean stopping = alive != null && Neighbour.hasThread(alive.pid(), Look.STOPPING_SIGN);
        long pid = alive == null ? 0 : alive.pid();
        if (alive == null ? waited > MOMENT_NANOS : !stopping) {
            throw new AlreadyRunningException(path, pid);
        }
        if (waited > patience) {
            throw new DaemonException("the daemon" + (pid > 0 ? " with pid " + pid : "") + " of the pid file " + path
                    + " is stopping and has not ended; wait for it, or kill it");
        }
    }

    private @Nullable PidFileContent content() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return PidFileContent.parse(bytes, bytes.length);
        } catch (IOException none) {
            return null;
        }
    }

    private static boolean isAnotherAlive(PidFileContent content) {
        return content.pid() != ProcessHandle.current().pid() && HeldPidFile.isAlive(content);
    }
}
