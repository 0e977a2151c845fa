/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.privileges;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.IdNumber;
import io.github.daemon4j.linux.libc.OwnIds;
import io.github.daemon4j.linux.libc.UserDatabase;
import io.github.daemon4j.linux.libc.UserDatabase.User;
import org.jspecify.annotations.Nullable;

/**
 * The user and group that were asked for, as the user database has them.
 *
 * @param user null if only a group was named
 * @param identity null if this process is that already, and not root
 */
public record UserAccount(@Nullable User user, @Nullable Identity identity) {

    private static final String NO_ID = ", and it is no number from 0 to 4294967294; ";

    /**
     * Looks them up.
     *
     * @throws DaemonException if there is no such user or group, or this process is not root and cannot become it
     */
    public static UserAccount of(@Nullable String userName, @Nullable String groupName) {
        try {
            User user = userName == null ? null : user(userName);
            return new UserAccount(user, identity(user, groupName));
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot look up the daemon's user or group: " + failure.getMessage(), failure);
        }
    }

    private static User user(String name) throws ErrnoException {
        User user = UserDatabase.user(name);
        if (user == null) {
            throw new DaemonException(
                    "there is no user " + name + " (getpwnam_r)" + NO_ID + "create it, or name another one");
        }
        return user;
    }

    private static @Nullable Identity identity(@Nullable User user, @Nullable String group) throws ErrnoException {
        if (user == null && group == null) {
            return null;
        }
        long ownUid = OwnIds.geteuid();
        long ownGid = OwnIds.getegid();
        long uid = user == null ? ownUid : user.uid();
        long gid = group != null ? group(group) : user != null && user.hasEntry() ? user.gid() : ownGid;
        if (ownUid != 0) {
            if (uid == ownUid && gid == ownGid) {
                return null;
            }
            throw new DaemonException("only root may start a daemon as uid " + uid + ", gid " + gid + "; this is uid "
                    + ownUid + ", gid " + ownGid);
        }
        if (user == null) {
            String name = System.getProperty("user.name", "root");
            return new Identity(uid, gid, UserDatabase.supplementaryGroups(name, gid));
        }
        if (!user.hasEntry() && group == null) {
            throw new DaemonException("user " + uid
                    + " has no entry (getpwuid_r) that says its group; give the group too, with group(..)");
        }
        return new Identity(uid, gid, UserDatabase.supplementaryGroups(user, gid));
    }

    private static long group(String name) throws ErrnoException {
        long gid = UserDatabase.group(name);
        if (gid == IdNumber.NONE) {
            throw new DaemonException(
                    "there is no group " + name + " (getgrnam_r)" + NO_ID + "create it, or name another one");
        }
        return gid;
    }
}
