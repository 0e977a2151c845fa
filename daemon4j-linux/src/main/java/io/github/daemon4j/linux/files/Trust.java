/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a path can be trusted, decided from what was seen on the way along it and from nothing else.
 *
 * <p>A name in a directory means what whoever can write to that directory wants it to mean. So the question is, for each
 * component, in whose hand it was. In root's or one's own hand everything is as it is. From the first directory on that is
 * in the hand of a stranger, a pid file is refused; a log file is refused too unless root opens it for that very stranger,
 * and then all that follows must be his: no link, nobody else's directory, nobody else's file. (What an ordinary user opens
 * for himself is judged for links and hard links only.) This is what CVE-2017-14159, CVE-2016-1247, CVE-2011-1784 and
 * CVE-2020-14367 have in common.
 */
final class Trust {

    /** In the hand of nobody who is not trusted. */
    private static final long NOBODY = -2;

    /** In the hand of everybody. */
    private static final long EVERYBODY = -3;

    /** In the hand of a group. */
    private static final long GROUP = -4;

    private final Whom whom;
    private long hand = NOBODY;

    private Trust(Whom whom) {
        this.whom = whom;
    }

    /** One thing that a path leads through or to: a directory, a symbolic link, a file. */
    record Seen(String path, FileStatus status) {}

    /**
     * Judges the way so far.
     *
     * @param way what was seen, from {@code /} on; after a link what it leads to
     * @param last whether its end is what the path names
     * @return why it is not gone on from there; null if it may be
     */
    static @Nullable String judge(List<Seen> way, boolean last, Whom whom) {
        Trust trust = new Trust(whom);
        Seen directory = way.get(0);
        for (int i = 1; i < way.size(); i++) {
            Seen seen = way.get(i);
            boolean end = last && i == way.size() - 1;
            String why = trust.enter(directory, seen.status());
            if (why == null) {
                why = end ? trust.judgeEnd(seen) : trust.judgeBetween(seen);
            }
            if (why != null) {
                return why;
            }
            if (seen.status().isDirectory()) {
                directory = seen;
            }
        }
        return null;
    }

    /** Judges a way to a directory in which a file is to be made. */
    static @Nullable String judgeNew(List<Seen> way, Whom whom) {
        String why = judge(way, false, whom);
        if (why != null || whom.use().isRead()) {
            return why;
        }
        return new Trust(whom).enter(lastDirectory(way), null);
    }

    /** Where the next name of a way is looked up: a link on it leads on from where the link is. */
    static Seen lastDirectory(List<Seen> way) {
        int i = way.size() - 1;
        while (!way.get(i).status().isDirectory()) {
            i--;
        }
        return way.get(i);
    }

    private @Nullable String judgeRead(FileStatus status) {
        if (status.isLink() && whom.use().followsLink() && hand == NOBODY) {
            return null;
        }
        if (status.isLink()) {
            return "it is a symbolic link; name the file itself";
        }
        return status.isRegular() ? null : "it is no regular file; name the daemon's";
    }

    /** Finds out in whose hand a directory's entry is; null for one that is to be made. */
    private @Nullable String enter(Seen directory, @Nullable FileStatus entry) {
        FileStatus status = directory.status();
        String why = null;
        if (whom.isStranger(status.uid())) {
            why = inHandOf(status.uid(), directory, "belongs to uid " + status.uid());
        } else if ((status.isWorldWritable() || status.isGroupWritable()) && status.isSticky()) {
            // Only its owner can put something else in the place of an entry, and nobody where there is none.
            why = entry != null && whom.isStranger(entry.uid())
                    ? inHandOf(entry.uid(), directory, "holds something of uid " + entry.uid())
                    : null;
        } else if (status.isWorldWritable()) {
            why = inHandOf(EVERYBODY, directory, "is writable by everyone (chmod o-w)");
        } else if (status.isGroupWritable() && status.gid() != 0 && whom.isRoot()) {
            // The group of an ordinary user is as a rule his alone; what root uses is another matter.
            why = inHandOf(GROUP, directory, "is writable by the group " + status.gid() + " (chmod g-w)");
        }
        return why;
    }

    private @Nullable String inHandOf(long stranger, Seen directory, String what) {
        if (hand == NOBODY) {
            hand = stranger;
        }
        if (whom.use().isRead()) {
            return null; // whom the file may speak of is judged when it has been read
        }
        // A log directory of root's with a group, as /var/log on Ubuntu, is no reason to refuse: what is opened is
        // judged.
        boolean bearable = !whom.isRoot() || stranger == GROUP || (whom.isForAnother() && stranger == whom.other());
        if (whom.use() == Whom.Use.LOG_FILE && bearable) {
            return null;
        }
        return "its directory " + directory.path() + " " + what
                + ", so somebody else could put another file there; use a directory of root or of this user";
    }

    private @Nullable String judgeBetween(Seen seen) {
        FileStatus status = seen.status();
        if (hand == NOBODY) {
            return status.isDirectory() || status.isLink() ? null : seen.path() + " is no directory";
        }
        if (status.isLink()) {
            return "the way leads through the symbolic link " + seen.path() + ", which is in the hand of " + who()
                    + "; name the file without it";
        }
        if (!status.isDirectory()) {
            return seen.path() + " is no directory";
        }
        boolean his = status.uid() == hand || (!whom.isRoot() && (hand == EVERYBODY || !whom.isStranger(status.uid())));
        return his
                ? null
                : "the directory " + seen.path() + " belongs to uid " + status.uid() + ", but is in the hand of "
                        + who() + ", who could have put it there";
    }

    private @Nullable String judgeEnd(Seen seen) {
        FileStatus status = seen.status();
        return switch (whom.use()) {
            case PID_FILE, START_CACHE -> judgePidFile(status);
            case LOG_FILE -> judgeLogFile(status);
            case SOCKET -> judgeSocket(status);
            case LOOK, LOG_TO_READ -> judgeRead(status);
        };
    }

    private @Nullable String judgePidFile(FileStatus status) {
        if (status.isLink()) {
            return "it is a symbolic link; remove it";
        }
        if (status.isDirectory()) {
            return "it is a directory; name a file";
        }
        if (!status.isRegular()) {
            return "it is no regular file; remove it";
        }
        if (whom.isStranger(status.uid())) {
            return "it belongs to uid " + status.uid() + "; remove it";
        }
        if (status.isGroupWritable() || status.isWorldWritable()) {
            return "others may write to it (mode " + status.permissions()
                    + ") and could put another pid into it; chmod go-w, or remove it";
        }
        return status.links() > 1 ? "it has other hard links; remove it" : null;
    }

    /** One of a server that is gone, which may have been given to its user. */
    private @Nullable String judgeSocket(FileStatus status) {
        if (!status.isSocket()) {
            return "there is something else of that name; remove it, or name another file";
        }
        return whom.isStranger(status.uid()) && status.uid() != whom.other()
                ? "it belongs to uid " + status.uid() + "; remove it"
                : null;
    }

    private @Nullable String judgeLogFile(FileStatus status) {
        if (status.isLink() && (hand != NOBODY || whom.isForAnother())) {
            return "it is a symbolic link, which is not followed for another user; name the file itself";
        }
        if (status.isLink()) {
            return null;
        }
        if (status.isDirectory()) {
            return "it is a directory; name a file";
        }
        if (!status.isRegular()) {
            return "it is no regular file; use Redirect.discard() or Redirect.inherit() for anything else";
        }
        boolean guarded = whom.isForAnother() || (hand != NOBODY && status.uid() == whom.self());
        if (guarded && status.links() > 1) {
            return "it has other hard links; remove it";
        }
        if (whom.isForAnother() && status.uid() != whom.other() && (hand != NOBODY || status.uid() != 0)) {
            return "it belongs to uid " + status.uid() + "; give it to uid " + whom.other() + ", or remove it";
        }
        if (whom.isRoot() && !whom.isForAnother() && hand != NOBODY && status.uid() != 0) {
            return "it belongs to uid " + status.uid() + " and is in the hand of " + who() + "; remove it";
        }
        return null;
    }

    private String who() {
        return hand < NOBODY ? "everybody who may write to its directory" : "uid " + hand;
    }
}
