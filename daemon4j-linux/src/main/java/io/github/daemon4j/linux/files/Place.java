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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory that has been walked to from {@code /}, component by component, judged on the way, and is held.
 * What is done here afterwards is done in that directory, wherever somebody has moved it: the path is not looked at again.
 */
public final class Place implements AutoCloseable {

    /** {@code MAXSYMLINKS} of include/linux/namei.h. */
    private static final int MOST_LINKS = 40;

    private static final int LOOK = Descriptor.O_PATH | Descriptor.O_NOFOLLOW;
    private static final byte[] PARENT = {'.', '.'};

    private final Path path;
    private final Whom whom;
    private final List<Seen> way = new ArrayList<>();
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private Descriptor directory;
    private byte[] name = {};
    private int links;
    private boolean shares;

    private Place(Path path, Whom whom, Descriptor root) {
        this.path = path;
        this.whom = whom;
        directory = root;
        way.add(new Seen("/", status(root)));
    }

    private Place(Place first, String suffix) {
        whom = first.whom;
        directory = first.directory;
        way.addAll(first.way);
        name = joined(first.name, suffix);
        path = first.path.resolveSibling(SystemText.path(name));
        shares = true;
    }

    /**
     * Walks to the directory of a file.
     *
     * @param path the file, absolute; it need not exist
     * @throws DaemonException if its directory does not exist, may not be entered, or is not to be trusted with this
     */
    public static Place of(Path path, Whom whom) {
        Place place = null;
        boolean there = false;
        try {
            place = new Place(path, whom, Descriptor.open("/", Descriptor.O_PATH));
            place.walk(SystemText.bytes(path));
            there = true;
            return place;
        } catch (ErrnoException failure) {
            throw notReached(path, whom, failure);
        } finally {
            if (place != null && !there) {
                place.close();
            }
        }
    }

    private static DaemonException notReached(Path path, Whom whom, ErrnoException failure) {
        Path parent = path.getParent();
        if (failure.errno().equals(Errno.ENOENT)) {
            return new DaemonException(
                    "the directory of the " + whom.use() + " " + path + " does not exist; create " + parent, failure);
        }
        return new DaemonException(
                "cannot reach the directory of the " + whom.use() + " " + path + ": " + failure.getMessage()
                        + "; this user must be able to enter it",
                failure);
    }

    private static byte[] joined(byte[] name, String suffix) {
        byte[] more = SystemText.bytes(suffix);
        byte[] longer = Arrays.copyOf(name, name.length + more.length);
        System.arraycopy(more, 0, longer, name.length, more.length);
        return longer;
    }

    private void walk(byte[] bytes) throws ErrnoException {
        push(bytes);
        if (ahead.isEmpty()) {
            throw new DaemonException("the " + whom.use() + " " + path + " is a directory; name a file");
        }
        while (true) {
            name = ahead.removeFirst();
            boolean last = ahead.isEmpty();
            if (last && Arrays.equals(name, PARENT)) {
                throw new DaemonException("the " + whom.use() + " " + path + " is a directory; name a file");
            }
            if (last && !followLast()) {
                return;
            }
            if (!last) {
                enter();
            }
        }
    }

    /** The components of a path, in front of what is still ahead. */
    private void push(byte[] bytes) {
        int end = bytes.length;
        for (int i = bytes.length - 1; i >= -1; i--) {
            if (i < 0 || bytes[i] == '/') {
                byte[] component = Arrays.copyOfRange(bytes, i + 1, end);
                if (component.length > 0 && !(component.length == 1 && component[0] == '.')) {
                    ahead.addFirst(component);
                }
                end = Math.max(i, 0);
            }
        }
    }

    /** Goes one component on: into a directory, or to where a link leads. */
    private void enter() throws ErrnoException {
        Descriptor next = directory.openAt(name, shown(name), LOOK, 0);
        boolean entered = false;
        try {
            Seen seen = new Seen(shown(name), status(next));
            require(seen, false);
            if (seen.status().isLink()) {
                follow(next);
                return;
            }
            directory.close();
            directory = next;
            entered = true;
        } finally {
            if (!entered) {
                next.close();
            }
        }
    }

    /** Whether the last component is a link that may be followed and has been; then it goes on. */
    private boolean followLast() throws ErrnoException {
        if (whom.use() != Whom.Use.LOG_FILE) {
            return false; // a link there is judged when it is opened
        }
        try (Descriptor next = directory.openAt(name, shown(name), LOOK, 0)) {
            Seen seen = new Seen(shown(name), status(next));
            if (!seen.status().isLink()) {
                return false;
            }
            require(seen, true);
            follow(next);
            return true;
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw failure;
        }
    }

    private void follow(Descriptor link) throws ErrnoException {
        links++;
        byte[] target = link.linkTarget();
        if (links > MOST_LINKS) {
            throw refusal("its path leads through more than " + MOST_LINKS + " symbolic links");
        }
        push(target);
        if (target.length > 0 && target[0] == '/') {
            directory.close();
            directory = Descriptor.open("/", Descriptor.O_PATH);
            way.add(new Seen("/", status(directory)));
        }
    }

    /** Adds to the way, if it is gone on. */
    private void require(Seen seen, boolean last) {
        List<Seen> longer = new ArrayList<>(way);
        longer.add(seen);
        String why = Trust.judge(longer, last, whom);
        if (why != null) {
            throw refusal(why);
        }
        way.add(seen);
    }

    /** The refusal of this file. */
    public DaemonException refusal(String why) {
        return new DaemonException("the " + whom.use() + " " + path + " is refused: " + why);
    }

    private FileStatus status(Descriptor held) {
        try {
            return FileStatus.of(held);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot look at the way to the " + whom.use() + " " + path + ": " + failure, failure);
        }
    }

    private String shown(byte[] component) {
        String directoryPath = Trust.lastDirectory(way).path();
        return (directoryPath.length() > 1 ? directoryPath + '/' : directoryPath) + SystemText.shown(component);
    }

    /** The path that was asked for, for messages. */
    public Path path() {
        return path;
    }

    /** The file beside it whose name is longer by this, in the same directory, which this place goes on holding. */
    public Place beside(String suffix) {
        return new Place(this, suffix);
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
        Descriptor found;
        try {
            found = directory.openAt(name, shown(name), LOOK, 0);
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return null;
            }
            throw failure;
        }
        try (found) {
            List<Seen> whole = new ArrayList<>(way);
            whole.add(new Seen(shown(name), status(found)));
            String why = Trust.judge(whole, true, whom);
            if (why != null) {
                throw refusal(why);
            }
            return found.reopen(shown(name), flags);
        }
    }

    /**
     * Makes the file.
     *
     * @return null if there is something of that name already
     */
    public @Nullable Descriptor create(int flags, int mode) throws ErrnoException {
        String why = Trust.judgeNew(way, whom);
        if (why != null) {
            throw refusal(why);
        }
        return directory.createAt(name, shown(name), flags | Descriptor.O_NOFOLLOW, mode);
    }

    /** Whether a user is neither root nor this one. */
    public boolean isOfStranger(long uid) {
        return whom.isStranger(uid);
    }

    /**
     * Judges what has the name now as if this process used it for something else.
     *
     * @return why not; null if it may be used so, or there is nothing of that name where something could be made
     */
    public @Nullable String judgedAs(Whom.Use use) {
        Whom stricter = new Whom(whom.self(), whom.self(), whom.outside(), use);
        try (Descriptor found = directory.openAt(name, shown(name), LOOK, 0)) {
            List<Seen> whole = new ArrayList<>(way);
            whole.add(new Seen(shown(name), status(found)));
            return Trust.judge(whole, true, stricter);
        } catch (ErrnoException absent) {
            return Trust.judgeNew(way, stricter);
        }
    }

    /** Whether the name is that of a file that is held. */
    public boolean names(Descriptor held) throws ErrnoException {
        try (Descriptor now = directory.openAt(name, shown(name), LOOK, 0)) {
            return status(now).isSameFileAs(status(held));
        } catch (ErrnoException failure) {
            if (failure.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw failure;
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
