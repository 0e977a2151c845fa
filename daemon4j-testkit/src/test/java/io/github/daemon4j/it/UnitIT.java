/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line in the unit that the verb unit prints. What systemd makes of it is shown in examples/booted; those here are of
 * a user's own manager, because a JVM of a build may be where a unit of the system may not look.
 */
@DaemonTest
class UnitIT {

    @TempDir
    private Path directory;

    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) throws IOException {
        this.scope = scope;
        Files.createDirectory(directory.resolve("lib"));
    }

    private ChildJvm.Builder server(JavaHome java, String main, String... words) {
        return scope.jvm(UserServer.class)
                .javaHome(java.path())
                .workingDirectory(directory)
                .jvmOptions("-Xmx64m", "-Dmain=" + main, "-Dpid=" + directory + "/server.pid")
                .arguments(words);
    }

    private static String unit(ChildProcess printing) {
        assertThat(printing.awaitExit().shellCode())
                .as(() -> printing.transcript().toString())
                .isZero();
        printing.awaitEndOfOutput();
        assertThat(err(printing)).isEmpty();
        return out(printing);
    }

    private static String line(String unit, String setting) {
        return unit.lines().filter(line -> line.startsWith(setting)).findFirst().orElseThrow();
    }

    @EachJava
    @JdkDependent("its command line")
    void the_jvm_is_started_as_this_one_was_and_main_gets_start_in_the_place_of_unit(JavaHome java) {
        String unit = unit(server(java, "execute", "unit", "--user", "--name", "web", "--port", "80 %")
                .start());

        assertThat(line(unit, "ExecStart="))
                .startsWith("ExecStart=" + java.path() + "/bin/java ")
                .contains(" -Xmx64m ", " -Dmain=execute ")
                .endsWith(" io.github.daemon4j.it.UserServer start --port \"80 %%\"");
        assertThat(unit).contains("RuntimeDirectory=web\n", "UMask=0027\n", "WantedBy=default.target\n");
        assertThat(line(unit, "ExecStart=").split("--enable-native-access", -1))
                .as("it was there, and is not put in twice")
                .hasSize(2);
    }

    /** They are read by picocli, which leaves the verb and its options. */
    @EachJava
    void options_that_main_has_read_itself_stay_where_they_are(JavaHome java) {
        String unit =
                unit(server(java, "picocli", "--port", "8080", "unit", "--user").start());

        assertThat(line(unit, "ExecStart=")).endsWith(".UserServer --port 8080 start");
    }

    @EachJava
    @JdkDependent("its command line")
    void what_the_jvm_is_told_by_its_environment_and_by_relative_paths_the_unit_says_absolutely(JavaHome java) {
        ChildProcess printing = server(java, "execute", "unit", "--user")
                .jvmOptions("-Djava.util.logging.config.file=lib/log.properties")
                .environment("JAVA_TOOL_OPTIONS", "-Da=\"b c\" -Xlog:gc:file=gc.log")
                .environment("SECRET", "is not for the unit")
                .start();

        assertThat(printing.awaitExit().shellCode()).isZero();
        printing.awaitEndOfOutput();
        assertThat(out(printing))
                .contains("-Djava.util.logging.config.file=" + directory + "/lib/log.properties")
                .contains("Environment=\"JAVA_TOOL_OPTIONS=")
                .contains(directory + "/gc.log")
                .doesNotContain("SECRET");
    }

    /** There, only one JVM has the port. */
    @Test
    void a_port_that_two_jvms_could_not_share_is_no_obstacle() throws IOException {
        String unit = unit(server(JavaHome.running(), "execute", "unit", "--user")
                .jvmOptions(
                        "-Dcom.sun.management.jmxremote.port=0",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
                                + ProcessScope.freePort())
                .start());

        assertThat(line(unit, "ExecStart=")).contains("-agentlib:jdwp=");
    }

    @Test
    void words_that_are_not_ascii_come_with_the_locale_that_reads_them() {
        String unit = unit(server(JavaHome.running(), "execute", "unit", "--user", "grüße")
                .environment("LC_ALL", "C.UTF-8")
                .start());

        assertThat(line(unit, "ExecStart=")).endsWith(" start \"grüße\"");
        assertThat(unit).contains("Environment=LC_ALL=C.UTF-8\n");
    }

    @Test
    void nothing_is_started_and_no_file_is_made() {
        unit(server(JavaHome.running(), "execute", "unit", "--user").start());

        assertThat(directory)
                .isDirectoryNotContaining(file -> !file.getFileName().toString().equals("lib"));
    }
}
