/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/**
 * The environment of this process in the C library's own memory, environ(7).
 *
 * <p>{@code /proc/self/environ} is better where it can be read: it is what the process was started with, and costs no JNA. But
 * the kernel gives it to root alone if the process is not dumpable, which a {@code java} with file capabilities is
 * (PR_SET_DUMPABLE in prctl(2)). The JDK's {@code System.getenv} has no bytes, only what it could decode.
 */
public final class EnvironmentBlock {

    private EnvironmentBlock() {}

    /**
     * {@code extern char **environ}: {@code NAME=value} byte for byte, as it is now. Another thread that calls setenv(3)
     * meanwhile may be seen half-way; the JDK never does.
     */
    public static List<byte[]> strings() {
        // Of the process, not of libc: an executable that refers to it has a copy, and the copy counts.
        Pointer strings =
                NativeLibrary.getProcess().getGlobalVariableAddress("environ").getPointer(0);
        List<byte[]> all = new ArrayList<>();
        if (strings == null) {
            return all; // after clearenv(3)
        }
        long at = 0;
        for (Pointer next = strings.getPointer(at); next != null; next = strings.getPointer(at)) {
            all.add(next.getByteArray(0, (int) next.indexOf(0, (byte) 0)));
            at += Native.POINTER_SIZE;
        }
        return all;
    }
}
