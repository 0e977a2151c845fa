/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import org.springframework.boot.SpringApplication;

/** The same application without daemon4j, to compare with. */
final class Plain {

    private Plain() {}

    public static void main(String[] arguments) {
        SpringApplication.run(Greeter.class, arguments);
    }
}
