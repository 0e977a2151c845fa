/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar spring-boot.jar}, as a person uses it. */
@DaemonTest
class GreeterIT {

    private static final Path JAR = Path.of("target/spring-boot.jar");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
    }

    @Test
    void the_prompt_comes_back_when_actuator_says_that_it_is_ready() {
        int port = ProcessScope.freePort();
        ChildJvm start = greeter("start", "--server.port=" + port).start();
        assertThat(start.awaitExit(LIMIT).code())
                .as(() -> start.transcript().toString())
                .hasValue(0);
        ObservedProcess daemon = start.awaitDetached();

        assertThat(daemon.awaitHttp(port, "/actuator/health/readiness")).contains("UP");
        ChildJvm stop = greeter("stop").start();
        assertThat(stop.awaitExit(LIMIT).code()).hasValue(0);
        assertThat(daemon.isAlive()).isFalse();
        assertThat(directory.resolve("greeter.log")).content().contains("Started Greeter");
    }

    /** Nobody has so much room. */
    @Test
    void what_actuator_finds_wrong_is_on_the_terminal_and_ctrl_c_leaves_nothing(PtyTerminal terminal) {
        ChildJvm start = terminal.spawn(
                greeter("start", "--server.port=0", "--management.health.diskspace.threshold=1000000TB"));
        terminal.awaitText("readiness is DOWN", LIMIT);

        terminal.type("\003");

        assertThat(start.awaitExit(LIMIT).code()).hasValue(130);
        assertThat(directory.resolve("greeter.pid")).doesNotExist();
    }

    private ChildJvm.Builder greeter(String... words) {
        return scope.jvm()
                .jar(JAR)
                .workingDirectory(directory)
                .environment("RUNTIME_DIRECTORY", directory.toString())
                .arguments(words);
    }
}
