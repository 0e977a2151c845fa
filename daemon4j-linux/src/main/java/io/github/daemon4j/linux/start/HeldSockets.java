/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.commandline.DaemonCommand;
import io.github.daemon4j.linux.proc.ListeningSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses this JVM listens on, which the daemon's would want too: its command line is the same, and so is what runs
 * before the call that makes a daemon. Whatever opened the socket, the kernel knows of it.
 *
 * <p>A port out of the kernel's own range that no option names was chosen by the kernel, and it chooses another for the
 * daemon. Connections are not looked at: an agent that reports to a server does so from both JVMs.
 */
final class HeldSockets {

    private static final String AGENT_CURE = "take the option off there and put it into the environment variable "
            + CommandLineReplay.DAEMON_VARIABLE + " (options for the daemon's JVM alone)";

    private static final String PROGRAM_CURE =
            "what stands before that call runs in both JVMs: open the socket after it";

    private HeldSockets() {}

    /**
     * What is in the way of a second JVM.
     *
     * @param command of the daemon
     * @return what it is and what to do; null if nothing is in the way
     */
    static @Nullable String refusal(List<ListeningSocket> sockets, DaemonCommand command) {
        List<String> agents = command.agents();
        for (ListeningSocket socket : sockets) {
            String named = naming(socket.port(), agents);
            if (named != null) {
                return message(socket, named + " makes it listen", AGENT_CURE);
            }
            if (!socket.ephemeral() && !command.ownPorts().contains(socket.port())) {
                return agents.isEmpty()
                        ? message(socket, "the program opened that before it asked for the daemon", PROGRAM_CURE)
                        : message(socket, "perhaps because of " + String.join(", ", agents), AGENT_CURE);
            }
        }
        return null;
    }

    private static String message(ListeningSocket socket, String cause, String cure) {
        return "cannot start this JVM again as a daemon: it listens on " + socket.address()
                + ", where the daemon could not listen as well; " + cause + "; " + cure;
    }

    private static @Nullable String naming(int port, List<String> agents) {
        for (String agent : agents) {
            if (holdsNumber(agent, Integer.toString(port))) {
                return agent;
            }
        }
        return null;
    }

    private static boolean holdsNumber(String text, String digits) {
        for (int at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
            int end = at + digits.length();
            boolean begins = at == 0 || !Character.isDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isDigit(text.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
