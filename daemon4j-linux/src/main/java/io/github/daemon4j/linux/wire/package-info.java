/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a launcher and its daemon say to each other: the launcher by a {@linkplain io.github.daemon4j.linux.wire.Mark mark}
 * in the environment, the daemon by {@linkplain io.github.daemon4j.linux.wire.Message messages} through a pipe. The daemon
 * runs this before it is ready, so nothing here loads JNA.
 */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.wire;
