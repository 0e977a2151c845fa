/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One machine of a cluster.
 *
 * @param host its name for ssh, which may begin with {@code user@}; {@link #HERE} is this machine, without ssh
 * @param roles the servers it runs
 */
record Machine(String host, List<Role> roles) {

    /** As ssh(1) takes it, and never one of its options. */
    static final Pattern HOST = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.:-]*");

    static final String HERE = "localhost";

    boolean isHere() {
        return host.equals(HERE);
    }

    /** The command to run here, so that one runs there: plain ssh, which never asks and reads nothing. */
    List<String> command(List<String> words) {
        if (isHere()) {
            return words;
        }
        List<String> command = new ArrayList<>(
                List.of("ssh", "-n", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "--", host));
        words.forEach(word -> command.add(quoted(word)));
        command.add("2>&1"); // ssh has a channel for each of the two, and keeps no order between them
        return command;
    }

    /** For the shell that sshd starts. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
