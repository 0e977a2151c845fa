/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Test daemons for real: a pseudo terminal, child JVMs, assertions on processes, a JUnit extension that leaves nothing behind. */
@NullMarked
package io.github.daemon4j.testkit;

import org.jspecify.annotations.NullMarked;
