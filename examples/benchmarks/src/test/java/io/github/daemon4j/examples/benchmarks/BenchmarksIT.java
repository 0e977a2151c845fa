/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** Runs every benchmark for some seconds, so that none rots. What they measure is not judged here: the machine may be busy. */
@Timeout(120)
class BenchmarksIT {

    private static final String NUMBER = "\\d+\\.\\d( \\[\\d+-\\d+])?";

    @TempDir
    Path directory;

    @Test
    void a_start_is_compared_with_a_plain_start() throws Exception {
        Path plot = directory.resolve("plot.svg");
        assertThat(run(StartupBenchmark.class, "--plot", plot.toString()))
                .containsPattern("\\| command to first answer \\| " + NUMBER + " \\| " + NUMBER
                        + " \\| \\d+\\.\\d+ times \\| " + NUMBER + " \\| \\d+\\.\\d+ times \\|")
                .containsPattern("\\| command to prompt \\| 0 \\| " + NUMBER + " \\| \\| " + NUMBER + " \\|")
                .containsPattern("\\| JNA loaded, and the command line replayed meanwhile \\| " + NUMBER + " \\|");
        assertThat(elements(plot, "text"))
                .contains("JDK " + Runtime.version().feature(), LauncherTrace.Part.JNA.text)
                .anyMatch(note -> note.startsWith("medians of 2 starts"));
        assertThat(elements(plot, "rect")).as("each part, and a plain start").hasSize(8);
    }

    @Test
    void a_server_is_compared_plain_as_a_daemon_and_with_a_start_cache() throws Exception {
        String classPath = System.getProperty("java.class.path");
        Path plot = directory.resolve("plot.svg");
        Path spec = Files.writeString(
                directory.resolve("tiny.properties"),
                "name=tiny\nplain={java} -cp " + classPath + " " + TinyServer.class.getName()
                        + " plain {port}\ndaemon={java} -cp " + classPath + " " + TinyServer.class.getName()
                        + " daemon {port} {dir}/server.pid\nask=tcp\n");

        String table = run(ServerBenchmark.class, "--plot", plot.toString(), spec.toString());

        assertThat(table)
                .containsPattern("\\| tiny, JDK \\d+ \\| " + NUMBER + " \\| " + NUMBER + " \\| \\d+\\.\\d+ \\| "
                        + NUMBER + " \\| \\d+\\.\\d+ \\| \\d+, \\d+ \\| ");
        assertThat(elements(plot, "text"))
                .contains("tiny, JDK " + Runtime.version().feature(), "daemon with start cache");
        assertThat(elements(plot, "rect")).as("bars, and the legend").hasSize(2 * 3);
    }

    @Test
    void no_launch_hangs() throws Exception {
        String table = run(SoakBenchmark.class);
        assertThat(table).containsPattern("\\| Daemon\\.spawn \\| 20 \\| 0 \\|");
        assertThat(table).containsPattern("\\| fork\\(\\) from Java through JNA, then execv \\| \\d+ \\| \\d+ \\|");
    }

    @Test
    void a_snapshot_is_compared_with_c_the_jdk_and_oshi() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, "gcc"))),
                "gcc is not installed (Debian package gcc and libc6-dev), which compiles the C program to compare with");
        Path plot = directory.resolve("plot.svg");
        String table = run(ProcessBenchmark.class, "--plot", plot.toString(), "20", "60");
        String row = " \\| " + NUMBER + " \\| \\d+\\.\\d\\d \\| \\d+\\.\\d \\| \\d+ \\|";
        assertThat(table).containsPattern("C: stat" + row).containsPattern("daemon4j: stat" + row);
        assertThat(table).containsPattern("\\| ProcessInfo\\.of\\(pid\\) \\| " + NUMBER + " \\|");
        assertThat(elements(plot, "text")).contains("C: stat", "JDK: allProcesses() and info()", "processes");
        assertThat(elements(plot, "rect"))
                .as("two points of five lines, and their names")
                .hasSize(5 * 2 + 5);
    }

    @Test
    void a_child_jvm_of_the_testkit_is_compared_with_a_plain_one() throws Exception {
        assertThat(run(ChildJvmBenchmark.class))
                .containsPattern("\\| call to first line \\| " + NUMBER + " \\| " + NUMBER + " \\| -?");
    }

    /** What stands in the elements of a drawing: with a reader of XML, so it is one that a browser takes. */
    private static List<String> elements(Path svg, String name) throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    private String run(Class<?> benchmark, String... options) throws Exception {
        File output = directory.resolve("output").toFile();
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), benchmark.getName(), "--quick"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            boolean ended = process.waitFor(100, TimeUnit.SECONDS);
            String text = Files.readString(output.toPath());
            assertThat(ended)
                    .as("%s ended in time, having said:%n%s", benchmark, text)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s, having said:%n%s", benchmark, text)
                    .isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
