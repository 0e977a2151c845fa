/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns the running JVM into a Unix daemon, and tells what any process on the machine is.
 *
 * <p>Most programs need two types: {@link io.github.daemon4j.Daemon}, called from {@code main}, and
 * {@link io.github.daemon4j.ProcessInfo}, which reads what a process is.
 */
@NullMarked
package io.github.daemon4j;

import org.jspecify.annotations.NullMarked;
