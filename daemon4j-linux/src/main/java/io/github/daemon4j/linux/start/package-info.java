/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What runs in the launcher: it starts this program again as a daemon, and waits for it. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.start;
