/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code /dev/null} in the place of descriptors 1 and 2, without native code of ours. Closing one of them in the JDK opens it there,
 * in one {@code dup2}, so that the VM and native code print into nothing too.
 */
final class NullDevice {

    private NullDevice() {}

    /** Takes the place of descriptor 1. */
    static void replaceOutput() {
        System.setOut(silent());
        close(FileDescriptor.out);
    }

    /** Takes the place of descriptor 2. */
    static void replaceErrors() {
        System.setErr(silent());
        close(FileDescriptor.err);
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private static void close(FileDescriptor descriptor) {
        try {
            new FileOutputStream(descriptor).close();
        } catch (IOException impossible) {
            throw new DaemonException(
                    "cannot open /dev/null in place of descriptors 1 and 2: " + impossible, impossible);
        }
    }
}
