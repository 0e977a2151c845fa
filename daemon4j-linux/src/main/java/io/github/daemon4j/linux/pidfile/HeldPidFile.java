/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.proc.LockHolders;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.OwnState;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A pid file as the daemon has it, which holds its lock at a descriptor, and needs no native call for what is left to do.
 *
 * @param path the pid file, absolute
 * @param lock the number of the lock's descriptor
 * @param keeper whom the file names in the place of this process; null if nobody
 */
public record HeldPidFile(Path path, int lock, @Nullable Keeper keeper) {

    /**
     * A process that starts this one again.
     *
     * @param procPid as {@code /proc} numbers it
     * @param pid as its pid namespace numbers it
     */
    public record Keeper(long procPid, long pid, long startTicks) {

        /** Whether the file is its own business still. */
        boolean isThere() {
            Neighbour seen = Neighbour.of(procPid);
            return seen != null && seen.startTicks() == startTicks && !seen.hasEnded();
        }
    }

    /** The file of a process that nobody starts again. */
    public HeldPidFile(Path path, int lock) {
        this(path, lock, null);
    }

    /**
     * Writes what the launcher writes unless it is there: it was killed in the moment between. Where this user may not
     * write, whoever started the daemon does, and the next start if he could not.
     *
     * @param toKeep what the launcher would have written beside the pid; asked only if it did not
     */
    public void ensureNames(Supplier<Kept> toKeep) {
        // Whose file it is the launcher has asked a moment ago, and to ask here costs 3 ms.
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && namesThis(read())) {
            return;
        }
        try {
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createFile(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--")); // whatever the umask
            }
            if (isPlain()) {
                write(toKeep.get());
            }
        } catch (IOException notMine) {
            return;
        }
    }

    private void write(Kept toKeep) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path.toFile())) {
            out.write(named(toKeep).format());
        }
    }

    /** Whether it is a file of root's or this user's: nobody else can then put a FIFO or a link in its place. */
    private boolean isPlain() throws IOException {
        FileStatus status = FileStatus.of(path, LinkOption.NOFOLLOW_LINKS);
        return status.isRegular()
                && (status.uid() == 0 || status.uid() == OwnState.read().uid());
    }

    /** Whether the file speaks of this process. Each field by itself: a record's equals is made of method handles, in 10 ms. */
    public boolean namesThis() {
        return namesThis(content());
    }

    private PidFileContent named(Kept toKeep) {
        return keeper == null ? own(toKeep) : PidFileContent.here(keeper.pid(), keeper.startTicks(), toKeep);
    }

    /**
     * Whether the file names another process by now, which holds the same lock: a launcher has put it in this one's place. Only
     * who may look into that process sees it.
     */
    public boolean namesSuccessor() {
        PidFileContent content = content();
        if (content == null || namesThis(content) || !isAlive(content)) {
            return false;
        }
        try {
            FileStatus file = FileStatus.of(Path.of("/proc/self/fd/" + lock));
            return LockHolders.descriptor(content.pid(), file.device(), file.inode(), LockFile.DAEMON.first()) >= 0;
        } catch (IOException noLock) {
            return false;
        }
    }

    /** Whether the file names another process, whoever has written it. */
    public boolean namesAnother() {
        PidFileContent content = content();
        return content != null && !namesThis(content);
    }

    /** Whether the process that a content means lives, as far as {@code /proc} shows. */
    static boolean isAlive(PidFileContent content) {
        Neighbour seen =
                content.bootId().equals(OwnProcess.bootId()) && content.pidNamespace() == OwnProcess.pidNamespace()
                        ? Neighbour.of(content.pid())
                        : null;
        return seen != null && !seen.hasEnded() && seen.startTicks() == content.startTicks();
    }

    private boolean namesThis(@Nullable PidFileContent content) {
        if (content == null) {
            return false;
        }
        PidFileContent own = named(Kept.NOTHING);
        return content.pid() == own.pid()
                && content.startTicks() == own.startTicks()
                && content.bootId().equals(own.bootId())
                && content.pidNamespace() == own.pidNamespace();
    }

    static PidFileContent own(Kept toKeep) {
        try {
            // As the launcher, who is in the same pid namespace, numbers it: /proc may be that of another one.
            OwnState self = OwnState.read();
            return PidFileContent.here(self.pidHere(), self.startTicks(), toKeep);
        } catch (IOException noProc) {
            return PidFileContent.here(0, -1, toKeep);
        }
    }

    /** The pid that is in the file; 0 if none is. */
    public long pid() {
        PidFileContent content = content();
        return content == null ? 0 : content.pid();
    }

    private @Nullable PidFileContent content() {
        try {
            return isPlain() ? read() : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    private @Nullable PidFileContent read() {
        byte[] bytes = new byte[PidFileContent.IDENTITY_BYTES];
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            return PidFileContent.identity(bytes, Math.max(0, in.read(bytes)));
        } catch (IOException unreadable) {
            return null;
        }
    }

    /**
     * Removes the file when this JVM ends, after its shutdown hooks; the lock file stays, for it guards the next start from
     * what is left of this process. All that is run then has been loaded by then: the jar may be another one.
     */
    public void removeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Removal(this));
    }

    /** A keeper removes it itself, when it does not start this program again. */
    private boolean isToGo() {
        return (keeper == null || !keeper.isThere()) && namesThis();
    }

    /** Removes the file now, if it speaks of this process. */
    public void remove() {
        try {
            if (isToGo()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException notMine) {
            return; // the next start does
        }
    }

    /** Leaves the deletion to the JDK, which does it after all hooks: they may be what takes a server its time. */
    private static final class Removal extends Thread {

        private final HeldPidFile file;

        Removal(HeldPidFile file) {
            super("daemon4j pid file");
            Objects.requireNonNull(FileStatus.class); // loads it, see above
            this.file = file;
        }

        @Override
        public void run() {
            if (file.isToGo()) {
                file.path.toFile().deleteOnExit();
            }
        }
    }
}
