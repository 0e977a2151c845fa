/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests daemons for real: a pseudo terminal, child JVMs, process assertions. */
@org.jspecify.annotations.NullMarked
module io.github.daemon4j.testkit {
    requires transitive io.github.daemon4j;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires com.sun.jna;
    requires static org.jspecify;

    exports io.github.daemon4j.testkit;

    // The rules of DetachmentContract are tests: JUnit calls them.
    opens io.github.daemon4j.testkit to
            org.junit.platform.commons;
}
