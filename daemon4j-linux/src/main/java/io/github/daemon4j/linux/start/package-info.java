/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Starts a daemon: everything that happens in the launcher, as one transaction around the native step. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.start;
