/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayFuzzTest {

    private static final int ROUNDS = 20_000;

    private static final String[] WORDS = {
        "-cp",
        "--class-path=",
        "-p",
        "-jar",
        "-m",
        "--module=",
        "--source",
        "--source 17",
        "--source 17 @f",
        "@f",
        "@@x",
        "@",
        "--disable-@files",
        "--patch-module",
        "m=a:b",
        "-Xlog:",
        "-Xlog:gc:",
        "-Xlog:gc:file=\"",
        "-Xloggc:",
        "-XX:",
        "-XX:ErrorFile=",
        "-XX:StartFlightRecording=",
        "filename=",
        "-XX:VMOptionsFile=f",
        "-XX:Flags=f",
        "-D",
        "-Djava",
        "-Djava.security.policy==",
        "-javaagent:",
        "-agentlib:jdwp=",
        "server=y,address=",
        "-Xrunjdwp:",
        "Main",
        "Main.java",
        "a.jar",
        ":",
        "::",
        "*",
        "",
        "-",
        "--",
        "=",
        "\"",
        "'",
        ",",
        "%p",
        "/abs",
        "/dev/fd/63",
        "\u00ff",
        "\n",
        " ",
        "0"
    };

    private static final String[][] ABSOLUTE = {
        {"-cp", "/a.jar:/lib/*"},
        {"--class-path=/x"},
        {"-p", "/mods"},
        {"--module-path=/m:"},
        {"--add-opens", "a/b=c"},
        {"--patch-module", "m=/p"},
        {"--enable-native-access", "x"},
        {"-Xmx1g"},
        {"-Xlog:gc"},
        {"-Xlog:gc:stderr"},
        {"-Xlog:gc:/gc.log:time"},
        {"-XX:ErrorFile=/e%p"},
        {"-XX:+UseSerialGC"},
        {"-XX:StartFlightRecording=filename=/r.jfr,settings=profile"},
        {"-Dx=rel/y"},
        {"-Djava.io.tmpdir=/tmp"},
        {"-javaagent:/a.jar=rel"},
        {"@/f"},
    };

    @Test
    void any_bytes_give_a_command_line_or_the_documented_refusal() {
        Random random = new Random(4711);
        int replayed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ReplayFixture jvm =
                    new ReplayFixture().file("/srv/app/f", text(random)).file("/f", text(random));
            if (random.nextBoolean()) {
                jvm.keepingDirectory();
            }
            jvm.variable("JDK_JAVA_OPTIONS=" + text(random)).variable("JAVA_TOOL_OPTIONS=" + text(random));
            jvm.variable("CLASSPATH=" + text(random));
            if (random.nextInt(4) == 0) {
                jvm.variable("DAEMON4J_JAVA_OPTIONS=" + text(random));
            }
            List<String> argv = new ArrayList<>();
            argv.add("java");
            for (int i = random.nextInt(8); i > 0; i--) {
                argv.add(word(random));
            }
            try {
                List<String> daemon = jvm.arguments(argv.toArray(String[]::new));
                assertThat(daemon).isNotEmpty();
                replayed++;
            } catch (LaunchRefusedException expected) {
                assertThat(expected).hasMessageContaining("; ");
            }
        }
        assertThat(replayed).as("command lines that were replayed").isGreaterThan(ROUNDS / 20);
    }

    @Test
    void without_a_relative_path_nothing_changes() {
        Random random = new Random(815);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> argv = new ArrayList<>(List.of("java", "-cp", "/x"));
            for (int i = random.nextInt(6); i > 0; i--) {
                argv.addAll(List.of(ABSOLUTE[random.nextInt(ABSOLUTE.length)]));
            }
            argv.add("Main");
            argv.add(word(random));
            ReplayFixture jvm = new ReplayFixture().file("/f", "-Xint -Dx='a b' -cp /y");

            assertThat(jvm.arguments(argv.toArray(String[]::new))).isEqualTo(argv);
        }
    }

    @Test
    void what_was_replayed_is_replayed_again_without_a_change() {
        Random random = new Random(1234);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> argv = new ArrayList<>(List.of("java"));
            for (int i = random.nextInt(8); i > 0; i--) {
                argv.add(word(random));
            }
            ReplayFixture jvm =
                    new ReplayFixture().file("/srv/app/f", text(random)).file("/f", text(random));
            try {
                List<String> once = jvm.arguments(argv.toArray(String[]::new));
                assertThat(jvm.in("/").arguments(once.toArray(String[]::new))).isEqualTo(once);
            } catch (LaunchRefusedException fine) {
                assertThat(fine).hasMessageContaining("; ");
            }
        }
    }

    @Test
    void nearly_right_bytes_give_a_command_line_or_the_documented_refusal() {
        Mutations.feed(
                1,
                List.of(
                        "-cp\0lib/*\0@f\0Main\0x\n-Xmx1g -Dx='a b' \"c\\n\" # no\n"
                                .getBytes(StandardCharsets.ISO_8859_1),
                        "-Xlog:gc:file=a.log\0-jar\0a.jar\n@@f".getBytes(StandardCharsets.ISO_8859_1)),
                ReplayFuzzTest::fuzzerTestOneInput);
    }

    /** The first line is the command line, its words between NULs; the rest is in the file it may name and in the variables. */
    public static void fuzzerTestOneInput(byte[] input) {
        String all = new String(input, StandardCharsets.ISO_8859_1);
        int line = all.indexOf('\n');
        String text = line < 0 ? "" : all.substring(line + 1);
        List<String> argv = new ArrayList<>(List.of("java"));
        argv.addAll(List.of((line < 0 ? all : all.substring(0, line)).split("\0", -1)));
        String variable = text.replace('\0', ' ');
        ReplayFixture jvm = new ReplayFixture()
                .file("/srv/app/f", text)
                .file("/f", text)
                .variable("JDK_JAVA_OPTIONS=" + variable)
                .variable("DAEMON4J_JAVA_OPTIONS=" + variable);
        try {
            assertThat(jvm.arguments(argv.toArray(String[]::new))).isNotEmpty();
        } catch (LaunchRefusedException documented) {
            assertThat(documented).hasMessageContaining("; ");
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(word(random)).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            word.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return word.toString();
    }
}
