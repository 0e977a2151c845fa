/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

public final class OwnIds {
    public static int effectiveUser() {
        return Libc.function("geteuid").invokeInt(new Object[0]);
    }

    public static int effectiveGroup() {
        return Libc.function("getegid").invokeInt(new Object[0]);
    }
}
