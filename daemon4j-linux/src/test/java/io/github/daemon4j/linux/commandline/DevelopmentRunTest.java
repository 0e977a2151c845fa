/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevelopmentRunTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            org.codehaus.mojo.exec.ExecJavaMojo                           | exec:java runs it in Maven's own JVM        | exec:exec
            org.codehaus.mojo.exec.ExecJavaMojo$1                         | exec:java runs it in Maven's own JVM        | exec:exec
            org.springframework.boot.devtools.restart.RestartLauncher     | Spring DevTools runs main again             | java -jar
            io.quarkus.runner.bootstrap.StartupActionImpl$1               | Quarkus runs it in development mode         | java -jar
            org.apache.tools.ant.taskdefs.ExecuteJava                     | Ant runs it in its own JVM                  | fork="true"
            sbt.Run                                                       | sbt runs it in its own JVM                  | fork := true
            """)
    void what_runs_main_in_its_own_jvm_is_named_by_its_class_with_what_makes_a_daemon(
            String className, String who, String cure) {
        assertThat(DevelopmentRun.inAnothersJvm(List.of("com.example.Main", className, "java.lang.Thread")))
                .startsWith(who)
                .contains("(" + className + " in the stack)", "for a daemon start it with " + cure);
    }

    @Test
    void a_class_of_a_name_that_only_begins_so_is_nobodys() {
        assertThat(DevelopmentRun.inAnothersJvm(
                        List.of("sbt.Runner", "org.codehaus.mojo.exec.ExecJavaMojos", "com.example.Main")))
                .isNull();
    }

    /** Debugger's options are in its own test. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the debugger of any environment  | -agentlib:jdwp=transport=dt_socket,server=n,address=host:5005 | Main           | /a.jar                                    | a debugger has taken this process
            IntelliJ IDEA, Run               | -javaagent:/opt/idea/lib/idea_rt.jar=45107                  | Main           | /a.jar                                    | IntelliJ IDEA runs this process
            IntelliJ IDEA, no agent          | -Didea.launcher.port=7533 | com.intellij.rt.execution.application.AppMainV2 Main | /a.jar                  | IntelliJ IDEA runs this process
            IntelliJ IDEA, a long class path | -Xmx1g                    | com.intellij.rt.execution.CommandLineWrapper /tmp/idea_classpath Main | /a.jar | IntelliJ IDEA runs this process
            IntelliJ IDEA, its class path    | -Xmx1g                    | Main                                             | /a.jar:/opt/idea/lib/idea_rt.jar | idea_rt.jar in the class path
            """)
    void a_jvm_that_a_development_environment_keeps_is_told_by_what_it_was_given(
            String case_, String option, String command, String classPath, String who) {
        assertThat(ofOwnJvm(option, command, classPath)).contains(who).endsWith("set DAEMON4J_MODE=detached");
    }

    @Test
    void a_jvm_that_was_given_nothing_of_the_kind_is_the_programs_own() {
        assertThat(ofOwnJvm("-Xmx1g", "com.example.Main start", "/srv/a.jar:/srv/not_idea_rt.jar"))
                .isNull();
    }

    private static @Nullable String ofOwnJvm(String option, String command, String classPath) {
        Properties properties = new Properties();
        properties.setProperty("sun.java.command", command);
        properties.setProperty("java.class.path", classPath);
        return DevelopmentRun.ofOwnJvm(List.of(option), properties);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            eclipse          | ''                                                                                         | Eclipse
            SpringToolSuite4 | ''                                                                                         | Spring Tools
            idea             | ''                                                                                         | IntelliJ IDEA
            java             | java -jar /e/org.eclipse.equinox.launcher_1.7.jar -os linux -launcher /opt/e/eclipse -name E | Eclipse
            java             | java -Declipse.application=org.eclipse.jdt.ls.core.id1 -jar launcher.jar                   | Visual Studio Code
            java             | java -cp /opt/idea/lib/app.jar com.intellij.idea.Main                                      | IntelliJ IDEA
            java             | java -Djdk.home=/j -cp /n/boot.jar org.netbeans.Main --branding nb                         | NetBeans
            java             | java org.codehaus.plexus.classworlds.launcher.Launcher -q spring-boot:run                  | spring-boot:run
            java             | java Launcher org.springframework.boot:spring-boot-maven-plugin:3.4.1:run                  | spring-boot-maven-plugin:3.4.1:run
            """)
    void a_parent_that_is_a_development_environment_is_named(String program, String commandLine, String who) {
        assertThat(DevelopmentRun.ofParent(4000, program, List.of(commandLine.split(" ", -1))))
                .startsWith("its parent is ")
                .contains(who + " (pid 4000)")
                .endsWith("set DAEMON4J_MODE=detached");
    }

    /** They start servers as a script does; what a developer runs below them looks the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            bash     | ''
            code     | ''
            java     | java org.codehaus.plexus.classworlds.launcher.Launcher verify
            java     | java org.codehaus.plexus.classworlds.launcher.Launcher exec:exec
            java     | java org.codehaus.plexus.classworlds.launcher.Launcher spring-boot:start
            java     | java -cp gradle-launcher.jar org.gradle.launcher.daemon.bootstrap.GradleDaemon 8.5
            java     | java -jar /srv/org.eclipse.equinox.launcher_1.7.jar -launcher /srv/osgi-server
            java     | java -jar eclipse idea
            """)
    void a_parent_that_is_a_shell_a_build_or_a_server_is_no_reason_to_stay(String program, String commandLine) {
        assertThat(DevelopmentRun.ofParent(4000, program, List.of(commandLine.split(" ", -1))))
                .isNull();
    }
}
