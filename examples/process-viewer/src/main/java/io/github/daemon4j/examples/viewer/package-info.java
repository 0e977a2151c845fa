/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The command line: what is asked for, and which view goes to which screen. */
package io.github.daemon4j.examples.viewer;
