/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

/** Who hears of a start. */
interface StartListener {

    /** Something has happened. */
    void on(StartEvent event);
}
