/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an operating system must provide; found by {@link java.util.ServiceLoader}. Programs never call these types: they
 * call {@code io.github.daemon4j}, which does.
 */
package io.github.daemon4j.spi;
