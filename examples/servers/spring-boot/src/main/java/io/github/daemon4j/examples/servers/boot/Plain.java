/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

/** The same application without daemon4j, for comparison. */
final class Plain {

    private Plain() {}

    public static void main(String[] arguments) {
        Greeter.serve(arguments);
    }
}
