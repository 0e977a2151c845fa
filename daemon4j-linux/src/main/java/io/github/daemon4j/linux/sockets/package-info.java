/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Listening sockets: who gives them, who binds them, and the channels that are made of their descriptors. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.sockets;
