/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Another machine, on which members run: reached by plain ssh, which asks for nothing. The same Java, this jar and the fleet's file
 * are at the same place there.
 *
 * @param name for ssh, which may begin with {@code user@}
 */
record Host(String name) {

    /** Has the fleet take all members for members of the machine it runs on. */
    static final String HERE = "--here";

    /** As ssh(1) takes it, and never one of its options. */
    private static final Pattern NAME = Pattern.compile("(\\w[\\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.:-]*");

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** What is run here, so that the fleet runs there. */
    List<String> command(Path file, List<String> words) {
        List<String> there = new ArrayList<>();
        there.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        there.add("-jar");
        there.add(
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        there.addAll(List.of("--file", file.toString(), HERE));
        there.addAll(words);
        List<String> command = new ArrayList<>(
                List.of("ssh", "-n", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "--", name));
        there.forEach(word -> command.add(quoted(word)));
        command.add("2>&1"); // ssh has a channel for each of the two, and keeps no order between them
        return command;
    }

    /** For the shell that sshd starts. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
