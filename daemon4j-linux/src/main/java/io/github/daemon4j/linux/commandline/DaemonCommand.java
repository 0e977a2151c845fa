/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon's JVM is started with, and what is to be said of the options both JVMs have.
 *
 * @param launch what execve(2) is given
 * @param warnings of what both JVMs will do, though each can; sentences without an end
 * @param agents the options that load an agent or a debugger into both JVMs, with the place where each stands
 * @param ownPorts fixed ports this JVM was told to listen on, and the daemon's was not
 */
public record DaemonCommand(LaunchCommand launch, List<String> warnings, List<String> agents, List<Integer> ownPorts) {

    public DaemonCommand {
        warnings = List.copyOf(warnings);
        agents = List.copyOf(agents);
        ownPorts = List.copyOf(ownPorts);
    }

    /**
     * What to add when the daemon's JVM has ended before the daemon was ready: an agent that is loaded twice often ends
     * the second JVM.
     *
     * @return null if both JVMs have no agent and no debugger
     */
    public @Nullable String earlyDeathHint() {
        if (agents.isEmpty()) {
            return null;
        }
        return "both this JVM and the daemon's were started with " + agents.get(0)
                + ": if that cannot be loaded twice, take" + " it off there and " + CommandLineReplay.FOR_DAEMON_ALONE;
    }
}
