/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The command line of the fleet: its options and help, and what each command exits with. */
package io.github.daemon4j.examples.fleet;
