/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.DaemonOptions.Resource;
import io.github.daemon4j.Redirect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a unit runs as printed is shown in examples/booted. */
@SuppressWarnings("AddressSelection") // literals, of which there is one address each
class UnitTextTest {

    private static final UnitText.Command COMMAND =
            new UnitText.Command(List.of("/bin/true", "-jar", "/opt/q.jar", "start"), Map.of(), "/");

    @TempDir
    private Path directory;

    private static final int[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static InetSocketAddress at(int port, int... address) {
        byte[] bytes = new byte[address.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) address[i];
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static List<String> lines(DaemonOptions.Builder options) {
        return Arrays.asList(system(options).split("\n", -1));
    }

    private static String system(DaemonOptions.Builder options) {
        return UnitText.of("q", false, options.build(), COMMAND, new UnitPlaces(false, List.of()));
    }

    private static DaemonOptions.Builder options() {
        return DaemonOptions.builder().name("q");
    }

    @Test
    void without_a_word_more_it_is_told_when_it_is_ready_and_may_do_nothing_that_a_server_does_not() {
        assertThat(lines(options()))
                .contains(
                        "Type=notify",
                        "NotifyAccess=main",
                        "ExecStart=/bin/true -jar /opt/q.jar start",
                        "ExecReload=/bin/kill -HUP $MAINPID",
                        "Restart=on-failure",
                        "WatchdogSec=30",
                        "TimeoutStartSec=60",
                        "TimeoutStopSec=30",
                        "SuccessExitStatus=143",
                        "DynamicUser=yes",
                        "WorkingDirectory=/",
                        "UMask=0027",
                        "RuntimeDirectory=q",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "SystemCallFilter=@system-service",
                        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
                        "WantedBy=multi-user.target")
                .doesNotContain("Type=notify-reload", "MemoryDenyWriteExecute=yes", "LimitCORE=0");
    }

    @Test
    void the_unit_that_the_documents_show_is_the_one_that_is_printed() throws IOException {
        String page = Files.readString(Path.of("../examples/systemd.md"));
        int begin = page.indexOf("```ini\n") + "```ini\n".length();
        DaemonOptions readme = DaemonOptions.builder()
                .name("server")
                .output(Redirect.appendTo(Path.of("server.log")))
                .build();
        UnitText.Command command = new UnitText.Command(
                List.of("/bin/true", "-jar", "/opt/server/server.jar", "start", "8080"), Map.of(), "/");

        String printed = UnitText.of("server", false, readme, command, new UnitPlaces(false, List.of()));

        assertThat(page.substring(begin, page.indexOf("```", begin)))
                .isEqualTo(printed.replace("/bin/true", "/usr/bin/java"));
    }

    @Test
    void the_options_say_who_it_is_and_what_it_may() {
        assertThat(lines(options()
                        .user("alice")
                        .group("web")
                        .umask(077)
                        .readyTimeout(Duration.ofMillis(1500))
                        .stopSchedule("INT/4.2/KILL/5")
                        .capabilities(Capability.NET_BIND_SERVICE, Capability.SYS_TIME)
                        .limit(Resource.NOFILE, 65536)
                        .limit(Resource.MEMLOCK, Resource.UNLIMITED)
                        .nice(5)
                        .oomScoreAdjust(-100)))
                .contains(
                        "User=alice",
                        "Group=web",
                        "UMask=0077",
                        "TimeoutStartSec=2",
                        "TimeoutStopSec=5",
                        "KillSignal=SIGINT",
                        "CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SYS_TIME",
                        "AmbientCapabilities=CAP_NET_BIND_SERVICE CAP_SYS_TIME",
                        "LimitNOFILE=65536",
                        "LimitMEMLOCK=infinity",
                        "LimitCORE=0",
                        "Nice=5",
                        "OOMScoreAdjust=-100")
                .doesNotContain("DynamicUser=yes", "ProtectClock=yes")
                .contains("ProtectKernelModules=yes");
    }

    /** To systemd, 0 is no limit for a start, and a kill at once for a stop. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1", "1001, 2"})
    void times_are_rounded_up_to_seconds(long millis, String seconds) {
        Duration time = Duration.ofMillis(millis);
        assertThat(lines(options().readyTimeout(time).stopGrace(time)))
                .contains("TimeoutStartSec=" + seconds, "TimeoutStopSec=" + seconds);
    }

    @Test
    void a_log_that_systemd_does_not_write_is_said_to_be_none() {
        assertThat(system(options().output(Redirect.appendTo(Path.of("/var/log/q.log")))))
                .contains("# What it prints goes to the journal (journalctl -u q), not to /var/log/q.log\n");
    }

    /** As it cannot mount anything, and gives nobody a right. */
    @Test
    void for_a_user_s_own_manager_it_asks_for_nothing_that_one_cannot_do() {
        String text = UnitText.of("q", true, options().build(), COMMAND, UnitPlaces.ofUser());

        assertThat(Arrays.asList(text.split("\n", -1)))
                .contains(
                        "WantedBy=default.target",
                        "NoNewPrivileges=yes",
                        "SystemCallFilter=@system-service",
                        "RuntimeDirectory=q");
        assertThat(text)
                .contains("~/.config/systemd/user/q.service", "systemctl --user enable")
                .doesNotContain("User=", "Capabilit", "ProtectSystem", "PrivateTmp", "network-online");
    }

    @Test
    void what_it_listens_on_another_unit_may_open_and_else_it_keeps() {
        DaemonOptions.Builder listening = options().listen("http", new InetSocketAddress(80));

        assertThat(lines(listening))
                .contains("Wants=q.socket", "After=q.socket", "FileDescriptorStoreMax=1", "Environment=FDSTORE=1");
        assertThat(system(options())).doesNotContain(".socket", "FileDescriptorStore", "FDSTORE");
    }

    private static List<String> sockets(DaemonOptions.Builder options) {
        DaemonOptions built = options.build();
        return Arrays.asList(
                SocketUnitText.of("q", false, built, built.listeners()).split("\n", -1));
    }

    @Test
    void a_socket_has_its_address_and_its_name() {
        assertThat(sockets(options().listen("http", new InetSocketAddress(80))))
                .contains("ListenStream=80", "FileDescriptorName=http", "WantedBy=sockets.target")
                .doesNotContain("SocketMode=0640");
        assertThat(sockets(options().listen("http", at(8080, 127, 0, 0, 1)))).contains("ListenStream=127.0.0.1:8080");
        assertThat(sockets(options().listen("http", at(8080, LOOPBACK_6))))
                .contains("ListenStream=[0:0:0:0:0:0:0:1]:8080");
    }

    /** One unit has one name for all of its sockets; several units would not say in which order theirs are given. */
    @Test
    void several_sockets_are_taken_in_their_order_and_a_file_has_its_owner() {
        assertThat(sockets(options()
                        .user("www-data")
                        .umask(07)
                        .listen("http", new InetSocketAddress(80))
                        .listen("admin", UnixDomainSocketAddress.of("/run/q.sock"))))
                .containsSubsequence(
                        "ListenStream=80", "ListenStream=/run/q.sock", "SocketMode=0660", "SocketUser=www-data")
                .doesNotContain("FileDescriptorName=http");
    }

    @Test
    void what_systemd_could_not_open_is_refused() {
        assertThatThrownBy(() -> sockets(options())).hasMessageContaining("DaemonOptions.listen");
        assertThatThrownBy(() -> sockets(options().listen("http", new InetSocketAddress(0))))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("http")
                .hasMessageContaining("port");
        assertThatThrownBy(() -> sockets(options().listen("a", UnixDomainSocketAddress.of("/run/q/a.sock"))))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining("/run/q.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "my-server_2.0", "A"})
    void a_unit_can_have_a_plain_name(String name) {
        assertThat(UnitText.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "-q", "a b", "a/b", "a@b", "a:b", "a%b", "ä", "a\nb"})
    void and_no_other_because_its_directories_have_it_too(String name) {
        assertThat(UnitText.isName(name)).isFalse();
    }

    /** The parser of systemd itself; it complains of what it ignores. */
    @Test
    void systemd_has_no_complaint() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
                "not verified by systemd: the package systemd is not installed");
        List<String> words = new ArrayList<>(List.of("/bin/true", "a b", "50%", "$x", "\"q\"", "\\", ";", "", "ä\n\r"));
        UnitText.Command command = new UnitText.Command(words, Map.of("A", "b c\n%d"), "/tmp/a b%");
        DaemonOptions all = options()
                .name("50% \"q\"")
                .user("root")
                .group("root")
                .stopSchedule("HUP/1/KILL/1")
                .capabilities(Capability.values())
                .limit(Resource.NOFILE, 10)
                .limit(Resource.CPU, Resource.UNLIMITED)
                .limit(Resource.RTTIME, 1000)
                .nice(-20)
                .oomScoreAdjust(1000)
                .build();
        verify("most", UnitText.of("most", false, all, command, new UnitPlaces(true, List.of("/srv/a b"))));
        verify("least", UnitText.of("least", false, options().build(), COMMAND, new UnitPlaces(false, List.of())));
        DaemonOptions.Builder listening = options()
                .listen("http", at(80, LOOPBACK_6))
                .listen("admin", UnixDomainSocketAddress.of("/run/a b%.sock"));
        DaemonOptions built = listening.build();
        Files.writeString(
                directory.resolve("listening.socket"), SocketUnitText.of("listening", false, built, built.listeners()));
        verify("listening", UnitText.of("listening", false, built, COMMAND, new UnitPlaces(false, List.of())));
        verify("user", UnitText.of("user", true, options().build(), COMMAND, UnitPlaces.ofUser()));
    }

    private void verify(String name, String text) throws IOException, InterruptedException {
        Path unit = Files.writeString(directory.resolve(name + ".service"), text);
        Path said = directory.resolve(name + ".said");
        Process analyze = new ProcessBuilder(
                        "systemd-analyze", "verify", "--man=no", "--recursive-errors=no", unit.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(analyze.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).as(text).isEmpty();
        assertThat(analyze.exitValue()).isZero();
    }
}
