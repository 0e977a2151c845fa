/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonProcess;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/**
 * Launches out of a busy JVM. A child of {@code fork(2)} in which Java runs hangs in one launch of ten under this load; none
 * of these may.
 */
@DaemonTest
class SoakIT {

    private static final int LAUNCHES = 60;

    @TempDir
    private Path directory;

    /** Spawns while three threads allocate, and one of them has ever new code compiled. */
    static final class BusyLauncher {

        private static volatile Object garbage = "";

        private BusyLauncher() {}

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(BusyLauncher::work, "work " + i);
                thread.setDaemon(true);
                thread.start();
            }
            DaemonOptions options = DaemonOptions.builder()
                    .output(Redirect.appendTo(Path.of(args[0])))
                    .build();
            for (int i = 0; i < LAUNCHES; i++) {
                DaemonProcess process = Daemon.spawn(options, "echo", "up " + i);
                System.out.println("spawned " + process.pid());
            }
        }

        private static void work() {
            while (true) {
                byte[][] many = new byte[64][];
                for (int i = 0; i < many.length; i++) {
                    many[i] = new byte[16 * 1024];
                }
                garbage = many;
                Runnable fresh = () -> garbage = many.clone();
                fresh.run();
                garbage = java.util.stream.IntStream.range(0, 200)
                        .mapToObj(Integer::toString)
                        .sorted()
                        .toList();
            }
        }
    }

    @EachJava
    @JdkDependent("its collectors and compilers")
    void every_launch_out_of_a_jvm_that_allocates_and_compiles_comes_up(JavaHome java, ProcessScope scope)
            throws Exception {
        Path log = directory.resolve("log");

        ChildJvm launcher = scope.jvm(BusyLauncher.class)
                .javaHome(java.path())
                .jvmOptions("-Xmx64m")
                .arguments(log.toString())
                .start();

        assertThat(launcher.awaitExit(Duration.ofSeconds(20)).code()).hasValue(0);
        Facts.await("all are up", () -> Facts.content(log).lines().count() == LAUNCHES);
        assertThat(Files.readAllLines(log)).doesNotHaveDuplicates().allMatch(line -> line.startsWith("up "));
    }
}
