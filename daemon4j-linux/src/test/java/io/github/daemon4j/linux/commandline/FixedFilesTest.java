/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedFilesTest {

    private final ReplayFixture jvm = new ReplayFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:AOTCacheOutput=app.aot",
                "-XX:ArchiveClassesAtExit=/var/cache/app.jsa",
                "-XX:DumpLoadedClassList=classes.lst",
            })
    void what_both_jvms_would_train_is_refused_with_both_cures(String option) {
        assertThatThrownBy(() -> jvm.arguments("java", option, "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'" + option + "' in the command line")
                .hasMessageContaining("verb run")
                .hasMessageContaining("DAEMON4J_JAVA_OPTIONS");
    }

    @Test
    void a_training_run_in_two_steps_is_refused_by_its_configuration() {
        String option = "-XX:AOTConfiguration=app.aotconf";

        assertThatThrownBy(() -> jvm.arguments("java", "-XX:AOTMode=record", option, "Main"))
                .hasMessageContaining(option);
        assertThat(jvm.keepingDirectory().arguments("java", option, "Main")).contains(option);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:AOTCache=/app.aot",
                "-XX:SharedArchiveFile=/app.jsa",
                "-XX:ArchiveClassesAtExit=/app-%p.jsa",
                "-XX:HeapDumpPath=/heap.hprof",
                "-XX:ErrorFile=/e.log",
                "-Xlog:gc:file=/gc.log",
            })
    void what_is_only_read_or_named_by_the_pid_is_fine(String option) {
        DaemonCommand daemon = jvm.keepingDirectory().daemon("java", option, "Main");

        assertThat(ByteText.of(daemon.launch().arguments())).containsExactly("java", option, "Main");
        assertThat(daemon.warnings()).isEmpty();
    }

    @Test
    void the_daemon_alone_may_train_and_so_may_each_under_its_own_name() {
        String own = "-XX:AOTCacheOutput=/launcher.aot";
        ReplayFixture alone = new ReplayFixture().variable("DAEMON4J_JAVA_OPTIONS=-XX:AOTCacheOutput=/app.aot");

        assertThat(alone.arguments("java", "Main")).contains("-XX:AOTCacheOutput=/app.aot");
        assertThat(alone.arguments("java", own, "Main")).contains(own, "-XX:AOTCacheOutput=/app.aot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:StartFlightRecording=filename=/r.jfr",
                "-XX:StartFlightRecording:settings=profile,filename=\"/r.jfr\"",
                "-XX:PerfDataSaveFile=/perf.data",
                "-XX:LogFile=/vm.log",
            })
    void a_report_both_write_is_a_warning_with_the_cure(String option) {
        assertThat(jvm.daemon("java", option, "Main").warnings())
                .singleElement()
                .asString()
                .contains("'" + option + "' in the command line")
                .contains("DAEMON4J_JAVA_OPTIONS");
    }

    @Test
    void a_recording_under_a_name_of_its_own_is_fine() {
        jvm.file("/var/jfr/old.jfr", "");

        for (String option : List.of(
                "-XX:StartFlightRecording",
                "-XX:StartFlightRecording=settings=profile",
                "-XX:StartFlightRecording=filename=/r-%p.jfr",
                "-XX:StartFlightRecording=filename=/var/jfr",
                "-XX:FlightRecorderOptions=repository=/tmp/x")) {
            assertThat(jvm.daemon("java", option, "Main").warnings()).as(option).isEmpty();
        }
    }
}
