/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.linux.proc.PercentText;
import org.jspecify.annotations.Nullable;

/** The {@code key=value} pairs of a {@link Mark}. The first of two pairs with one key counts. */
final class Fields {

    private final String pairs;

    Fields(String value) {
        pairs = ";" + value + ";";
    }

    /** The value of a key; null if it is not there. */
    @Nullable
    String get(String key) {
        int at = pairs.indexOf(";" + key + "=");
        if (at < 0) {
            return null;
        }
        int begin = at + key.length() + 2;
        return pairs.substring(begin, pairs.indexOf(';', begin));
    }

    /** The value of a key, decoded; null if it is not there or not well encoded. */
    @Nullable
    String bytes(String key) {
        String value = get(key);
        return value == null ? null : PercentText.decode(value);
    }

    /** A number of decimal digits; -1 if it is none, or more than {@code most}. */
    static long number(@Nullable String digits, long most) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (most - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
