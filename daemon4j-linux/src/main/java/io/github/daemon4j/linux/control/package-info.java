/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A running daemon as others handle it: found by its pid file, held, and stopped by a schedule. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.control;
