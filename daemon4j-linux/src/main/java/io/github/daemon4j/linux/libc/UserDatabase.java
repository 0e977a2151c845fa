/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Users and groups as the system knows them: through NSS, so LDAP and systemd-homed users are found too. */
public final class UserDatabase {

    /** One user: {@code struct passwd}. */
    public record User(String name, int uid, int gid, String home) {}

    private UserDatabase() {}

    /** {@code getpwnam}, or {@code getpwuid} if the name is a number nobody is named by; null if there is no such user. */
    public static @Nullable User user(String nameOrNumber) {
        Pointer entry;
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8))) {
            entry = Libc.function("getpwnam").invokePointer(new Object[] {name});
        }
        if (entry == null && isNumber(nameOrNumber)) {
            entry = Libc.function("getpwuid").invokePointer(new Object[] {(int) Long.parseLong(nameOrNumber)});
        }
        if (entry == null) {
            return null;
        }
        int word = Native.POINTER_SIZE;
        return new User(
                entry.getPointer(0).getString(0),
                entry.getInt(2L * word),
                entry.getInt(2L * word + 4),
                entry.getPointer(3L * word + 8).getString(0));
    }

    /** {@code getgrnam}, or the number itself; -1 if there is no such group. */
    public static int group(String nameOrNumber) {
        try (Memory name = CStrings.of(nameOrNumber.getBytes(StandardCharsets.UTF_8))) {
            Pointer entry = Libc.function("getgrnam").invokePointer(new Object[] {name});
            if (entry != null) {
                return entry.getInt(2L * Native.POINTER_SIZE);
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
}
