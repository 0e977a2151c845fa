/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the steps of daemon(7) hold in a process, one's own or another's, judged by what {@code /proc} shows of it. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.report;
