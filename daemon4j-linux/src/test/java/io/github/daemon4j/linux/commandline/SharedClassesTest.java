/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedClassesTest {

    private final FakeFiles files = new FakeFiles();
    private List<String> environment = List.of();

    private SharedClasses of(String... arguments) {
        return Objects.requireNonNull(orNone(arguments), "an archive can be had");
    }

    private @Nullable SharedClasses orNone(String... arguments) {
        List<String> words = new ArrayList<>(List.of("java"));
        words.addAll(List.of(arguments));
        LaunchCommand command = new LaunchCommand(ByteText.bytes(words), ByteText.bytes(environment));
        return SharedClasses.of(command, ByteText.bytes("/here"), files);
    }

    private static List<String> options(SharedClasses classes) {
        return ByteText.of(classes.options());
    }

    @Test
    void what_makes_an_archive_has_the_class_path_and_no_program() {
        assertThat(options(of("-cp", "/a.jar:/b.jar", "Main", "-Xmx9g"))).containsExactly("-cp", "/a.jar:/b.jar");
        assertThat(options(of("-jar", "/a.jar", "word"))).containsExactly("-cp", "/a.jar");
        assertThat(options(of("-cp", "/ignored.jar", "-jar", "/a.jar"))).containsExactly("-cp", "/a.jar");
        assertThat(options(of("--class-path=/a.jar", "Main"))).containsExactly("-cp", "/a.jar");
        assertThat(options(of("-cp", "/first.jar", "-cp", "/last.jar", "Main"))).containsExactly("-cp", "/last.jar");
    }

    @Test
    void the_class_path_may_come_from_the_environment() {
        environment = List.of("CLASSPATH=/e.jar");

        assertThat(options(of("Main"))).containsExactly("-cp", "/e.jar");
        assertThat(options(of("-cp", "/a.jar", "Main"))).containsExactly("-cp", "/a.jar");
    }

    @Test
    void options_that_an_archive_depends_on_are_taken_from_wherever_they_come() {
        environment = List.of(
                "JAVA_TOOL_OPTIONS=-XX:+UseSerialGC", "_JAVA_OPTIONS=-Xmx1g", "JDK_JAVA_OPTIONS=--enable-preview");
        files.with("/arguments", "-XX:-UseCompressedOops --add-opens java.base/java.lang=ALL-UNNAMED");

        assertThat(options(of("@/arguments", "-cp", "/a.jar", "Main")))
                .containsExactly(
                        "-XX:+UseSerialGC",
                        "--enable-preview",
                        "-XX:-UseCompressedOops",
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-Xmx1g",
                        "-cp",
                        "/a.jar");
    }

    /** It would write the daemon's log, listen on its port, or touch memory of its size. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xlog:gc:file=/var/log/gc.log",
                "-Xloggc:/var/log/gc.log",
                "-javaagent:/agent.jar",
                "-agentlib:jdwp=transport=dt_socket,server=y",
                "-XX:+AlwaysPreTouch",
                "-Xms4g",
                "-XX:StartFlightRecording:filename=/a.jfr",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:OnError=reboot",
                "-XX:LogFile=/vm.log",
                "-Dcom.sun.management.jmxremote.port=1",
                "--show-version",
            })
    void what_makes_an_archive_does_nothing_that_is_the_daemons_to_do(String option) {
        assertThat(options(of(option, "-cp", "/a.jar", "Main"))).containsExactly("-cp", "/a.jar");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-XX:SharedArchiveFile=/mine.jsa",
                "-XX:ArchiveClassesAtExit=/mine.jsa",
                "-XX:DumpLoadedClassList=/mine.list",
                "-XX:+AutoCreateSharedArchive",
                "-XX:AOTCache=/mine.aot",
                "-XX:AOTMode=off",
                "-XX:-UseSharedSpaces",
                "-XX:Flags=/flags",
            })
    void who_sees_to_it_himself_is_left_alone(String option) {
        assertThat(orNone(option, "-cp", "/a.jar", "Main")).isNull();
        environment = List.of("JAVA_TOOL_OPTIONS=" + option);
        assertThat(orNone("-cp", "/a.jar", "Main")).isNull();
    }

    @Test
    void without_jars_or_a_class_to_run_there_is_none() {
        files.with("/a.java", "class a {}");

        assertThat(orNone("Main")).isNull();
        assertThat(orNone("-p", "/modules", "-m", "module/Main")).isNull();
        assertThat(orNone("--module-path=/modules", "--module=module/Main")).isNull();
        assertThat(orNone("-cp", "/a.jar", "/a.java")).isNull();
    }

    @Test
    void agents_are_seen() {
        assertThat(of("-cp", "/a.jar", "Main").hasAgents()).isFalse();
        assertThat(of("-javaagent:/agent.jar", "-cp", "/a.jar", "Main").hasAgents())
                .isTrue();
        environment = List.of("JAVA_TOOL_OPTIONS=-agentpath:/agent.so");
        assertThat(of("-cp", "/a.jar", "Main").hasAgents()).isTrue();
    }

    @Test
    void files_of_the_class_path_are_counted_from_where_it_was_typed() {
        assertThat(of("-cp", "a.jar::/lib/*", "Main").classPath())
                .containsExactly(Path.of("/here/a.jar"), Path.of("/here/."), Path.of("/lib/*"));
    }

    @Test
    void the_manifest_of_a_lone_jar_adds_its_own() {
        files.with("/app/main.jar", "Class-Path: lib/a.jar /b.jar");

        assertThat(of("-jar", "/app/main.jar").classPath())
                .containsExactly(Path.of("/app/main.jar"), Path.of("/app/lib/a.jar"), Path.of("/b.jar"));
    }
}
