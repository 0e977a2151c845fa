/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

/**
 * Who owns {@code /proc/PID}: the effective user and group. The inode lives as long as the process does, so that equal
 * numbers before and after other reads mean that no other process came in between.
 */
record Owner(long uid, long gid, long inode) {}
