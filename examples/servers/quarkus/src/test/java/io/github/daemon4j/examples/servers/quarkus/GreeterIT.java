/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code quarkus:build} has made, as a person runs it. */
@DaemonTest
class GreeterIT {

    @Test
    void it_serves_when_the_launcher_returns_and_stops_in_order(ProcessScope scope, @TempDir Path directory) {
        ChildJvm launcher = scope.jvm()
                .jar(Path.of("target/quarkus-app/quarkus-run.jar"))
                .jvmOptions("-Dquarkus.http.port=" + ProcessScope.freePort(), "-Dquarkus.http.host=127.0.0.1")
                .arguments(directory.toString())
                .start();
        assertThat(launcher.awaitExit(Duration.ofMinutes(1)).code())
                .as(() -> launcher.transcript().toString())
                .hasValue(0);
        ObservedProcess daemon = launcher.awaitDetached();
        assertThat(daemon.listeningPorts())
                .as("ports at the moment of the prompt")
                .hasSize(1);
        assertThat(DaemonControl.of(directory.resolve("server.pid"))
                        .stop(Duration.ofSeconds(20))
                        .outcome())
                .isEqualTo(StopResult.Outcome.TERMINATED);
        assertThat(directory.resolve("server.log")).content().contains("stopped in");
        assertThat(directory.resolve("server.pid")).doesNotExist();
    }
}
