/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it.process;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.it.ReadableClasses;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ssh host java -jar server.jar start}: comes back when it serves, with its status and what it said. */
@DaemonTest
@Timeout(120)
class SshStartIT {

    private static final Pattern STARTED = Pattern.compile("server started \\(pid ([0-9]+)\\)");

    private Sshd sshd;
    private Path lib;
    private Path pidFile;

    @BeforeEach
    void startSshd(ProcessScope scope, @TempDir Path directory) throws Exception {
        sshd = Sshd.start(Files.createDirectory(directory.resolve("sshd")), scope);
        lib = ReadableClasses.in(directory);
        Path run = Files.createDirectory(directory.resolve("run"));
        Files.setAttribute(run, "unix:uid", (int) Sshd.UID);
        pidFile = run.resolve("server.pid");
    }

    @AfterEach
    void endSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private String start(String... script) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                "'" + lib + "/*:" + lib + "'",
                "io.github.daemon4j.it.Server",
                "pid:" + pidFile,
                "command:start"));
        words.addAll(List.of(script));
        return String.join(" ", words);
    }

    private static long pid(String said) {
        Matcher started = STARTED.matcher(said);
        assertThat(started.find()).as(said).isTrue();
        return Long.parseLong(started.group(1));
    }

    private static void assertIsADaemonThatHoldsNothingOfTheSession(long pid) {
        ProcessInfo daemon = Look.now(pid);
        assertThat(daemon).hasNoControllingTerminal().hasRoleKind(Kind.DOUBLE_FORKED);
        assertThat(daemon.effectiveUid().value()).isEqualTo(Sshd.UID);
        List<String> standard = new ArrayList<>();
        for (OpenDescriptor open : daemon.descriptors().value()) {
            assertThat(open.isTerminal()).as("%s", open).isFalse();
            if (open.number() <= 2) {
                standard.add(open.target());
            }
        }
        assertThat(standard).containsExactly("/dev/null", "/dev/null", "/dev/null");
    }

    @Test
    void without_a_terminal_it_comes_back_when_it_serves() {
        ChildProcess client =
                sshd.client("-T", "127.0.0.1", start("print:loading")).start();

        assertThat(client.awaitExit().shellCode())
                .as(() -> client.transcript().toString())
                .isZero();

        client.awaitEndOfOutput();
        long pid = pid(client.transcript().text(Transcript.Stream.OUT));
        assertThat(client.transcript().text(Transcript.Stream.ERR)).contains("loading\n");
        assertIsADaemonThatHoldsNothingOfTheSession(pid);
    }

    @Test
    void with_a_terminal_it_comes_back_when_it_serves_and_outlives_the_terminal(PtyTerminal terminal) {
        ChildProcess client = terminal.spawn(sshd.client("-t", "127.0.0.1", start("print:loading")));

        assertThat(client.awaitExit().shellCode())
                .as(() -> terminal.transcript().toString())
                .isZero();

        String said = terminal.transcript().text(Transcript.Stream.TTY);
        assertThat(said).contains("loading");
        assertIsADaemonThatHoldsNothingOfTheSession(pid(said));
    }

    @Test
    void a_start_that_fails_has_its_status_and_its_reason_there() {
        ChildProcess client =
                sshd.client("-T", "127.0.0.1", start("fail:3:no_licence")).start();

        assertThat(client.awaitExit().shellCode()).isEqualTo(3);

        client.awaitEndOfOutput();
        assertThat(client.transcript().text(Transcript.Stream.ERR)).contains("no_licence");
        assertThat(pidFile).doesNotExist();
    }
}
