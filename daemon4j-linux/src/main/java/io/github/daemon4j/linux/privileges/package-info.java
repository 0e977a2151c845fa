/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who a daemon is to be, and a running JVM that becomes it. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.privileges;
