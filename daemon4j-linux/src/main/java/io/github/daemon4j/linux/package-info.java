/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The Linux backend: wires the readers of {@code proc} and the launcher of {@code launch} to the spi. */
package io.github.daemon4j.linux;
