/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.Trust.Seen;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.SystemText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory that has been walked to from {@code /}, component by component, judged on the way, and is held.
 * What is done here afterwards is done in that directory, wherever somebody has moved it: the path is not looked at again.
 */
public final class Place implements AutoCloseable {

    private final Path path;
    private final Whom whom;
    private final List<Seen> way;
    private final Descriptor directory;
    private final byte[] name;
    private final boolean shares;

    private Place(Path path, Whom whom, List<Seen> way, Descriptor directory, byte[] name, boolean shares) {
        this.path = path;
        this.whom = whom;
        this.way = way;
        this.directory = directory;
        this.name = name;
        this.shares = shares;
    }

    /**
     * Walks to the directory of a file.
     *
     * @param path the file, absolute; it need not exist
     * @throws DaemonException if its directory does not exist, may not be entered, or is not to be trusted with this
     */
    public static Place of(Path path, Whom whom) {
        Walk walk = Walk.along(path, whom);
        return new Place(path, whom, walk.way(), walk.directory(), walk.name(), false);
    }

    /** The file beside it whose name is longer by this, in the same directory, which this place goes on holding. */
    public Place beside(String suffix) {
        byte[] more = SystemText.bytes(suffix);
        byte[] longer = Arrays.copyOf(name, name.length + more.length);
        System.arraycopy(more, 0, longer, name.length, more.length);
        return new Place(path.resolveSibling(SystemText.path(longer)), whom, way, directory, longer, true);
    }

    /** The refusal of this file. */
    public DaemonException refusal(String why) {
        return Walk.refusal(path, whom, why);
    }

    private FileStatus status(Descriptor held) {
        return Walk.status(path, whom, held);
    }

    private String shown(byte[] component) {
        return Walk.shown(way, component);
    }

    /** Who uses it. */
    Whom whom() {
        return whom;
    }

    /** The path that was asked for, for messages. */
    public Path path() {
        return path;
    }

    /**
     * Opens the file that has the name now: looks at it, judges it, then opens that very file. Nothing but a regular file is
     * ever opened, so that no device and no FIFO can notice or block.
     *
     * @param flags of {@code open(2)}, for the second step
     * @return null if there is no such file
     * @throws DaemonException if it is not to be trusted
     */
    public @Nullable Descriptor open(int flags) throws ErrnoException {
        Descriptor found = look();
        if (found == null) {
            return null;
        }
        try (found) {
            requireTrusted(found);
            return found.reopen(shown(name), flags);
        }
    }

    /**
     * Holds what has the name now, without opening it, if it is to be trusted.
     *
     * @return null if there is nothing
     * @throws DaemonException if it is not
     */
    public @Nullable Descriptor hold() throws ErrnoException {
        Descriptor found = look();
        if (found == null) {
            return null;
        }
        boolean trusted = false;
        try {
            requireTrusted(found);
            trusted = true;
            return found;
        } finally {
            if (!trusted) {
                found.close();
            }
        }
    }

    private void requireTrusted(Descriptor found) {
        List<Seen> whole = new ArrayList<>(way);
        whole.add(new Seen(shown(name), status(found)));
        String why = Trust.judge(whole, true, whom);
        if (why != null) {
            throw refusal(why);
        }
    }

    /**
     * Makes the file.
     *
     * @return null if there is something of that name already
     */
    public @Nullable Descriptor create(int flags, int mode) throws ErrnoException {
        requireNew();
        return directory.createAt(name, shown(name), flags | Descriptor.O_NOFOLLOW, mode);
    }

    /** Whether a user is neither root, nor this one, nor from outside. */
    public boolean isOfStranger(long uid) {
        return whom.isStranger(uid);
    }

    /**
     * Judges a file that was opened here, as if this process used it as its own pid file.
     *
     * @param opened what it is, asked of its descriptor; null if there was none of that name
     * @return why it would not; null if it would
     */
    public @Nullable String judgedAsOwn(@Nullable FileStatus opened) {
        Whom own = new Whom(whom.self(), whom.self(), whom.outside(), Whom.Use.PID_FILE);
        if (opened == null) {
            return Trust.judgeNew(way, own);
        }
        List<Seen> whole = new ArrayList<>(way);
        whole.add(new Seen(shown(name), opened));
        return Trust.judge(whole, true, own);
    }

    /** Whether there is anything of that name now. */
    public boolean exists() throws ErrnoException {
        try (Descriptor found = look()) {
            return found != null;
        }
    }

    /** Whether the name is that of a file that is held. */
    public boolean names(Descriptor held) throws ErrnoException {
        return names(status(held));
    }

    /** Holds what has the name now, without opening it; null if there is nothing. */
    private @Nullable Descriptor look() throws ErrnoException {
        try {
            return directory.openAt(name, shown(name), Walk.LOOK, 0);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return null;
            }
            throw failure;
        }
    }

    /** Whether the name is that of a file that was looked at. */
    public boolean names(FileStatus status) throws ErrnoException {
        try (Descriptor found = look()) {
            return found != null && status(found).isSameFileAs(status);
        }
    }

    /**
     * Gives what has the name another one in the same directory; what had that is gone. A link is renamed, not followed.
     *
     * @return whether there was anything of the name
     */
    public boolean renameTo(Place other) throws ErrnoException {
        try {
            directory.renameAt(name, other.name, shown(name) + ", " + shown(other.name));
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw failure;
        }
    }

    /** Refuses a directory in which this user would not make a file of that name. */
    public void requireNew() {
        String why = Trust.judgeNew(way, whom);
        if (why != null) {
            throw refusal(why);
        }
    }

    /** Takes the name away; nothing if there is none. */
    public void remove() throws ErrnoException {
        try {
            directory.removeAt(name);
        } catch (ErrnoException failure) {
            if (!failure.errno().equals(Errno.ENOENT)) {
                throw failure;
            }
        }
    }

    @Override
    public void close() {
        if (!shares) {
            directory.close();
        }
    }
}
