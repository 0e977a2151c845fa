/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmStartTest {

    private static final List<String> STACK = List.of("io.github.daemon4j.Daemon", "com.example.Main");

    private final Properties properties = new Properties();

    JvmStartTest() {
        properties.setProperty("sun.java.launcher", "SUN_STANDARD");
        properties.setProperty("java.specification.version", "25");
        properties.setProperty("sun.java.command", "com.example.Main run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib/jvm/jdk/bin/java",
                "/app/img/bin/java",
                "/usr/lib/jvm/jdk/bin/java (deleted)",
                "/app/img2/bin/java.old (deleted)",
                "/usr/lib/jvm/jdk/bin/java;5f3e12"
            })
    void a_java_launcher_is_accepted_even_when_its_file_was_replaced(String executable) {
        JvmStart start = of(executable, STACK);

        assertThat(start.isPackaged()).isFalse();
        assertThat(start.feature()).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/app/jsvc", "/usr/lib/jvm/jdk/bin/jshell", "/usr/lib/jvm/jdk/bin/javac", "/opt/javax"})
    void another_program_is_refused_by_name(String executable) {
        assertThatThrownBy(() -> of(executable, STACK))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining(executable)
                .hasMessageContaining("not the java launcher");
    }

    @Test
    void a_program_called_java_that_makes_its_own_jvm_is_refused() {
        properties.remove("sun.java.launcher");

        assertThatThrownBy(() -> of("/opt/app/java", STACK)).hasMessageContaining("/opt/app/java");
    }

    @Test
    void a_packaged_application_is_recognised_by_its_launcher() {
        properties.setProperty("jpackage.app-path", "/opt/My App/bin/My App");

        assertThat(of("/opt/My App/bin/My App", STACK).isPackaged()).isTrue();
    }

    @Test
    void the_property_of_a_packaged_application_does_not_make_a_java_launcher_one() {
        properties.setProperty("jpackage.app-path", "/opt/App/bin/App");

        assertThat(of("/opt/jdk/bin/java", STACK).isPackaged()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.maven.surefire.booter.ForkedBooter /tmp/x,Maven Surefire",
        "/t/surefire/surefirebooter123.jar /t/surefire 2026,Maven Surefire",
        "worker.org.gradle.process.internal.worker.GradleWorkerMain 'Gradle Test',Gradle worker",
        "com.intellij.rt.junit.JUnitStarter -ideVersion5,IntelliJ IDEA",
        "org.eclipse.jdt.internal.junit.runner.RemoteTestRunner -version 3,Eclipse",
        "org.junit.platform.console.ConsoleLauncher execute,JUnit Platform",
        "lib/junit-platform-console-standalone-6.1.3.jar execute,JUnit console launcher",
        "org.codehaus.plexus.classworlds.launcher.Launcher test,Maven",
        "xsbt.boot.Boot test,sbt",
        "/opt/sbt/bin/sbt-launch.jar test,sbt",
        "jdk.jshell/jdk.jshell.execution.RemoteExecutionControl 4711,jshell",
        "com.google.testing.junit.runner.BazelTestRunner,Bazel",
    })
    void a_test_runner_or_build_tool_is_refused_and_the_test_kit_named(String command, String host) {
        properties.setProperty("sun.java.command", command);

        assertThatThrownBy(() -> of("/opt/jdk/bin/java", STACK))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("ChildJvm of daemon4j-testkit");
    }

    @Test
    void a_test_runner_that_hides_its_command_is_found_on_the_stack() {
        List<String> stack = List.of("com.example.MainTest", "org.junit.platform.launcher.core.DefaultLauncher");

        assertThatThrownBy(() -> of("/opt/jdk/bin/java", stack))
                .hasMessageContaining("JUnit Platform")
                .hasMessageContaining("DefaultLauncher in the stack");
    }

    @Test
    void a_module_of_the_program_is_no_host() {
        properties.setProperty("sun.java.command", "com.example/com.example.Main");

        assertThat(of("/opt/jdk/bin/java", STACK).isPackaged()).isFalse();
    }

    private JvmStart of(String executable, List<String> stack) {
        return JvmStart.of(ByteText.bytes(executable), properties, stack);
    }
}
