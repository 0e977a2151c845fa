/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.linux.libc.OwnIds;
import io.github.daemon4j.linux.proc.UserNamespace;

/**
 * Who uses a path, for whom, and for what.
 *
 * @param self the effective user of this process
 * @param other the user the file is for: another one if root starts a daemon as him, else {@code self}
 * @param outside the uid that stands for every user who is unknown in this user namespace: nobody in it is he, so he is
 *     trusted as root is; -1 if all users are known
 * @param use what the file is
 */
public record Whom(long self, long other, long outside, Use use) {

    /** What a path is used for, and how strictly it is judged for that. */
    public enum Use {
        /** What it names is signalled: nobody but root and this user may have a hand in it. */
        PID_FILE("pid file"),
        /** What is opened is given to the daemon: where another user has a hand in it, only what is his may be given. */
        LOG_FILE("daemon's log file"),
        /** Clients take who listens there for the server: nobody but root and this user may have a hand in it. */
        SOCKET("socket"),
        /** A JVM maps it as code: nobody but root and its user may have a hand in it. */
        START_CACHE("start cache"),
        /** Somebody else's pid file that is only read: it is judged afterwards whom it may speak of. */
        LOOK("pid file"),
        /** Who reads it only looks: it may be anybody's, but a link to it is followed only where nobody else has a hand in it. */
        LOG_TO_READ("log");

        private final String name;

        Use(String name) {
            this.name = name;
        }

        /** Whether nothing is written, given away or believed by way of it. */
        boolean isRead() {
            return this == LOOK || this == LOG_TO_READ;
        }

        /** Whether it may be a link, as a log often is. */
        boolean followsLink() {
            return this == LOG_FILE || this == LOG_TO_READ;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** This process, for itself. */
    public static Whom own(Use use) {
        return of(OwnIds.geteuid(), use);
    }

    /** A process of this user namespace, for itself. */
    public static Whom of(long self, Use use) {
        return new Whom(self, self, UserNamespace.outside(), use);
    }

    /** This process, for another user whom it will start a daemon as. */
    public Whom forUser(long uid) {
        return new Whom(self, uid, outside, use);
    }

    /** Whether a user is neither root, nor this one, nor from outside. */
    boolean isStranger(long uid) {
        return uid != 0 && uid != self && uid != outside;
    }

    boolean isRoot() {
        return self == 0;
    }

    public boolean isForAnother() {
        return other != self;
    }
}
