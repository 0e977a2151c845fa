/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

/**
 * Who owns {@code /proc/PID}: the effective user and group.
 *
 * @param directory the {@link ProcFiles#directoryKey} that was read with them
 */
record Owner(long uid, long gid, Object directory) {}
