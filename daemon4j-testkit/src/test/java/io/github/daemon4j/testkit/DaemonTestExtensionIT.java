/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests of users end in the designed way with the designed message, and leave nothing behind. */
@Execution(ExecutionMode.SAME_THREAD)
class DaemonTestExtensionIT {

    private static final List<ObservedProcess> STARTED = new ArrayList<>();
    private static final List<Path> FILES = new ArrayList<>();

    @DaemonTest
    static class UserTests {

        private ProcessScope ofBeforeEach;

        @BeforeEach
        void before(ProcessScope scope) {
            ofBeforeEach = scope;
        }

        @Test
        void passes(ProcessScope scope, PtyTerminal terminal) {
            assertThat(scope).isSameAs(ofBeforeEach);
            STARTED.add(terminal.spawn("sleep", "600"));
        }

        @Test
        void has_a_jvm_and_its_files(
                ChildJvm.Builder server, ChildJvm.Builder other, @PidFile Path pidFile, @LogFile Path log)
                throws IOException {
            assertThat(server).isNotSameAs(other);
            assertThat(pidFile).isEqualTo(ofBeforeEach.pidFile()).isAbsolute().doesNotExist();
            assertThat(log).isEqualTo(ofBeforeEach.logFile()).hasParentRaw(pidFile.getParent());
            Files.writeString(pidFile, "1\n");
            FILES.add(pidFile);
            STARTED.add(server.mainClass(Sleeper.class).start());
        }

        @Test
        void fails_with_a_log(ProcessScope scope, @LogFile Path log) {
            ChildProcess child = scope.command("sh", "-c", "echo the reason >" + log + "; echo done; sleep 600")
                    .start();
            STARTED.add(child);
            child.awaitLine("done");
            assertThat(1).isEqualTo(2);
        }

        @Test
        void fails(ProcessScope scope) {
            ChildProcess child =
                    scope.command("sh", "-c", "echo the reason; sleep 600").start();
            STARTED.add(child);
            child.awaitLine("the reason");
            assertThat(1).isEqualTo(2);
        }

        @Test
        void leaks(ProcessScope scope) {
            leak(scope);
        }

        @Test
        void fails_and_leaks(ProcessScope scope) {
            leak(scope);
            assertThat(1).isEqualTo(2);
        }

        @Test
        @Timeout(1)
        void takes_too_long(ProcessScope scope) {
            ChildProcess child =
                    scope.command("sh", "-c", "echo almost; sleep 600").start();
            STARTED.add(child);
            child.awaitLine("done");
        }

        @Test
        void is_aborted(ProcessScope scope) {
            STARTED.add(scope.command("sleep", "600").start());
            Assumptions.abort("not here");
        }

        private static void leak(ProcessScope scope) {
            ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "echo $$; exec sleep 600")
                    .start();
            long pid = Long.parseLong(launcher.awaitLine(line -> true));
            STARTED.add(ObservedProcess.of(scope, ProcFs.stat(pid).orElseThrow(), launcher.transcript())
                    .orElseThrow());
        }
    }

    /** A server that needs no more than to be there. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Its server and its terminal are asked for in different places. */
    @DaemonTest
    static class SharedThings {

        private final ProcessScope ofConstructor;
        private PtyTerminal ofBeforeEach;

        SharedThings(ProcessScope scope) {
            ofConstructor = scope;
        }

        @BeforeAll
        static void server(ProcessScope scope) {
            ChildProcess child =
                    scope.command("sh", "-c", "echo of the class; sleep 600").start();
            STARTED.add(child);
            child.awaitLine("of the class");
        }

        @BeforeEach
        void before(PtyTerminal terminal) {
            ofBeforeEach = terminal;
        }

        @Test
        void fails(ProcessScope scope, PtyTerminal terminal) {
            assertThat(scope).isSameAs(ofConstructor);
            assertThat(terminal).isSameAs(ofBeforeEach);
            throw new IllegalStateException("as meant");
        }
    }

    @DaemonTest
    static class FailsBeforeItsTest {

        @BeforeEach
        void before(ProcessScope scope) {
            ChildProcess child =
                    scope.command("sh", "-c", "echo not yet; sleep 600").start();
            STARTED.add(child);
            child.awaitLine("not yet");
            throw new IllegalStateException("the server is not ready");
        }

        @Test
        void never_begins() {}
    }

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(STARTED).isNotEmpty().noneMatch(ObservedProcess::isAlive);
        assertThat(FILES).allSatisfy(file -> assertThat(file.getParent()).doesNotExist());
        STARTED.clear();
        FILES.clear();
    }

    @Test
    void a_passing_test_shares_its_scope_with_before_each() {
        assertThat(run("passes").succeeded().count()).isEqualTo(1);
    }

    @Test
    void a_test_may_ask_for_a_jvm_a_pid_file_and_a_log() {
        assertThat(run("has_a_jvm_and_its_files").succeeded().count()).isEqualTo(1);
        assertThat(FILES).hasSize(1);
    }

    @Test
    void a_failing_test_shows_the_log_of_its_server() {
        assertThat(suppressed(failure("fails_with_a_log"))).contains("daemon.log:\n  the reason\n");
    }

    @Test
    void a_failure_before_the_test_shows_what_its_processes_said() {
        Throwable failure = failure(selectClass(FailsBeforeItsTest.class));

        assertThat(failure).hasMessage("the server is not ready");
        assertThat(suppressed(failure)).contains("out| not yet");
    }

    @Test
    void constructor_before_each_and_test_share_and_what_the_class_has_is_shown_too() {
        Throwable failure = failure(selectClass(SharedThings.class));

        assertThat(failure).hasMessage("as meant");
        assertThat(suppressed(failure)).contains("out| of the class");
    }

    @Test
    void a_failing_test_shows_what_its_processes_said() {
        Throwable failure = failure("fails");

        assertThat(failure).hasMessageContaining("expected: 2");
        assertThat(suppressed(failure)).contains("out| the reason").contains("sleep 600");
    }

    @Test
    void a_leaking_test_fails_with_the_process_and_the_transcript() {
        Throwable failure = failure("leaks");

        assertThat(failure)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("A process outlived the test")
                .hasMessageContaining("sleep 600")
                .hasMessageContaining("find it with awaitDetached()")
                .hasMessageContaining("started setsid --fork");
    }

    @Test
    void a_leak_does_not_hide_why_the_test_failed() {
        Throwable failure = failure("fails_and_leaks");

        assertThat(failure).hasMessageContaining("expected: 2");
        assertThat(suppressed(failure)).contains("A process outlived the test");
    }

    @Test
    void a_test_that_takes_too_long_says_what_it_waited_for() {
        long start = System.nanoTime();

        Throwable failure = failure("takes_too_long");

        assertThat(failure).isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(suppressed(failure))
                .contains("Did not see a line with \"done\" before the waiting thread was interrupted")
                .contains("out| almost");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void an_aborted_test_stays_aborted() {
        assertThat(run("is_aborted").aborted().count()).isEqualTo(1);
    }

    private static Events run(String method) {
        return Arrays.stream(UserTests.class.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(method))
                .map(found -> run(selectMethod(UserTests.class, found)))
                .findFirst()
                .orElseThrow();
    }

    private static Events run(DiscoverySelector tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(tests).execute().testEvents();
    }

    private static Throwable failure(String method) {
        return failure(run(method));
    }

    private static Throwable failure(DiscoverySelector tests) {
        return failure(run(tests));
    }

    private static Throwable failure(Events tests) {
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    private static String suppressed(Throwable failure) {
        return Arrays.stream(failure.getSuppressed()).map(Throwable::toString).reduce("", String::concat);
    }
}
