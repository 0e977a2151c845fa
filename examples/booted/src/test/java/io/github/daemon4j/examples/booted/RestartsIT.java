/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code systemctl restart} while clients ask: a socket that outlives its server keeps them waiting, and turns nobody away. */
@ExtendWith(Booted.class)
class RestartsIT {

    private static final int RESTARTS = Integer.getInteger("rounds", 20);
    private static final int SAYS_THAT_IT_STORES = 254;
    private static final int PORT = 8090;
    private static final int CURL_REFUSED = 7;
    private static final int CURL_TIMED_OUT = 28;
    private static final String SOCKET = "/run/p.sock";
    private static final String OPENS = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String END = "/run/load.end";
    private static final String RESULT = "/run/load.result";

    /** Who keeps the socket meanwhile. */
    enum Keeper {
        /** systemd, which has bound it: socket activation. */
        SOCKET_UNIT("Sockets=s.socket"),
        /** systemd, which the server has given it. */
        DESCRIPTOR_STORE("FileDescriptorStoreMax=4");

        private final String setting;

        Keeper(String setting) {
            this.setting = setting;
        }
    }

    @BeforeEach
    @AfterEach
    void stop(BootedDebian debian) {
        debian.run(
                "sh",
                "-c",
                "touch " + END
                        + "; systemctl stop s.socket s p load; systemctl kill -s KILL s p load; systemctl reset-failed;"
                        + " rm -f /run/s.* " + RESULT + " /run/systemd/system/s.socket; systemctl daemon-reload; rm -f "
                        + END);
    }

    private static void unit(BootedDebian debian, String... settings) {
        List<String> lines = new ArrayList<>(List.of("Type=notify"));
        lines.addAll(Arrays.asList(settings));
        if (lines.contains(Keeper.DESCRIPTOR_STORE.setting) && debian.systemd() < SAYS_THAT_IT_STORES) {
            lines.add("Environment=FDSTORE=4");
        }
        lines.add("ExecStart=/usr/local/bin/java -XX:TieredStopAtLevel=1 -jar " + BootedDebian.SOCKETS
                + " start --pid-file /run/s.pid --port " + PORT);
        debian.service("s", lines.toArray(new String[0]));
    }

    private static String pidThatAnswers(BootedDebian debian) {
        return debian.run("curl", "--silent", "--fail", "--max-time", "60", "http://127.0.0.1:" + PORT + "/")
                .orFail()
                .out()
                .strip();
    }

    @ParameterizedTest
    @EnumSource
    void while_a_service_is_restarted_again_and_again_no_request_fails(Keeper keeper, BootedDebian debian) {
        unit(debian, keeper.setting);
        if (keeper == Keeper.SOCKET_UNIT) {
            debian.write(
                    "/run/systemd/system/s.socket",
                    "[Socket]",
                    "ListenStream=127.0.0.1:" + PORT,
                    "FileDescriptorName=http");
            debian.run("systemctl", "daemon-reload").orFail();
            debian.run("systemctl", "start", "s.socket").orFail();
            assertThat(debian.show("s", "ActiveState")).isEqualTo("inactive");
        } else {
            debian.run("systemctl", "start", "s").orFail();
        }
        String first = pidThatAnswers(debian); // which starts what is not started yet
        assertThat(debian.show("s", "MainPID")).isEqualTo(first);
        debian.service(
                "load",
                "Type=exec",
                "StandardOutput=file:" + RESULT,
                "ExecStart=/usr/local/bin/java -XX:TieredStopAtLevel=1 -cp " + BootedDebian.CLASSES + " "
                        + Load.class.getName() + " " + PORT + " " + END);
        debian.run("systemctl", "start", "load").orFail();

        for (int restart = 0; restart < RESTARTS; restart++) {
            String before = debian.show("s", "MainPID");
            debian.run("systemctl", "restart", "s").orFail();
            assertThat(pidThatAnswers(debian))
                    .isEqualTo(debian.show("s", "MainPID"))
                    .isNotEqualTo(before);
        }

        debian.run("touch", END).orFail();
        debian.await(
                "the clients have ended",
                () -> debian.show("load", "ActiveState").equals("inactive"));
        String result = debian.run("cat", RESULT).orFail().out();
        System.out.println(keeper + ": " + RESTARTS + " restarts; requests, failed, longest in ms: " + result.strip());
        String[] figures = result.lines().toList().get(0).split(" ", -1);
        assertThat(Integer.parseInt(figures[0])).as("requests").isGreaterThan(RESTARTS * 10);
        assertThat(figures[1]).as("failed requests: %s", result).isEqualTo("0");
        assertThat(debian.journal("s")).doesNotContain("cannot", "timed out", "Failed");
    }

    /** Also a crash: the clients wait in the socket for who is started next. */
    @Test
    void the_descriptor_store_keeps_the_socket_through_a_crash_and_a_stop_empties_it(BootedDebian debian) {
        unit(debian, Keeper.DESCRIPTOR_STORE.setting, "Restart=on-failure", "RestartSec=0");
        debian.run("systemctl", "start", "s").orFail();
        String crashed = pidThatAnswers(debian);
        debian.await(
                "systemd has it", () -> debian.show("s", "NFileDescriptorStore").equals("1"));

        debian.run("kill", "-KILL", crashed).orFail();
        assertThat(pidThatAnswers(debian)).as("who was not turned away").isNotEqualTo(crashed);
        assertThat(debian.show("s", "NFileDescriptorStore")).as("kept once").isEqualTo("1");

        debian.run("systemctl", "stop", "s").orFail();
        assertThat(debian.show("s", "NFileDescriptorStore")).isEqualTo("0");
        assertThat(debian.run("curl", "--silent", "http://127.0.0.1:" + PORT + "/")
                        .status())
                .isEqualTo(CURL_REFUSED);
    }

    private static void unixUnit(BootedDebian debian, String option) {
        debian.run("rm", "-f", SOCKET).orFail();
        List<String> lines = new ArrayList<>(
                List.of("Type=notify", Keeper.DESCRIPTOR_STORE.setting, "Environment=JDK_JAVA_OPTIONS=" + option));
        if (debian.systemd() < SAYS_THAT_IT_STORES) {
            lines.add("Environment=FDSTORE=4");
        }
        Patient.unit(debian, lines, "socket=" + SOCKET);
        debian.run("systemctl", "start", "p").orFail();
    }

    /** Nobody accepts, so who gets through waits until curl loses patience. */
    private static int curl(BootedDebian debian) {
        return debian.run("curl", "--silent", "--max-time", "1", "--unix-socket", SOCKET, "http://localhost/")
                .status();
    }

    @Test
    void a_unix_socket_is_kept_with_its_file(BootedDebian debian) {
        unixUnit(debian, OPENS);
        assertThat(debian.show("p", "NFileDescriptorStore")).isEqualTo("1");
        String inode = debian.run("stat", "--format=%i", SOCKET).orFail().out();

        for (int restart = 0; restart < 2; restart++) {
            debian.run("systemctl", "restart", "p").orFail();
            assertThat(debian.run("stat", "--format=%i", SOCKET).orFail().out()).isEqualTo(inode);
            assertThat(curl(debian)).isEqualTo(CURL_TIMED_OUT);
            assertThat(debian.show("p", "NFileDescriptorStore")).isEqualTo("1");
        }

        debian.run("systemctl", "stop", "p").orFail();
        assertThat(curl(debian)).isEqualTo(CURL_REFUSED);
        debian.run("systemctl", "start", "p").orFail();
        assertThat(curl(debian)).as("what a stop has left is replaced").isEqualTo(CURL_TIMED_OUT);
        assertThat(debian.journal("p")).doesNotContain("patient: ");
    }

    @Test
    void what_java_needs_for_it_is_said_and_the_server_serves(BootedDebian debian) {
        unixUnit(debian, "-Dnothing=opened");

        assertThat(debian.show("p", "ActiveState")).isEqualTo("active");
        assertThat(curl(debian)).isEqualTo(CURL_TIMED_OUT);
        assertThat(debian.journal("p"))
                .contains("patient: the service manager cannot keep a socket while this service is restarted: ")
                .contains("Give this JVM the option " + OPENS);
        debian.run("systemctl", "stop", "p").orFail();
        assertThat(debian.run("test", "-e", SOCKET).status())
                .as("its own to remove")
                .isNotZero();
    }

    @Test
    void a_unit_that_wants_nothing_kept_says_nothing_of_it(BootedDebian debian) {
        unit(debian);
        debian.run("systemctl", "start", "s").orFail();
        pidThatAnswers(debian);
        debian.run("systemctl", "restart", "s").orFail();
        assertThat(pidThatAnswers(debian)).isEqualTo(debian.show("s", "MainPID"));

        assertThat(debian.show("s", "NFileDescriptorStore")).isEqualTo("0");
        assertThat(debian.journal("s")).doesNotContain("cannot", "FileDescriptorStoreMax", "fds", "store");
    }

    @Test
    void who_listens_elsewhere_from_now_on_does_so_after_the_second_restart(BootedDebian debian) {
        unit(debian, Keeper.DESCRIPTOR_STORE.setting);
        debian.run("systemctl", "start", "s").orFail();
        debian.await(
                "systemd has it", () -> debian.show("s", "NFileDescriptorStore").equals("1"));
        debian.run("sed", "-i", "s/--port " + PORT + "/--port " + (PORT + 1) + "/", "/run/systemd/system/s.service")
                .orFail();
        debian.run("systemctl", "daemon-reload").orFail();

        debian.run("systemctl", "restart", "s").orFail();
        assertThat(debian.journal("s"))
                .contains("listens on 127.0.0.1:" + PORT + ", as the service manager has it, not on 127.0.0.1:"
                        + (PORT + 1));
        debian.run("systemctl", "restart", "s").orFail();

        debian.run("curl", "--silent", "--fail", "http://127.0.0.1:" + (PORT + 1) + "/")
                .orFail();
    }
}
