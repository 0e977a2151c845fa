/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an operating system must provide; found by {@link java.util.ServiceLoader}. Programs never call these types: they
 * call {@code io.github.daemon4j}, which does. What may grow is given here in plain form, and made there into types that have no
 * public constructor.
 */
@NullMarked
package io.github.daemon4j.spi;

import org.jspecify.annotations.NullMarked;
