/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** Who this process is to the system now, also where its files in /proc belong to somebody else (see {@link EnvironmentBlock}). */
public final class OwnIds {

    private OwnIds() {}

    /** {@code uid_t geteuid(void)}. */
    public static long geteuid() {
        return IdNumber.of(Libc.function("geteuid").invokeInt(new Object[0]));
    }

    /** {@code gid_t getegid(void)}. */
    public static long getegid() {
        return IdNumber.of(Libc.function("getegid").invokeInt(new Object[0]));
    }
}
