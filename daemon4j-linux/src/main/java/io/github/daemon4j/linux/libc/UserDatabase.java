/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Users and groups as the system knows them: through NSS, so LDAP and systemd-homed users are found too. */
public final class UserDatabase {

    /** One user: {@code struct passwd}. */
    public record User(String name, int uid, int gid, String home) {}

    /** At least {@code sizeof(struct passwd)} (48) and {@code sizeof(struct group)} (32). */
    private static final int STRUCT_BYTES = 64;

    private UserDatabase() {}

    /**
     * {@code getpwnam_r}, or {@code getpwuid_r} if the name is a number nobody is named by; null if there is no such user.
     */
    public static @Nullable User user(String nameOrNumber) throws ErrnoException {
        int word = Native.POINTER_SIZE;
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8));
                Entry passwd = new Entry()) {
            if (!passwd.find("getpwnam_r", name)
                    && !(isNumber(nameOrNumber) && passwd.find("getpwuid_r", (int) Long.parseLong(nameOrNumber)))) {
                return null;
            }
            return new User(
                    passwd.struct.getPointer(0).getString(0),
                    passwd.struct.getInt(2L * word),
                    passwd.struct.getInt(2L * word + 4),
                    passwd.struct.getPointer(3L * word + 8).getString(0));
        }
    }

    /** {@code getgrnam_r}, or the number itself; -1 if there is no such group. */
    public static int group(String nameOrNumber) throws ErrnoException {
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8));
                Entry group = new Entry()) {
            if (group.find("getgrnam_r", name)) {
                return group.struct.getInt(2L * Native.POINTER_SIZE);
            }
        }
        return isNumber(nameOrNumber) ? (int) Long.parseLong(nameOrNumber) : -1;
    }

    /** {@code getgrouplist(user, group, groups, &ngroups)}: the supplementary groups, with {@code group} among them. */
    public static int[] supplementaryGroups(String user, int group) {
        int capacity = 64;
        while (true) {
            try (Memory name = CStrings.of(user.getBytes(StandardCharsets.UTF_8));
                    Memory groups = new Memory(4L * capacity);
                    Memory count = new Memory(4)) {
                count.setInt(0, capacity);
                int result = Libc.function("getgrouplist").invokeInt(new Object[] {name, group, groups, count});
                if (result >= 0) {
                    return groups.getIntArray(0, count.getInt(0));
                }
                capacity = Math.max(count.getInt(0), 2 * capacity);
            }
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 10;
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

        @Override
        public void close() {
            struct.close();
            strings.close();
        }
    }
}
