/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What runs, and whether it serves: one look at members, told to people and to programs. */
package io.github.daemon4j.examples.fleet.status;
