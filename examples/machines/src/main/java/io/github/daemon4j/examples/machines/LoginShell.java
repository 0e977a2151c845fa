/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildProcess;
import java.util.List;

/** A person who has logged in, with a terminal, and types one command after the other. */
public final class LoginShell {

    /** What is printed before the exit status of a command. */
    private static final String PROMPT = "the prompt is back: ";

    private final ChildProcess session;

    LoginShell(ChildProcess session) {
        this.session = session;
        session.send("stty -echo; PS1=; echo 'logged' in");
        session.awaitLine("logged in");
    }

    /**
     * What a command has said when the prompt is back.
     *
     * @param exitStatus its exit status
     * @param lines what it printed, output and errors
     */
    public record Answer(int exitStatus, List<String> lines) {}

    /** Types a command and waits until the prompt would be back. */
    public Answer type(String command) {
        session.send(command + "; echo \"" + PROMPT + "$?\"");
        String printed = session.awaitText(PROMPT);
        int exitStatus = Integer.parseInt(session.awaitLine("").strip());
        String answer = printed.substring(0, printed.length() - PROMPT.length());
        return new Answer(exitStatus, answer.lines().map(String::stripTrailing).toList());
    }

    /** Logs out; the session has ended. */
    public void logOut() {
        session.send("exit");
        assertThat(session.awaitExit().code()).as("logout").hasValue(0);
    }
}
