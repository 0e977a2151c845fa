/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Its tests. The kit brings JUnit's and AssertJ's modules along. */
module io.github.daemon4j.examples.testing.it {
    requires io.github.daemon4j.examples.testing;
    requires io.github.daemon4j.testkit;
    requires java.net.http;

    opens io.github.daemon4j.examples.testing.it to
            org.junit.platform.commons;
}
