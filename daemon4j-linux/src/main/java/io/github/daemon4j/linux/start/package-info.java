/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes daemons. {@link io.github.daemon4j.linux.start.Launcher} decides in which of three roles this process is: the
 * launcher ({@code Launcher}, {@code StartWatch}), the daemon ({@code DetachedSession}), or a server that stays where it is
 * ({@code AttachedSession}). What they say to each other is in {@code Handshake} and {@code Frame}; who may run is in
 * {@code PidFile}.
 */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.start;
