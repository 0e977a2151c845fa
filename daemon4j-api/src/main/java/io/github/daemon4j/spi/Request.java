/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

/** What a daemon can be asked for from outside, and answers. */
public enum Request {
    /** Read the configuration again: SIGHUP. */
    RELOAD,
    /** Open the output again: SIGUSR1. */
    REOPEN,
    /** Have a new process of the same program take its place: SIGURG. */
    UPGRADE
}
