/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The file that says which process is the daemon, the lock that says whether one is, and how both are looked at. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.pidfile;
