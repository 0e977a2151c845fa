/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import java.util.Arrays;

/** Runs a server of this package without daemon4j, for comparison. */
final class Plain {

    private Plain() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> server = Class.forName(Plain.class.getPackageName() + "." + arguments[0]);
        Object rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        server.getDeclaredMethod("serve", String[].class).invoke(null, rest);
    }
}
