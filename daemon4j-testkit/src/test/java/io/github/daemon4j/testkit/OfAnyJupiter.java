/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static io.github.daemon4j.testkit.DaemonAssertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests of somebody who uses the kit with the Jupiter that his project has; {@link JupiterVersionsIT} runs them with many. */
@DaemonTest
class OfAnyJupiter {

    @Test
    void takes_what_it_asks_for(ProcessScope scope, PtyTerminal terminal, @PidFile Path pidFile, @LogFile Path log) {
        ChildProcess shell = terminal.spawn(scope.command("sh", "-c", "echo of a terminal > " + log));

        assertThat(shell.awaitExit()).isSuccess();
        org.assertj.core.api.Assertions.assertThat(log).hasContent("of a terminal");
        org.assertj.core.api.Assertions.assertThat(pidFile).doesNotExist();
    }

    @Test
    void fails_with_what_was_said(ProcessScope scope) {
        ChildProcess said =
                scope.command("sh", "-c", "echo words before the end; exit 3").start();

        assertThat(said.awaitExit()).isSuccess();
    }

    @Nested
    class Inner {

        @Test
        void leaves_something_behind(ProcessScope scope) {
            assertThat(scope.command("sh", "-c", "setsid sleep 600 > /dev/null 2>&1 &")
                            .start()
                            .awaitExit())
                    .isSuccess();
        }
    }
}
