/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets.load;

/**
 * A request, as its client saw it.
 *
 * @param at when it was sent, by {@code System.nanoTime()}
 * @param nanos until it was answered
 * @param failure why there is no answer; empty if there is
 */
record Sample(long at, long nanos, String failure) {}
