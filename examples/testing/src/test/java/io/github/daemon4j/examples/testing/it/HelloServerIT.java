/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.testing.it;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;

import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.Signal;
import io.github.daemon4j.examples.testing.HelloServer;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.LogFile;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.PidFile;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user sees of the server, seen from outside. */
@DaemonTest
class HelloServerIT {

    private ChildJvm.Builder server;

    @BeforeEach
    void server_with_its_files(ChildJvm.Builder jvm, @PidFile Path pidFile, @LogFile Path log) {
        server = jvm.mainClass(HelloServer.class).arguments(pidFile.toString(), log.toString());
    }

    @Test
    void serves_as_a_daemon_when_the_prompt_comes_back(PtyTerminal terminal, @PidFile Path pidFile) throws Exception {
        ChildProcess launcher = terminal.spawn(server.arguments("0"));

        assertThat(launcher.awaitExit()).isSuccess();

        int port = Integer.parseInt(launcher.awaitLine("listening on port ").substring("listening on port ".length()));
        ObservedProcess daemon = launcher.awaitDetached();
        assertThat(daemon)
                .isDetached()
                .hasRole(ProcessRole.DAEMON)
                .hasUmask(027)
                .isListeningOn(port);
        assertThat(pidFile).content().startsWith(daemon.pid() + "\n");
        assertThat(daemon).survives(terminal::hangUp);
        assertThat(get(port)).isEqualTo("hello\n");
    }

    @Test
    void ends_at_once_when_told_so() {
        ChildJvm launcher = server.arguments("0").start();
        ObservedProcess daemon = launcher.awaitDetached();

        daemon.signal(Signal.TERM);

        daemon.awaitEnd();
        assertThat(launcher.awaitExit()).isSuccess();
    }

    @Test
    void says_why_it_cannot_start() {
        ChildJvm launcher = server.arguments("65536").start();

        assertThat(launcher.awaitExit()).hasCode(1);
        assertThat(launcher.transcript()).contains(Transcript.Stream.ERR, "port out of range");
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
