/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With Spring Boot's DevTools on the class path, as it is while one develops. */
@DaemonTest
class DevToolsIT {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path TEST_CLASSES = Path.of("target/test-classes");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void devtools_run_main_again_and_after_a_change_once_more_in_the_same_daemon(
            ChildJvm.Builder server, @TempDir Path directory) throws IOException {
        runMainAgain(server.mainClass(GreeterWithoutVerbs.class.getName()), directory);
    }

    @Test
    void so_they_do_with_a_main_that_takes_verbs(ChildJvm.Builder server, @TempDir Path directory) throws IOException {
        runMainAgain(server.mainClass(Greeter.class.getName()).arguments("start"), directory);
    }

    private static void runMainAgain(ChildJvm.Builder server, Path directory) throws IOException {
        Path classes = copy(CLASSES, directory.resolve("classes"));
        ChildJvm launcher = server.classPath(classPath(classes))
                .workingDirectory(directory)
                .environment("RUNTIME_DIRECTORY", directory.toString())
                .environment("SERVER_PORT", "0")
                .environment("SPRING_DEVTOOLS_LIVERELOAD_ENABLED", "false")
                .environment("SPRING_DEVTOOLS_RESTART_POLLINTERVAL", "300ms")
                .environment("SPRING_DEVTOOLS_RESTART_QUIETPERIOD", "100ms")
                .start();
        assertThat(launcher.awaitExit(LIMIT).code()).hasValue(0);
        ObservedProcess daemon = launcher.awaitDetached();
        Path log = directory.resolve("greeter.log");
        assertThat(starts(log)).isEqualTo(1);

        Files.writeString(classes.resolve("changed.properties"), "changed=yes\n");

        await("started once more").atMost(LIMIT).until(() -> starts(log) == 2);
        assertThat(daemon.isAlive()).isTrue();
        assertThat(Files.readString(directory.resolve("greeter.pid"))).startsWith(daemon.pid() + "\n");
        assertThat(Files.readString(log)).contains("restartedMain").doesNotContain("Exception", "\tat ");
    }

    private static long starts(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Started Greeter")).count();
        }
    }

    /** That of this test, with other classes of the server: DevTools watch the directory. */
    private static Path[] classPath(Path classes) {
        List<Path> entries = new ArrayList<>(List.of(classes, TEST_CLASSES.toAbsolutePath()));
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (entry.endsWith(".jar")) {
                entries.add(Path.of(entry));
            }
        }
        return entries.toArray(new Path[0]);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
