/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What {@code ps -ef} of procps shows, to the byte. */
package io.github.daemon4j.examples.viewer.ps;
