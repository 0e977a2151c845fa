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
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the server, seen from outside. */
@DaemonTest
class HelloServerIT {

    @TempDir
    private Path directory;

    @Test
    void serves_as_a_daemon_when_the_prompt_comes_back(PtyTerminal terminal, ProcessScope scope) throws Exception {
        ChildProcess launcher = terminal.spawn(server(scope, "0"));

        assertThat(launcher.awaitExit()).isSuccess();

        ObservedProcess daemon = launcher.awaitDetached();
        int port = Integer.parseInt(Files.readString(directory.resolve("port")));
        assertThat(daemon)
                .isDetached()
                .hasRole(ProcessRole.DAEMON)
                .hasUmask(027)
                .isListeningOn(port);
        assertThat(launcher.transcript()).containsLine("listening on port " + port);
        assertThat(daemon).survives(terminal::hangUp);
        assertThat(get(port)).isEqualTo("hello\n");
    }

    @Test
    void ends_at_once_when_told_so(ProcessScope scope) {
        ChildJvm launcher = server(scope, "0").start();
        ObservedProcess daemon = launcher.awaitDetached();

        daemon.signal(Signal.TERM);

        daemon.awaitEnd();
        assertThat(launcher.awaitExit()).isSuccess();
    }

    @Test
    void says_why_it_cannot_start(ProcessScope scope) {
        ChildJvm launcher = server(scope, "65536").start();

        assertThat(launcher.awaitExit()).hasCode(1);
        assertThat(launcher.transcript()).contains(Transcript.Stream.ERR, "port out of range");
    }

    private ChildJvm.Builder server(ProcessScope scope, String port) {
        return scope.jvm(HelloServer.class).arguments(directory.toString(), port);
    }

    private static String get(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
