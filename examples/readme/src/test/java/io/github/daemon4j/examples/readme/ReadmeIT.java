/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's example is what is compiled here, and does what the README says. */
@DaemonTest
class ReadmeIT {

    private static final Path README = Path.of("../../README.md");

    private static final Path SOURCE = Path.of("src/main/java/io/github/daemon4j/examples/readme/Server.java");
    private static final String MAIN = "public static void main(String[] args) {\n";

    @TempDir
    private Path directory;

    @Test
    void the_readme_prints_what_is_compiled() throws IOException {
        String source = Files.readString(SOURCE);
        int begin = source.indexOf("    " + MAIN);
        int end = source.indexOf("\n    }\n", begin) + "\n    }\n".length();
        String main = source.substring(begin, end).replaceAll("(?m)^    ", "");

        String readme = Files.readString(README);
        int block = readme.indexOf("```java\n" + MAIN) + "```java\n".length();
        assertThat(readme.substring(block, readme.indexOf("```\n", block))).isEqualTo(main);
    }

    @Test
    void it_starts_serves_says_so_and_stops(ProcessScope scope) throws IOException {
        int port = ProcessScope.freePort();
        ChildProcess start = server(scope, "start", Integer.toString(port));
        assertThat(start.awaitExit().code()).hasValue(0);
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        ObservedProcess daemon = start.awaitDetached();
        assertThat(out(start)).isEqualTo("server started (pid " + daemon.pid() + ")\n");
        assertThat(directory.resolve("server.log")).exists();

        ChildProcess status = server(scope, "status");
        assertThat(status.awaitExit().code()).hasValue(0);
        assertThat(out(status)).isEqualTo("server is running (pid " + daemon.pid() + ")\n");

        ChildProcess stop = server(scope, "stop");
        assertThat(stop.awaitExit().code()).hasValue(0);
        assertThat(out(stop)).isEqualTo("server stopped (pid " + daemon.pid() + ")\n");
        assertThat(daemon.isAlive()).isFalse();
        try (var left = Files.list(directory)) {
            assertThat(left.map(Path::getFileName).map(Path::toString).toList()).isEqualTo(List.of("server.log"));
        }
    }

    private ChildProcess server(ProcessScope scope, String... words) {
        return scope.jvm(Server.class)
                .workingDirectory(directory)
                .environment("RUNTIME_DIRECTORY", directory.toString())
                .jvmOptions("--enable-native-access=ALL-UNNAMED")
                .arguments(words)
                .start();
    }

    private static String out(ChildProcess child) {
        child.awaitEndOfOutput();
        return child.transcript().text(Transcript.Stream.OUT);
    }
}
