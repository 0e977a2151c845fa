/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.Word.Role;
import java.nio.charset.Charset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the java launcher runs, as it says itself in {@code sun.java.command}: main class, jar or module, then the arguments,
 * with spaces between ({@code SetJavaCommandLineProp} in {@code java.c}). In source mode it is the compiler that runs, and
 * the file is its first argument.
 *
 * <p>The JDK has decoded it, and not every byte can be decoded: only what is ASCII on both sides is compared.
 */
final class RunningProgram {

    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    private final @Nullable String command;
    private final String encoding;

    private RunningProgram(@Nullable String command, String encoding) {
        this.command = command;
        this.encoding = encoding;
    }

    /** @param properties the system properties; without {@code sun.java.command} nothing is known of the program */
    static RunningProgram of(Properties properties) {
        return new RunningProgram(
                properties.getProperty("sun.java.command"), properties.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** Whether these words, read so, run what runs. */
    boolean isNamedBy(JavaCommand read) {
        return command == null || comparable(actual(read, command)).equals(comparable(expected(read)));
    }

    LaunchRefusedException refused(JavaCommand read) {
        return new LaunchRefusedException(
                "its arguments read as if they ran '" + ByteText.show(read.main()) + "', but the java launcher runs '"
                        + command + "' (sun.java.command)",
                "write an option and its value as one word, with '=' between, and leave that property as it is");
    }

    private static String actual(JavaCommand read, String command) {
        boolean compiler = read.mode() == JavaCommand.Mode.SOURCE && command.startsWith(SOURCE_LAUNCHER);
        return compiler ? command.substring(command.indexOf(' ') + 1) : command;
    }

    private String expected(JavaCommand read) {
        StringBuilder expected = new StringBuilder(read.main());
        for (Word word : read.words()) {
            if (word.role() == Role.APPLICATION) {
                expected.append(' ').append(word.text());
            }
        }
        return new String(ByteText.bytes(expected.toString()), Charset.forName(encoding));
    }

    /** Without what is not ASCII, and without the question mark, which stands for it in the C locale. */
    private static String comparable(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && c != '?') {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
