/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Starts members, stops them and shows their logs, here, or by ssh on their hosts. */
package io.github.daemon4j.examples.fleet.run;
