/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.Trust.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way to a pid file or a start cache, looked at by names, without a native call. Nothing is held, and nothing need be: what is judged to be in
 * nobody's hand but root's and this user's cannot be made another one by anybody else, and where it is not, the file is refused.
 */
public final class NamedWay {

    private static final int MOST_LINKS = 40;

    private final Path file;
    private final Whom whom;
    private final List<Seen> way = new ArrayList<>();

    private NamedWay(Path file, Whom whom) {
        this.file = file;
        this.whom = whom;
    }

    /**
     * Returns if a pid file may be had there.
     *
     * @param file absolute; it need not exist
     * @param self the user this process runs as
     * @throws DaemonException if its directory is not there, or somebody else could put another file in its place
     */
    public static void requirePidFile(Path file, long self) {
        requireTrusted(file, Whom.of(self, Whom.Use.PID_FILE));
    }

    /**
     * Returns if a file of the start cache may be used there, or made.
     *
     * @param file absolute; it need not exist
     * @param user the user the daemon runs as
     * @throws DaemonException as {@link #requirePidFile}
     */
    public static void requireStartCache(Path file, long user) {
        requireTrusted(file, Whom.of(user, Whom.Use.START_CACHE));
    }

    private static void requireTrusted(Path file, Whom whom) {
        NamedWay way = new NamedWay(file, whom);
        try {
            way.go();
        } catch (NoSuchFileException missing) {
            throw new DaemonException(
                    "the directory of the " + whom.use() + " " + file + " does not exist; create " + file.getParent(),
                    missing);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot look at the way to the " + whom.use() + " " + file + ": " + failure, failure);
        }
    }

    private void go() throws IOException {
        Deque<Path> ahead = new ArrayDeque<>();
        for (Path name : file) {
            ahead.addLast(name);
        }
        Path here = Path.of("/");
        way.add(new Seen("/", FileStatus.of(here)));
        int links = 0;
        while (!ahead.isEmpty()) {
            Path next = here.resolve(ahead.removeFirst());
            boolean last = ahead.isEmpty();
            FileStatus status = last ? end(next) : FileStatus.of(next, LinkOption.NOFOLLOW_LINKS);
            if (status == null) {
                require(Trust.judgeNew(way, whom));
                return;
            }
            way.add(new Seen(next.toString(), status));
            require(Trust.judge(way, last, whom));
            if (status.isLink()) {
                Path target = Files.readSymbolicLink(next);
                for (int i = target.getNameCount() - 1; i >= 0; i--) {
                    ahead.addFirst(target.getName(i));
                }
                here = target.isAbsolute() ? Path.of("/") : here;
                require(
                        ++links > MOST_LINKS
                                ? "its path leads through more than " + MOST_LINKS + " symbolic links"
                                : null);
            } else {
                here = next;
            }
        }
    }

    private static @Nullable FileStatus end(Path file) throws IOException {
        try {
            return FileStatus.of(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private void require(@Nullable String why) {
        if (why != null) {
            throw Walk.refusal(file, whom, why);
        }
    }
}
