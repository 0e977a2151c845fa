/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit takes the Jupiter it finds, 5.9 or later, whether it stands before or behind it on the class path. */
@DaemonTest
class JupiterVersionsIT {

    /** Copied from Maven Central by the build. */
    private static final Path JARS = Path.of("target/jupiter");

    /** The first one has no commands; those after it want one. */
    private static final String WITHOUT_COMMANDS = "1.9.";

    static Stream<Arguments> versionsAndOrders() throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (Stream<Path> jars = Files.list(JARS)) {
            for (Path jar : jars.sorted().toList()) {
                all.add(Arguments.of(jar.toAbsolutePath(), all.size() % 2 == 0));
            }
        }
        assertThat(all).as("versions in " + JARS).hasSizeGreaterThan(1);
        all.add(Arguments.of(all.get(0).get()[0], false)); // the two ends of the row, the other way round
        all.add(Arguments.of(all.get(all.size() - 2).get()[0], true));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, kit first: {1}")
    @MethodSource("versionsAndOrders")
    void passes_fails_and_finds_what_was_left(Path jupiter, boolean kitFirst, ProcessScope scope) {
        String kit = withoutJupiter();
        String classPath = kitFirst ? kit + File.pathSeparator + jupiter : jupiter + File.pathSeparator + kit;
        List<String> words = new ArrayList<>();
        if (!jupiter.getFileName().toString().contains(WITHOUT_COMMANDS)) {
            words.add("execute");
        }
        words.addAll(List.of("--select-class=" + OfAnyJupiter.class.getName(), "--disable-ansi-colors"));

        ChildProcess console = scope.jvm("org.junit.platform.console.ConsoleLauncher")
                .classPath(entries(classPath))
                .arguments(words.toArray(new String[0]))
                .start();

        assertThat(console.awaitExit().code())
                .as(() -> console.transcript().toString())
                .hasValue(1);
        console.awaitEndOfOutput();
        assertThat(console.transcript().text(Transcript.Stream.OUT))
                .containsPattern("1 tests successful")
                .containsPattern("2 tests failed")
                .contains("words before the end")
                .contains("sleep 600");
    }

    private static Path[] entries(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toArray(Path[]::new);
    }

    /** What a user has besides Jupiter. */
    private static String withoutJupiter() {
        List<String> left = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("junit") && !entry.contains("opentest4j") && !entry.contains("surefire")) {
                left.add(entry);
            }
        }
        return String.join(File.pathSeparator, left);
    }
}
