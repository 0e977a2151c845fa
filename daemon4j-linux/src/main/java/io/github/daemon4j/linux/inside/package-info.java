/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What runs in the server: which role this process has ({@code Recognition}, {@code ModeDecision}), what it then is
 * ({@code Session}), and who is told of it ({@code Supervisor}). What runs here before a daemon is ready loads no JNA.
 */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.inside;
