/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

/** Prints whether it could look at every process. */
final class LookForHolders {

    private LookForHolders() {}

    public static void main(String[] arguments) {
        System.out.println(LockHolders.of(1, 1, 0).isComplete());
    }
}
