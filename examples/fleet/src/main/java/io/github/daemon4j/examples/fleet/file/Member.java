/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.file;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Readiness;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One daemon of the fleet.
 *
 * @param name unique in the fleet
 * @param host the machine it runs on, if that is another one
 * @param command the program and its arguments
 * @param directory its working directory
 * @param environment what is set beside what the person who starts it has
 * @param order members of a lower order are ready before those of a higher one are started
 * @param readiness how it is known that it serves; if that is not said, it does as soon as it runs
 * @param served the same, if it can be looked for at any time, and not only while it comes up
 * @param within how long it may take until then
 * @param pidFile its pid file
 * @param log where its output is appended
 */
public record Member(
        String name,
        Optional<Host> host,
        List<String> command,
        Path directory,
        Map<String, String> environment,
        int order,
        Optional<Readiness> readiness,
        Optional<Readiness> served,
        Duration within,
        Path pidFile,
        Path log) {

    Member here() {
        return new Member(
                name,
                Optional.empty(),
                command,
                directory,
                environment,
                order,
                readiness,
                served,
                within,
                pidFile,
                log);
    }

    /** What asks and stops it, on its own machine. */
    public DaemonControl control() {
        return DaemonControl.of(pidFile);
    }

    /** How it is started. */
    public DaemonOptions options() {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name(name)
                .workingDirectory(directory)
                .pidFile(pidFile)
                .output(Redirect.appendTo(log))
                .readyTimeout(within);
        readiness.ifPresent(options::readyWhen);
        environment.forEach(options::environment);
        return options.build();
    }
}
