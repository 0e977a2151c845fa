/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * The number of a user or a group, {@code uid_t} or {@code gid_t}: 0 to 4294967294. The last one of 32 bits, (uid_t) -1, is
 * no id: setresuid(2) and chown(2) take it for "leave as it is". A number that is cut to 32 bits is another user's, and
 * 4294967296 would be root (CVE-2019-14287 was of this kind), so an id is a {@code long} here wherever it comes from outside.
 */
public final class IdNumber {

    /** {@code (uid_t) -1}: no user, no group. */
    public static final long NONE = 0xffffffffL;

    private static final int MOST_DIGITS = 10;

    private IdNumber() {}

    /**
     * Reads an id as {@code id -u} writes it: ASCII digits, without sign, space or leading zero.
     *
     * @return the id, or {@link #NONE} if the text is none
     */
    public static long parse(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_DIGITS || (length > 1 && text.charAt(0) == '0')) {
            return NONE;
        }
        long id = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            id = 10 * id + digit;
        }
        return isId(id) ? id : NONE;
    }

    /** Whether a number is an id. */
    public static boolean isId(long number) {
        return number >= 0 && number < NONE;
    }

    /** The id in a {@code uid_t} or {@code gid_t} of the system's memory. */
    static long of(int bits) {
        return Integer.toUnsignedLong(bits);
    }
}
