/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests that run at the same time keep their processes apart. */
class ParallelTestsIT {

    private static final int TESTS = 4;
    /** More than tests: a worker that waits for a class another one has taken keeps its place in the pool. */
    private static final int THREADS = 4 * TESTS;
    /** Opens when the processes of all tests run: none of them ends one before that. */
    private static final CyclicBarrier ALL_RUN = new CyclicBarrier(TESTS);

    @DaemonTest
    static class LeakingTests {

        @Test
        void leaks_601(ProcessScope scope) throws Exception {
            leak(scope, "601");
        }

        @Test
        void leaks_602(ProcessScope scope) throws Exception {
            leak(scope, "602");
        }

        private static void leak(ProcessScope scope, String seconds) throws Exception {
            scope.command("setsid", "--fork", "sh", "-c", "echo leaked; exec sleep " + seconds)
                    .start()
                    .awaitLine("leaked");
            awaitAll();
        }
    }

    @DaemonTest
    static class CleanTests {

        @Test
        void has_a_child(ProcessScope scope) throws Exception {
            ChildProcess child = scope.command("sleep", "603").start();
            awaitAll();
            assertThat(child.isAlive()).isTrue();
        }

        @Test
        void has_a_terminal(PtyTerminal terminal) throws Exception {
            ChildProcess child = terminal.spawn("sleep", "604");
            awaitAll();
            assertThat(child.isAlive()).isTrue();
        }
    }

    private static void awaitAll() throws Exception {
        ALL_RUN.await(20, TimeUnit.SECONDS);
    }

    @Test
    void each_leak_is_blamed_on_the_test_that_leaked() {
        ALL_RUN.reset(); // a run that failed has left it broken
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(LeakingTests.class), selectClass(CleanTests.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(THREADS))
                .execute()
                .testEvents();

        Map<String, Throwable> failures = failures(tests);
        assertThat(failures).containsOnlyKeys("leaks_601(ProcessScope)", "leaks_602(ProcessScope)");
        assertBlamed(failures.get("leaks_601(ProcessScope)"), "sleep 601");
        assertBlamed(failures.get("leaks_602(ProcessScope)"), "sleep 602");
        assertThat(tests.succeeded().count()).isEqualTo(2);
    }

    private static void assertBlamed(@Nullable Throwable failure, String leak) {
        assertThat(failure).isInstanceOf(LeakedProcessesError.class).hasMessageStartingWith("A process outlived");
        assertThat(String.valueOf(failure).lines().filter(line -> line.contains(" sleep 60")))
                .isNotEmpty()
                .allMatch(line -> line.contains(leak));
    }

    private static Map<String, Throwable> failures(Events tests) {
        return tests.failed().stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
    }
}
