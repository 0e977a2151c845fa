/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

import java.util.regex.Pattern;

/**
 * Another machine, on which members run.
 *
 * @param name for ssh, which may begin with {@code user@}
 */
public record Host(String name) {

    /** As ssh(1) takes it, and never one of its options. */
    private static final Pattern NAME = Pattern.compile("(\\w[\\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.:-]*");

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
