/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Users and groups as the system knows them: through NSS, so LDAP and systemd-homed users are found too. */
public final class UserDatabase {

    /**
     * One user: {@code struct passwd}.
     *
     * @param gid the group; {@link IdNumber#NONE} of a number that no entry describes
     */
    public record User(String name, long uid, long gid, String home) {

        /** Whether the database knows the user, or it is a number alone. */
        public boolean hasEntry() {
            return gid != IdNumber.NONE;
        }
    }

    /** At least {@code sizeof(struct passwd)} (48) and {@code sizeof(struct group)} (32). */
    private static final int STRUCT_BYTES = 64;

    private UserDatabase() {}

    /**
     * {@code getpwnam_r}, or {@code getpwuid_r} if it is the number of a user and nobody's name.
     *
     * <p>A number without an entry, as containers use them, is a user too: called by its number, at home in {@code /}, and
     * of no group: root's, which other programs take then, is nothing to fall into. Whoever starts something as that user
     * must name one.
     *
     * @return null if there is no such user: no such name, and not a number that is an id, see {@link IdNumber#parse}
     */
    public static @Nullable User user(String nameOrNumber) throws ErrnoException {
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8));
                Entry passwd = new Entry()) {
            if (passwd.find("getpwnam_r", name)) {
                return passwd.user();
            }
            long uid = IdNumber.parse(nameOrNumber);
            if (uid == IdNumber.NONE) {
                return null;
            }
            return passwd.find("getpwuid_r", (int) uid)
                    ? passwd.user()
                    : new User(nameOrNumber, uid, IdNumber.NONE, "/");
        }
    }

    /**
     * {@code getgrnam_r}, or the number itself.
     *
     * @return {@link IdNumber#NONE} if there is no such group: no such name, and not a number that is an id
     */
    public static long group(String nameOrNumber) throws ErrnoException {
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8));
                Entry group = new Entry()) {
            if (group.find("getgrnam_r", name)) {
                return IdNumber.of(group.struct.getInt(2L * Native.POINTER_SIZE));
            }
        }
        return IdNumber.parse(nameOrNumber);
    }

    /**
     * {@code getgrouplist(user, group, groups, &ngroups)}: the supplementary groups, with {@code group} among them; that
     * alone for a number without an entry.
     *
     * @return each a {@code gid_t}
     */
    public static int[] supplementaryGroups(User user, long group) {
        return user.hasEntry() ? supplementaryGroups(user.name(), group) : new int[] {(int) group};
    }

    /** As {@link #supplementaryGroups(User, long)}, of a user that is known by name. */
    public static int[] supplementaryGroups(String user, long group) {
        int capacity = 64;
        while (true) {
            try (Memory name = CStrings.of(user.getBytes(StandardCharsets.UTF_8));
                    Memory groups = new Memory(4L * capacity);
                    Memory count = new Memory(4)) {
                count.setInt(0, capacity);
                int result = Libc.function("getgrouplist").invokeInt(new Object[] {name, (int) group, groups, count});
                if (result >= 0) {
                    return groups.getIntArray(0, count.getInt(0));
                }
                capacity = Math.max(count.getInt(0), 2 * capacity);
            }
        }
    }

    /**
     * One entry, in memory of its own. {@code getpwnam} and its like answer with the same memory in every thread: a user
     * that was looked up is another one as soon as somebody else asks.
     */
    private static final class Entry implements AutoCloseable {

        private final Memory struct = new Memory(STRUCT_BYTES);
        private Memory strings = new Memory(1024);

        /** {@code int getpwnam_r(key, &struct, strings, size, &result)} or its like: whether there is such an entry. */
        boolean find(String function, Object key) throws ErrnoException {
            try (Memory result = new Memory(Native.POINTER_SIZE)) {
                while (true) {
                    Object[] arguments = {key, struct, strings, strings.size(), result};
                    Errno errno = new Errno(Libc.function(function).invokeInt(arguments));
                    if (errno.number() == 0) {
                        return result.getPointer(0) != null;
                    }
                    if (errno.equals(Errno.ENOENT) || errno.equals(Errno.ESRCH)) {
                        return false; // some modules of NSS say it so
                    }
                    if (!errno.equals(Errno.ERANGE)) {
                        throw new ErrnoException(function, errno);
                    }
                    long larger = 2 * strings.size();
                    strings.close();
                    strings = new Memory(larger);
                }
            }
        }

        /** What a {@code struct passwd} says. */
        User user() {
            long word = Native.POINTER_SIZE;
            return new User(
                    struct.getPointer(0).getString(0),
                    IdNumber.of(struct.getInt(2 * word)),
                    IdNumber.of(struct.getInt(2 * word + 4)),
                    struct.getPointer(3 * word + 8).getString(0));
        }

        @Override
        public void close() {
            struct.close();
            strings.close();
        }
    }
}
