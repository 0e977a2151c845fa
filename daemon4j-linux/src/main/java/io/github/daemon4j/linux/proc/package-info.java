/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads {@code /proc}. Acquiring bytes ({@code ProcFiles}) and understanding them (the parsers, pure functions of bytes) stay
 * apart; nothing here is native but {@code PidSignals}, which is loaded when a process is signalled or waited for.
 */
package io.github.daemon4j.linux.proc;
