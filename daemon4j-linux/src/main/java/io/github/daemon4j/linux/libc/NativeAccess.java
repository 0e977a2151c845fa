/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.DaemonException;
import org.jspecify.annotations.Nullable;

/** Whether native calls can be made here. The first question loads JNA; a failure is kept and told again. */
public final class NativeAccess {

    private static final @Nullable Throwable FAILURE = load();

    private NativeAccess() {}

    private static @Nullable Throwable load() {
        try {
            Libc.has("getpid");
            return null;
        } catch (LinkageError | RuntimeException failure) {
            return failure;
        }
    }

    /**
     * Returns if native calls can be made.
     *
     * @throws DaemonException if not; the message names the cure
     */
    public static void require() {
        if (FAILURE != null) {
            throw new DaemonException(
                    "JNA cannot load its native library: " + FAILURE
                            + ". It unpacks it to the directory of -Djna.tmpdir,"
                            + " else $XDG_CACHE_HOME/JNA/temp or ~/.cache/JNA/temp, which must be writable and not mounted"
                            + " noexec: name another directory with -Djna.tmpdir=DIR. On JDK 24 and later allow native access"
                            + " with --enable-native-access=ALL-UNNAMED (com.sun.jna on the module path)",
                    FAILURE);
        }
    }
}
