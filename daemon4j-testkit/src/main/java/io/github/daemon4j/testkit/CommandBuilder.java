/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.util.List;

/** How any program is started as a child; from {@link ProcessScope#command}. */
public final class CommandBuilder extends Launch<CommandBuilder> {

    private final List<String> command;

    CommandBuilder(ProcessScope scope, List<String> command) {
        super(scope);
        this.command = command;
    }

    /**
     * Starts the program with pipes as its standard input, output and error.
     *
     * @return the running child
     */
    public ChildProcess start() {
        return startOnPipes();
    }

    @Override
    CommandBuilder self() {
        return this;
    }

    @Override
    List<String> commandLine() {
        return command;
    }

    @Override
    ChildProcess handle(ChildProcess.Started started) {
        return new ChildProcess(started);
    }
}
