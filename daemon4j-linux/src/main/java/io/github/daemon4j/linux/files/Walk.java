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

/**
 * The way along a path, as path_resolution(7) has it, one component at a time: each is held before it is looked at, and
 * judged before it is gone on from.
 */
final class Walk {

    /** {@code MAXSYMLINKS} of include/linux/namei.h. */
    private static final int MOST_LINKS = 40;

    static final int LOOK = Descriptor.O_PATH | Descriptor.O_NOFOLLOW;
    private static final byte[] PARENT = {'.', '.'};

    private final Path path;
    private final Whom whom;
    private final List<Seen> way = new ArrayList<>();
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private Descriptor directory;
    private byte[] name = {};
    private int links;

    private Walk(Path path, Whom whom, Descriptor root) {
        this.path = path;
        this.whom = whom;
        directory = root;
        way.add(new Seen("/", status(root)));
    }

    /**
     * Goes along a path as far as the directory of what it names.
     *
     * @throws DaemonException if there is none, it may not be entered, or is not to be trusted with this
     */
    static Walk along(Path path, Whom whom) {
        Walk walk = null;
        boolean there = false;
        try {
            walk = new Walk(path, whom, Descriptor.open("/", Descriptor.O_PATH));
            walk.go(SystemText.bytes(path));
            there = true;
            return walk;
        } catch (ErrnoException failure) {
            throw notReached(path, whom, failure);
        } finally {
            if (walk != null && !there) {
                walk.directory.close();
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

    private void go(byte[] bytes) throws ErrnoException {
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
        if (!whom.use().followsLink()) {
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
            throw refusal(path, whom, "its path leads through more than " + MOST_LINKS + " symbolic links");
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
            throw refusal(path, whom, why);
        }
        way.add(seen);
    }

    static DaemonException refusal(Path path, Whom whom, String why) {
        return new DaemonException("the " + whom.use() + " " + path + " is refused: " + why);
    }

    private FileStatus status(Descriptor held) {
        return status(path, whom, held);
    }

    static FileStatus status(Path path, Whom whom, Descriptor held) {
        try {
            return FileStatus.of(held);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot look at the way to the " + whom.use() + " " + path + ": " + failure, failure);
        }
    }

    private String shown(byte[] component) {
        return shown(way, component);
    }

    /** A component below the last directory of a way, for messages. */
    static String shown(List<Seen> way, byte[] component) {
        String directoryPath = Trust.lastDirectory(way).path();
        return (directoryPath.length() > 1 ? directoryPath + '/' : directoryPath) + SystemText.shown(component);
    }

    /** The directory that holds what the path names; whoever takes it closes it. */
    Descriptor directory() {
        return directory;
    }

    /** What the path names there, no link that would be followed. */
    byte[] name() {
        return name;
    }

    /** Everything that was seen on the way, from {@code /} to the directory. */
    List<Seen> way() {
        return List.copyOf(way);
    }
}
