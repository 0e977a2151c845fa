/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

/** Writes to pipes and terminals that may be full. */
final class Writing {

    private Writing() {}

    static void write(int descriptor, byte[] bytes, Deadline deadline, Transcript transcript) {
        int written = 0;
        while (written < bytes.length) {
            if (!deadline.awaitDescriptor(descriptor, Libc.POLLOUT)) {
                throw new AssertionError("Nobody read what the test sent " + deadline + ": " + (bytes.length - written)
                        + " of " + bytes.length + " bytes are left.\nSeen so far:\n" + transcript);
            }
            written += Libc.write(descriptor, bytes, written);
        }
    }
}
