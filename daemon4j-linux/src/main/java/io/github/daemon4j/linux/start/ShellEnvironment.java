/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An environment as a shell passes it on, which knows variables by its own names only: dash drops others, bash has functions
 * under some. What it would run, or follow while it runs a script, is left out.
 */
final class ShellEnvironment {

    /** bash as sh takes its options from these, and expands what it shows before each command. */
    private static final Set<String> COMMANDING = Set.of("SHELLOPTS", "BASHOPTS", "PS4", "BASH_XTRACEFD");

    /** Functions of bash, which only bash can use. */
    private static final String FUNCTION = "BASH_FUNC_";

    private final List<byte[]> passed = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    /** @param variables each as {@code NAME=VALUE} */
    ShellEnvironment(List<byte[]> variables) {
        for (byte[] variable : variables) {
            String text = new String(variable, StandardCharsets.ISO_8859_1);
            String name = text.substring(0, Math.max(0, text.indexOf('=')));
            if (isName(name)) {
                if (!COMMANDING.contains(name)) {
                    passed.add(variable);
                }
            } else if (!name.startsWith(FUNCTION)) {
                lost.add(new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            }
        }
    }

    /** What the program gets. */
    List<byte[]> passed() {
        return passed;
    }

    /** The names of variables that it does not get, and that may matter to it. */
    List<String> lost() {
        return lost;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
