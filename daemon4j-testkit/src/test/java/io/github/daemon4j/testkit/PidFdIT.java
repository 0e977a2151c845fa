/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is what its pidfd means: where /proc counts otherwise than pidfd_open, and when its main thread has ended. */
@DaemonTest
class PidFdIT {

    private static final String MAIN_THREAD_ENDS = """
            #include <pthread.h>
            #include <stdio.h>
            #include <unistd.h>
            static pthread_t first;
            static void *serve(void *nothing) {
                pthread_join(first, NULL);
                puts("alone");
                fflush(stdout);
                for (;;) pause();
            }
            int main(void) {
                pthread_t second;
                first = pthread_self();
                pthread_create(&second, NULL, serve, NULL);
                pthread_exit(NULL);
            }
            """;

    @TempDir
    private Path directory;

    /** What a JVM does in a pid namespace of its own, where it is process 1, that still sees the /proc of the one around. */
    static final class InAnotherNamespace {

        private InAnotherNamespace() {}

        public static void main(String[] args) {
            say(() -> new PidFd(ProcFs.stat(1).orElseThrow()).signal(Signal.TERM.number()));
            try (ProcessScope scope = ProcessScope.open()) {
                say(() -> scope.command("sleep", "600").start());
            }
            System.out.println("children: " + ProcessHandle.current().children().count());
        }

        private static void say(Runnable step) {
            try {
                step.run();
                System.out.println("done");
            } catch (IllegalStateException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }

    @Test
    void where_proc_belongs_to_another_pid_namespace_nobody_is_signalled(ProcessScope scope) {
        assumeRoot();
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork"));
        command.addAll(scope.jvm(InAnotherNamespace.class).command());

        ChildProcess child = scope.command(command.toArray(new String[0])).start();

        assertThat(child.awaitLine("1) opens"))
                .matches("refused: Nobody was signalled: what pidfd_open\\(1\\) opens is process \\d+ in /proc,"
                        + " so /proc belongs to another pid namespace than this JVM\\. Mount its own .*");
        assertThat(child.awaitLine("opens")).startsWith("refused: Nobody was signalled");
        assertThat(child.awaitExit().shellCode())
                .as("nothing was started, so nothing leaks: %s", child.transcript())
                .isZero();
    }

    @Test
    void a_process_whose_main_thread_has_ended_lives_and_hears_signals(ProcessScope scope) throws IOException {
        ChildProcess child = withoutMainThread(scope);

        assertThat(ProcFs.stat(child.pid()).map(ProcFs.Stat::state)).contains('Z');
        assertThat(child.isAlive()).isTrue();
        assertThatThrownBy(() -> child.awaitEnd(Duration.ofMillis(100))).isInstanceOf(AssertionError.class);
        assertThat(child.signal(Signal.TERM)).isTrue();
        assertThat(child.awaitExit().signal()).hasValue(Signal.TERM.number());
    }

    @Test
    void a_process_whose_main_thread_has_ended_is_a_leak_too() throws IOException {
        ProcessScope scope = ProcessScope.open();
        Path program = compile(scope);
        ChildProcess launcher = scope.command("setsid", "--fork", "setsid", "--fork", program.toString())
                .start();
        launcher.awaitLine("alone");
        launcher.awaitExit();

        assertThatThrownBy(scope::close)
                .isInstanceOf(LeakedProcessesError.class)
                .hasMessageContaining("A process outlived the test");

        assertThat(ProcFs.processes())
                .noneMatch(stat -> stat.isAlive() && ProcFs.environmentHas(stat.pid(), launcher.marker()));
    }

    private ChildProcess withoutMainThread(ProcessScope scope) throws IOException {
        ChildProcess child = scope.command(compile(scope).toString()).start();
        child.awaitLine("alone");
        return child;
    }

    private Path compile(ProcessScope scope) throws IOException {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/gcc")))
                .as("needs /usr/bin/gcc to make a process whose main thread ends (Debian packages gcc, libc6-dev)")
                .isTrue();
        Path source = Files.writeString(directory.resolve("alone.c"), MAIN_THREAD_ENDS);
        Path program = directory.resolve("alone");
        ChildProcess gcc = scope.command("gcc", "-pthread", "-o", program.toString(), source.toString())
                .start();
        assertThat(gcc.awaitExit().shellCode()).as(() -> "" + gcc.transcript()).isZero();
        return program;
    }

    private static void assumeRoot() {
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("needs root for a pid namespace without its own /proc (unshare --pid)")
                .isZero();
    }
}
