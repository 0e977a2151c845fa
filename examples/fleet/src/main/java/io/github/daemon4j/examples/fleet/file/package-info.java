/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The fleet as its file says it is: its members, and the hosts they run on. */
package io.github.daemon4j.examples.fleet.file;
