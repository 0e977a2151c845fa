/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** wire. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.wire;
