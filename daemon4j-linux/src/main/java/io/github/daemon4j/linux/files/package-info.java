/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Finds files by walking to them, judges whose hands they are in, and holds them by descriptor from then on. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.files;
