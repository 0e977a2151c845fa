/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * What a process is to the terminal it belongs to. Decided from the kernel's own numbers (session, process group,
 * controlling terminal and that terminal's foreground group), never from names, titles or a parent pid of 1.
 *
 * @see ProcessInfo#roleEvidence()
 */
public enum ProcessRole {
    /** Has a controlling terminal, and its process group is that terminal's foreground group: {@code ps} prints {@code +}. */
    FOREGROUND,
    /** Has a controlling terminal whose foreground group is another one. Stopped jobs are background too. */
    BACKGROUND,
    /** Has no controlling terminal. {@link RoleEvidence#kind()} says which of the four ways there it took. */
    DAEMON,
    /** A thread of the kernel itself. */
    KERNEL_THREAD,
    /**
     * The process exists, but its numbers may not be read (a {@code /proc} mounted with {@code hidepid}); or it has ended, a
     * zombie without a terminal, and is a daemon no more.
     */
    UNKNOWN
}
