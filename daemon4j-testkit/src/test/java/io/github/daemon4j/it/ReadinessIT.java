/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonProcess;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Readiness;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.RestartPolicy;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spawned programs that do not say when they serve, and whose launcher knows all the same. */
class ReadinessIT {

    @TempDir
    private Path directory;

    private Path pidFile() {
        return directory.resolve("program.pid");
    }

    private DaemonOptions.Builder options(Readiness readiness) {
        return DaemonOptions.builder()
                .name("program")
                .pidFile(pidFile())
                .output(Redirect.appendTo(directory.resolve("log")))
                .stopGrace(Duration.ofSeconds(5))
                .readyWhen(readiness);
    }

    @AfterEach
    void endWhatIsLeft() {
        DaemonControl.of(pidFile()).stop();
    }

    private static DaemonProcess shell(DaemonOptions.Builder options, String script) {
        return Daemon.spawn(options.build(), "sh", "-c", script);
    }

    private DaemonProcess server(Readiness readiness, int port, Path gate) {
        return Daemon.spawn(
                options(readiness).build(),
                JavaHome.running().path() + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                LateServer.class.getName(),
                Integer.toString(port),
                gate.toString());
    }

    @Test
    void it_is_waited_for_until_it_listens() {
        int port = ProcessScope.freePort();
        DaemonProcess program = server(Readiness.listening(port), port, directory);
        assertThat(program.isAlive()).isTrue();
        assertThat(directory.resolve("log")).content().contains("listens on " + port);
    }

    @Test
    void it_is_waited_for_until_it_answers_well() throws IOException {
        int port = ProcessScope.freePort();
        Path gate = directory.resolve("gate");
        Thread opener = new Thread(() -> {
            Facts.awaitContent(directory.resolve("log"), "listens on");
            try {
                Files.createFile(gate);
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        });
        opener.start();
        server(Readiness.http(URI.create("http://127.0.0.1:" + port + "/")), port, gate);
        assertThat(gate).exists();
    }

    @Test
    void a_text_in_its_log_and_a_file_are_waited_for_and_what_was_there_before_does_not_count() throws IOException {
        Files.writeString(directory.resolve("log"), "is up\n");
        Path file = directory.resolve("file");
        Readiness both = Readiness.log("is up").and(Readiness.file(file));

        DaemonProcess program = shell(options(both), "echo is up; : >" + file + "; exec sleep 100");

        assertThat(program.isAlive()).isTrue();
        assertThat(Files.readAllLines(directory.resolve("log"))).containsExactly("is up", "is up");
    }

    @Test
    void a_line_behind_very_many_others_is_found() {
        DaemonProcess program = shell(
                options(Readiness.log("is up")),
                "head -c 3000000 /dev/zero | tr '\\0' x | fold; echo is up; exec sleep 100");

        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void a_log_may_be_a_link_and_nothing_but_a_file_is_read() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(directory.resolve("log"), elsewhere);
        Path fifo = directory.resolve("fifo");
        try (ProcessScope scope = ProcessScope.open()) {
            Facts.run(scope, "mkfifo", fifo.toString());
        }

        shell(options(Readiness.log("is up").and(Readiness.log(elsewhere, "is up"))), "echo is up; exec sleep 100");

        assertThat(Readiness.log(fifo, "is up").look().seen())
                .contains("no \"is up\" in " + fifo + ": ", "no regular file");
    }

    @Test
    void what_only_the_caller_can_tell_is_waited_for() {
        Path file = directory.resolve("file");
        Readiness readiness = Readiness.of("the file's content", () -> Files.exists(file) && Files.size(file) > 0);

        shell(options(readiness), ": >" + file + "; echo content >" + file + "; exec sleep 100");

        assertThat(file).hasContent("content");
    }

    @Test
    void what_the_caller_cannot_tell_ends_the_program_and_the_wait() {
        Readiness readiness = Readiness.of("its greeting", () -> {
            if (Files.exists(directory.resolve("log"))) {
                throw new IOException("no such host");
            }
            return false;
        });
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> shell(options(readiness), "exec sleep 100"))
                .withMessage("it could not be known about its greeting: java.io.IOException: no such host");
        assertThat(DaemonControl.of(pidFile()).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    private DaemonProcess notifying(DaemonOptions.Builder options, String message) {
        return Daemon.spawn(
                options.build(),
                JavaHome.running().path() + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                NotifyingProgram.class.getName(),
                message);
    }

    /** What a program has printed of its socket, once it has. */
    private String toldSocket() {
        String log = Facts.awaitContent(directory.resolve("log"), "of it");
        return log.substring(log.indexOf('@'), log.indexOf(" of it"));
    }

    @Test
    void it_says_itself_that_it_is_ready_and_the_socket_is_gone_then() throws IOException {
        DaemonProcess program = notifying(options(Readiness.notifySocket()), "STATUS=serves\nREADY=1");

        assertThat(program.isAlive()).isTrue();
        assertThat(Files.readString(Path.of("/proc/net/unix"))).doesNotContain(toldSocket());
        assertThat(System.getenv()).doesNotContainKey("NOTIFY_SOCKET");
    }

    private static void assumeSystemdNotify() {
        assumeThat(Path.of("/usr/bin/systemd-notify"))
                .as("systemd-notify, of the package systemd")
                .exists();
    }

    @Test
    void what_a_keeper_starts_again_is_not_sent_to_a_socket_where_nobody_listens() {
        assumeSystemdNotify();
        DaemonOptions.Builder options = options(Readiness.notifySocket())
                .restartPolicy(RestartPolicy.onFailure().backoff(Duration.ZERO, Duration.ZERO));
        DaemonProcess program = shell(
                options,
                "if [ $NOTIFY_SOCKET ]; then systemd-notify --ready; else echo tells nobody; fi; exec sleep 100");

        KeptDaemon.kill(program.pid());

        Facts.awaitContent(directory.resolve("log"), "tells nobody");
    }

    @Test
    void its_child_says_it_by_systemd_notify_in_place_of_an_inherited_socket() {
        assumeSystemdNotify();
        DaemonOptions.Builder options =
                options(Readiness.notifySocket()).environment("NOTIFY_SOCKET", "/run/systemd/notify");

        DaemonProcess program = shell(options, "systemd-notify --ready && echo said; exec sleep 100");

        assertThat(program.isAlive()).isTrue();
        Facts.awaitContent(directory.resolve("log"), "said");
    }

    @Test
    void who_is_not_of_its_session_is_not_believed_and_a_failure_tells_what_it_said_itself()
            throws InterruptedException {
        DaemonOptions.Builder options = options(Readiness.notifySocket()).readyTimeout(Duration.ofSeconds(5));
        Thread stranger = new Thread(() -> NotifySocket.send(toldSocket(), "READY=1\nSTATUS=all is well"));
        stranger.start();
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> notifying(options, "STATUS=loads the index\nMAINPID=1"))
                .withMessageContaining(
                        "was not ready within 5.0 s, and has been ended: no READY=1 from it at its NOTIFY_SOCKET;"
                                + " its STATUS is \"loads the index\"; a READY=1 came from pid "
                                + ProcessHandle.current().pid() + ", which is not of its session");
        stranger.join();
        assertThat(DaemonControl.of(pidFile()).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    @Test
    void what_ends_before_is_a_failure_that_tells_what_was_seen() {
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> shell(options(Readiness.log("is up")), "echo no such config; exit 3"))
                .withMessageMatching("program \\(pid [0-9]+\\) has ended before it was ready: no \"is up\" in its log;"
                        + " the last line of .*log is \"no such config\"");
        assertThat(DaemonControl.of(pidFile()).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    /** Answers well for the first time when the program is killed, whose launcher waits for the answer. */
    private void answerOnceItHasEnded(ServerSocket server) {
        boolean hasEnded = false;
        while (!hasEnded) {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[1000]);
                ProcessInfo program = DaemonControl.of(pidFile()).process().orElse(null);
                if (program != null) {
                    program.signal(Signal.KILL);
                    program.onExit().join();
                    hasEnded = true;
                }
                String answer = "HTTP/1.1 " + (hasEnded ? "204 A" : "503 B") + "\r\nConnection: close\r\n\r\n";
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void what_has_ended_is_not_ready_although_somebody_else_serves_there_now() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerOnceItHasEnded(other)).start();
            URI uri = URI.create("http://127.0.0.1:" + other.getLocalPort() + "/");
            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(() -> shell(options(Readiness.http(uri)), "exec sleep 100"))
                    .withMessageMatching(
                            "program \\(pid [0-9]+\\) has ended: " + uri + " answers, but the program does not run");
        }
        assertThat(DaemonControl.of(pidFile()).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    @Test
    void what_is_not_ready_in_time_is_ended() {
        Path file = directory.resolve("file");
        DaemonOptions.Builder options = options(Readiness.file(file)).readyTimeout(Duration.ofMillis(300));
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> shell(options, "exec sleep 100"))
                .withMessageMatching(
                        "program \\(pid [0-9]+\\) was not ready within 0.3 s, and has been ended: no file " + file);
        assertThat(DaemonControl.of(pidFile()).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    @Test
    void what_is_fulfilled_before_is_somebody_elses_and_nothing_is_started() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Readiness readiness = Readiness.listening(other.getLocalPort());
            assertThatExceptionOfType(DaemonException.class)
                    .isThrownBy(() -> shell(options(readiness), "exec sleep 100"))
                    .withMessageContaining("something listens on ")
                    .withMessageContaining(" already, before it was started");
        }
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void a_program_with_a_keeper_is_started_again_once_it_was_ready() {
        DaemonOptions.Builder options = options(Readiness.log("is up"))
                .restartPolicy(RestartPolicy.onFailure().backoff(Duration.ZERO, Duration.ZERO));
        DaemonProcess program = shell(options, "echo is up; exec sleep 100");
        DaemonControl control = program.control().orElseThrow();
        assertThat(control.state().pid())
                .as(control.state() + "; " + program.process())
                .hasValue(program.pid());

        KeptDaemon.kill(program.pid());

        Facts.await(
                "a restart",
                () -> control.state().restarts().orElse(0) == 1
                        && control.state().pid().isPresent());
        assertThat(control.state().status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(control.stop().pid()).isNotEqualTo(program.pid());
        assertThat(control.status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }
}
