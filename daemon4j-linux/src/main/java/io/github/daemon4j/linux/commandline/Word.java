/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

/**
 * One word of the command line as launcher and VM see it, argument files expanded.
 *
 * @param atExpands whether the launcher would take {@code @name} for an argument file at this place
 * @param origin where the word stands, for messages: "the command line", "the environment variable X", ...
 */
record Word(String text, Role role, boolean atExpands, String origin) {

    enum Role {
        /** Begins with a dash and stands before the main class. */
        OPTION,
        /** The value of the option right before it. */
        VALUE,
        /** Main class, jar, module or source file. */
        MAIN,
        /** {@code --module=M}: option and main in one. */
        MAIN_OPTION,
        /** Belongs to the program: never looked into, never changed. */
        APPLICATION
    }

    static Word option(String text, String origin) {
        return new Word(text, Role.OPTION, false, origin);
    }

    boolean isOption() {
        return role == Role.OPTION || role == Role.MAIN_OPTION;
    }

    String describe() {
        return "'" + ByteText.show(text) + "' in " + origin;
    }
}
