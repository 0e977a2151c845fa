/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

/** What the files in memory are called that take a daemon's output while it comes up, and how /proc shows one of any name. */
public final class MemoryName {

    /** Of the standard output, or both streams. */
    public static final String OUTPUT = "daemon4j-output";

    /** Of the standard error, where it is apart. */
    public static final String ERRORS = "daemon4j-errors";

    /** What stands before a name in the link of a descriptor. */
    public static final String SHOWN = "/memfd:";

    private MemoryName() {}
}
