/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A server as a user of daemon4j writes it. */
module io.github.daemon4j.examples.testing {
    requires io.github.daemon4j;
    requires jdk.httpserver;

    exports io.github.daemon4j.examples.testing;
}
