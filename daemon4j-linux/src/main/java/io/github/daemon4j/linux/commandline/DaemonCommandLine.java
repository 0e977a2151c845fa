/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon's JVM is started with, and what is to be said of the options both JVMs have.
 *
 * @param launch what execve(2) is given
 * @param warnings of what both JVMs will do, though each can; sentences without an end
 * @param agents the options that load an agent or a debugger into both JVMs, with the place where each stands
 * @param ownPorts fixed ports this JVM was told to listen on, and the daemon's was not
 * @param words what main is given
 */
public record DaemonCommandLine(
        LaunchCommand launch, List<String> warnings, List<String> agents, List<Integer> ownPorts, List<byte[]> words) {

    public DaemonCommandLine {
        warnings = List.copyOf(warnings);
        agents = List.copyOf(agents);
        ownPorts = List.copyOf(ownPorts);
        words = List.copyOf(words);
    }

    /**
     * The same with other words for main.
     *
     * @param others in the encoding they were typed in
     * @param instead how many they are instead of
     * @return this one if main was given another number of words, or they come from an argument file
     */
    public DaemonCommandLine withWords(List<byte[]> others, int instead) {
        List<byte[]> arguments = launch.arguments();
        int before = arguments.size() - words.size();
        if (words.size() != instead || !endsWithWords(arguments, before)) {
            return this;
        }
        List<byte[]> changed = new ArrayList<>(arguments.subList(0, before));
        changed.addAll(others);
        LaunchCommand command = new LaunchCommand(changed, launch.environment());
        return new DaemonCommandLine(command, warnings, agents, ownPorts, others);
    }

    /**
     * The same with other options of the JVM in front of all: the program's own, which come later, win over them. Not for
     * a packaged application, whose launcher takes none.
     */
    public DaemonCommandLine withFirstOptions(List<byte[]> options) {
        List<byte[]> changed = new ArrayList<>(launch.arguments());
        changed.addAll(1, options);
        LaunchCommand command = new LaunchCommand(changed, launch.environment());
        return new DaemonCommandLine(command, warnings, agents, ownPorts, words);
    }

    private boolean endsWithWords(List<byte[]> arguments, int before) {
        boolean same = before > 0;
        for (int i = 0; same && i < words.size(); i++) {
            same = Arrays.equals(arguments.get(before + i), words.get(i));
        }
        return same;
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
