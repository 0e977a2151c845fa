/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Where it is shown: standard output once, or a terminal that is drawn again every second. */
package io.github.daemon4j.examples.viewer.screen;
