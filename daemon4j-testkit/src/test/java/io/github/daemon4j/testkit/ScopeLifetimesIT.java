/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.daemon4j.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Each scope lives as long as what asked for it, whichever form of test that is, and its leaks are blamed on that alone. */
@Execution(ExecutionMode.SAME_THREAD)
class ScopeLifetimesIT {

    /** What the classes below have started for a whole class. */
    private static final List<ObservedProcess> OF_CLASSES = new ArrayList<>();
    /** What they have started for one test. */
    private static final List<ObservedProcess> OF_TESTS = new ArrayList<>();

    @DaemonTest
    static class ServerForAllTests {

        @BeforeAll
        static void start(ProcessScope scope) {
            OF_CLASSES.add(sleeping(scope));
        }

        @Test
        void one(ProcessScope scope) {
            startAlone(scope);
        }

        @Test
        void two(ProcessScope scope) {
            startAlone(scope);
        }
    }

    @DaemonTest
    static class AfterServerForAllTests {

        @Test
        void comes_next() {
            assertThat(OF_CLASSES).hasSize(1).noneMatch(ObservedProcess::isAlive);
        }
    }

    @DaemonTest
    @DisplayName("the class")
    static class LeaksForAllTests {

        @BeforeAll
        static void start(ProcessScope scope) {
            OF_CLASSES.add(leaked(scope, "611"));
        }

        @Test
        void has_no_part_in_it() {}
    }

    @DaemonTest
    static class HasDirectories {

        @BeforeAll
        static void start(ProcessScope scope, @TempDir(factory = WatchedDirectory.class) Path directory) {
            OF_CLASSES.add(sleeping(scope));
        }

        @Test
        void test(ProcessScope scope, @TempDir(factory = WatchedDirectory.class) Path directory) {
            startAlone(scope);
        }
    }

    /** Sees which processes still run when JUnit has removed a directory. */
    static final class WatchedDirectory implements TempDirFactory {

        private static final List<ObservedProcess> OUTLIVED = new ArrayList<>();
        private static int removed;

        private List<ObservedProcess> users = List.of();

        @Override
        public Path createTempDirectory(AnnotatedElementContext parameter, ExtensionContext context)
                throws IOException {
            users = context.getTestMethod().isPresent() ? OF_TESTS : OF_CLASSES;
            return Files.createTempDirectory("daemon4j-it");
        }

        @Override
        public void close() {
            removed++;
            users.stream().filter(ObservedProcess::isAlive).forEach(OUTLIVED::add);
        }
    }

    @DaemonTest
    static class Outer {

        private ProcessScope ofBeforeEach;

        @BeforeAll
        static void start(ProcessScope scope) {
            OF_CLASSES.add(sleeping(scope));
        }

        @BeforeEach
        void before(ProcessScope scope) {
            ofBeforeEach = scope;
        }

        @Test
        void outer(ProcessScope scope) {
            startAlone(scope);
        }

        @Nested
        class Inner {

            @BeforeAll
            static void start(ProcessScope scope) {
                OF_CLASSES.add(sleeping(scope));
            }

            @Test
            void inner(ProcessScope scope) {
                assertThat(scope).isSameAs(ofBeforeEach);
                startAlone(scope);
            }

            @Test
            void leaks(ProcessScope scope) {
                startAlone(scope);
                OF_TESTS.add(leaked(scope, "612"));
            }
        }

        @AfterAll
        static void only_the_inner_class_has_ended() {
            assertThat(OF_CLASSES).extracting(ObservedProcess::isAlive).containsExactly(true, false);
        }
    }

    @DaemonTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        private final ProcessScope ofConstructor;

        OneInstance(ProcessScope scope) {
            ofConstructor = scope;
            OF_CLASSES.add(sleeping(scope));
        }

        @BeforeAll
        void before(ProcessScope scope) {
            assertThat(scope).isSameAs(ofConstructor);
        }

        @Test
        void one(ProcessScope scope) {
            startAlone(scope);
        }

        @Test
        void leaks(ProcessScope scope) {
            startAlone(scope);
            OF_TESTS.add(leaked(scope, "613"));
        }
    }

    @DaemonTest
    static class Parameterized {

        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {1, 2, 3})
        void leaks_the_second_time(int time, ProcessScope scope) {
            startAlone(scope);
            if (time == 2) {
                OF_TESTS.add(leaked(scope, "614"));
            }
        }
    }

    /** A factory is a test to JUnit's extensions, and its dynamic tests are its parts. */
    @DaemonTest
    static class Factories {

        @TestFactory
        Stream<DynamicTest> clean(ProcessScope scope) {
            return dynamicTests(scope);
        }

        @TestFactory
        Stream<DynamicTest> leaks(ProcessScope scope) {
            Stream<DynamicTest> tests = dynamicTests(scope);
            OF_TESTS.add(leaked(scope, "615"));
            return tests;
        }

        private static Stream<DynamicTest> dynamicTests(ProcessScope scope) {
            ObservedProcess ofFactory = startAlone(scope);
            return Stream.of("one", "two")
                    .map(name -> DynamicTest.dynamicTest(
                            name, () -> assertThat(ofFactory.isAlive()).isTrue()));
        }
    }

    /** Starts a process for a test: those of the tests before it have ended, and those of its classes have not. */
    private static ObservedProcess startAlone(ProcessScope scope) {
        assertThat(OF_CLASSES).allMatch(ObservedProcess::isAlive);
        assertThat(OF_TESTS).noneMatch(ObservedProcess::isAlive);
        ObservedProcess own = sleeping(scope);
        OF_TESTS.add(own);
        return own;
    }

    private static ObservedProcess sleeping(ProcessScope scope) {
        return scope.command("sleep", "600").start();
    }

    private static ObservedProcess leaked(ProcessScope scope, String seconds) {
        ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "echo $$; exec sleep " + seconds)
                .start();
        return observed(scope, launcher);
    }

    /** The process whose pid the child says. */
    private static ObservedProcess observed(ProcessScope scope, ChildProcess child) {
        long pid = Long.parseLong(child.awaitLine(line -> line.matches("[0-9]+")));
        return ObservedProcess.of(scope, ProcFs.stat(pid).orElseThrow(), child.transcript())
                .orElseThrow();
    }

    @AfterEach
    void nothing_is_left_behind() {
        assertThat(OF_CLASSES).noneMatch(ObservedProcess::isAlive);
        assertThat(OF_TESTS).noneMatch(ObservedProcess::isAlive);
        OF_CLASSES.clear();
        OF_TESTS.clear();
    }

    @Test
    void what_before_all_has_started_lives_until_the_class_ends() {
        EngineExecutionResults run = run(ServerForAllTests.class, AfterServerForAllTests.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.testEvents().succeeded().count()).isEqualTo(3);
    }

    @Test
    void what_before_all_has_leaked_is_blamed_on_the_class() {
        EngineExecutionResults run = run(LeaksForAllTests.class);

        assertBlamed(run, "the class", "sleep 611");
        assertThat(run.testEvents().succeeded().count()).isEqualTo(1);
    }

    @Test
    void processes_end_before_junit_removes_the_directory_they_write_to() {
        WatchedDirectory.OUTLIVED.clear();
        WatchedDirectory.removed = 0;

        assertThat(failures(run(HasDirectories.class))).isEmpty();

        assertThat(WatchedDirectory.removed).isEqualTo(2);
        assertThat(WatchedDirectory.OUTLIVED).isEmpty();
    }

    @Test
    void a_nested_class_has_a_scope_of_its_own_in_that_of_the_class_around_it() {
        EngineExecutionResults run = run(Outer.class);

        assertBlamed(run, "leaks(ProcessScope)", "sleep 612");
        assertThat(run.testEvents().succeeded().count()).isEqualTo(2);
    }

    @Test
    void one_instance_for_all_tests_does_not_make_them_share_a_scope() {
        EngineExecutionResults run = run(OneInstance.class);

        assertBlamed(run, "leaks(ProcessScope)", "sleep 613");
        assertThat(run.testEvents().succeeded().count()).isEqualTo(1);
    }

    @Test
    void each_invocation_of_a_parameterized_test_has_a_scope() {
        EngineExecutionResults run = run(Parameterized.class);

        assertBlamed(run, "2", "sleep 614");
        assertThat(run.testEvents().succeeded().count()).isEqualTo(2);
    }

    @Test
    void the_dynamic_tests_of_a_factory_share_its_scope() {
        EngineExecutionResults run = run(Factories.class);

        assertBlamed(run, "leaks(ProcessScope)", "sleep 615");
        assertThat(run.testEvents().succeeded().count()).isEqualTo(4);
    }

    private static EngineExecutionResults run(Class<?>... tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Arrays.stream(tests).map(test -> selectClass(test)).toArray(DiscoverySelector[]::new))
                .execute();
    }

    private static void assertBlamed(EngineExecutionResults run, String test, String leak) {
        Map<String, Throwable> failures = failures(run);
        assertThat(failures).containsOnlyKeys(test);
        assertThat(failures.get(test))
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageStartingWith("A process outlived the test")
                .hasMessageContaining(leak);
    }

    /** Of tests, and of classes and other containers of tests. */
    private static Map<String, Throwable> failures(EngineExecutionResults run) {
        return run.allEvents().failed().stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()));
    }

    /** A test's JVM that does not come to close its scope. */
    static final class NeverCloses {

        private NeverCloses() {}

        public static void main(String[] args) throws Exception {
            ProcessScope scope = ProcessScope.open();
            ChildProcess child = scope.command("sleep", "600").start();
            Path log = Files.writeString(scope.logFile(), "begin\n");
            ChildProcess launcher = scope.command("setsid", "--fork", "sh", "-c", "echo $$; exec sleep 616")
                    .start();
            System.out.println(launcher.awaitLine(line -> true));
            System.out.println(child.pid());
            System.out.println("log " + log);
            new CountDownLatch(1).await();
        }
    }

    @Test
    void a_jvm_that_is_told_to_end_ends_all_it_has_started() {
        try (ProcessScope scope = ProcessScope.open()) {
            ChildJvm jvm = scope.jvm(NeverCloses.class).start();
            List<ObservedProcess> started = List.of(observed(scope, jvm), observed(scope, jvm));
            Path log = Path.of(jvm.awaitLine("log ").substring("log ".length()));
            assertThat(started).doesNotHaveDuplicates().allMatch(ObservedProcess::isAlive);
            assertThat(log).exists();

            jvm.signal(Signal.TERM);

            assertThat(jvm.awaitExit().shellCode()).isEqualTo(143);
            List<ObservedProcess> left =
                    started.stream().filter(ObservedProcess::isAlive).toList();
            left.forEach(ObservedProcess::close); // they do not belong to this scope
            assertThat(left).as("left after the end of the JVM").isEmpty();
            assertThat(log.getParent()).doesNotExist();
        }
    }
}
