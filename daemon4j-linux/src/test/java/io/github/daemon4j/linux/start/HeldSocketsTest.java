/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.commandline.DaemonCommandLine;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.proc.ListeningSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldSocketsTest {

    private static final String EXPORTER = "'-javaagent:/opt/exporter.jar=9404:/etc/jmx.yml' in the command line";
    private static final String OTHER = "'-javaagent:/opt/agent.jar' in the environment variable JAVA_TOOL_OPTIONS";

    @Test
    void the_agent_that_names_the_port_is_named_with_the_address_and_the_cure() {
        assertThat(refusal(socket(9404), OTHER, EXPORTER))
                .contains("listens on 127.0.0.1:9404")
                .contains(EXPORTER + " makes it listen")
                .doesNotContain(OTHER)
                .contains("environment variable DAEMON4J_JAVA_OPTIONS (options for the daemon's JVM alone)");
    }

    @Test
    void an_agent_that_names_no_port_is_suspected() {
        assertThat(refusal(socket(8778), OTHER))
                .contains("perhaps because of " + OTHER)
                .contains("DAEMON4J_JAVA_OPTIONS");
    }

    @Test
    void part_of_a_longer_number_names_no_port() {
        assertThat(refusal(socket(940), EXPORTER)).contains("perhaps because of");
        assertThat(refusal(socket(404), EXPORTER)).contains("perhaps because of");
    }

    @Test
    void without_an_agent_the_program_opened_it_too_early() {
        assertThat(refusal(socket(8080)))
                .contains("127.0.0.1:8080")
                .contains("the program opened that before it asked for the daemon")
                .contains("open the socket after it");
    }

    @Test
    void a_port_the_kernel_chose_is_in_nobodys_way() {
        assertThat(refusal(ephemeral(40621), OTHER)).isNull();
        assertThat(refusal(ephemeral(40621))).isNull();
    }

    @Test
    void a_port_out_of_the_kernels_range_that_an_agent_names_was_not_chosen() {
        String agent = "'-javaagent:/a.jar=port=40621' in the command line";

        assertThat(refusal(ephemeral(40621), agent)).contains(agent);
    }

    @Test
    void a_management_port_the_daemon_does_not_share_is_fine() {
        DaemonCommandLine command = command(List.of(), List.of(5598));

        assertThat(HeldSockets.refusal(List.of(socket(5598)), command)).isNull();
        assertThat(HeldSockets.refusal(List.of(socket(5598), socket(5599)), command))
                .contains("5599");
    }

    private static @Nullable String refusal(ListeningSocket socket, String... agents) {
        return HeldSockets.refusal(List.of(socket), command(List.of(agents), List.of()));
    }

    private static DaemonCommandLine command(List<String> agents, List<Integer> ownPorts) {
        return new DaemonCommandLine(new LaunchCommand(List.of(), List.of()), List.of(), agents, ownPorts, List.of());
    }

    private static ListeningSocket socket(int port) {
        return new ListeningSocket(7, "127.0.0.1:" + port, port, false);
    }

    private static ListeningSocket ephemeral(int port) {
        return new ListeningSocket(7, "127.0.0.1:" + port, port, true);
    }
}
