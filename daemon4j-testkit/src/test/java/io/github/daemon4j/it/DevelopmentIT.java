/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.codehaus.mojo.exec.ExecJavaMojo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.devtools.restart.RestartLauncher;

/** Where a developer runs a server and looks on, it stays; and says so, and how it would not. */
@DaemonTest
class DevelopmentIT {

    private static final byte[] JDWP = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);

    private static final int LIMIT_MILLIS = 30_000;

    private final JavaHome java = JavaHome.running();

    @TempDir
    private Path directory;

    /** As debuggers of all environments do: they listen, and the JVM comes to them. */
    @EachJava
    @JdkDependent("its debugger")
    void with_the_debugger_of_an_environment_it_stays(JavaHome each, ProcessScope scope) throws IOException {
        try (ServerSocket debugger = NotifySocket.listener()) {
            debugger.setSoTimeout(LIMIT_MILLIS);
            String option = "-agentlib:jdwp=transport=dt_socket,server=n,suspend=n,address=127.0.0.1:"
                    + debugger.getLocalPort();
            ChildJvm server = each.server(scope, "detach", "facts:" + facts())
                    .jvmOptions(option)
                    .start();
            try (Socket jvm = debugger.accept()) {
                jvm.setSoTimeout(LIMIT_MILLIS);
                jvm.getOutputStream().write(JDWP);
                assertThat(jvm.getInputStream().readNBytes(JDWP.length)).isEqualTo(JDWP);

                assertStays(
                        server,
                        "a debugger has taken this process (" + option
                                + "); to detach all the same, set DAEMON4J_MODE=detached");
            }
        }
    }

    /** What IntelliJ gives a program that it runs to be able to stop it. */
    public static final class AgentOfIdea {

        private AgentOfIdea() {}

        public static void premain(String portAndDirectory) {
            // listens to the environment
        }
    }

    @Test
    void with_the_agent_of_intellij_it_stays(ProcessScope scope) throws IOException {
        Path agent = directory.resolve("idea_rt.jar");
        writeAgent(agent);
        ChildJvm server = java.server(scope, "detach", "facts:" + facts())
                .jvmOptions("-javaagent:" + agent + "=45107:/opt/idea/bin")
                .start();

        assertStays(server, "IntelliJ IDEA runs this process (-javaagent:" + agent);
    }

    @Test
    void below_eclipse_it_stays(ProcessScope scope) throws IOException {
        ChildProcess environment = below(scope, "eclipse", List.of()).start();

        assertStays(environment, "its parent is Eclipse (pid " + environment.pid() + ")");
    }

    @Test
    void below_a_maven_that_was_asked_to_run_it_it_stays(ProcessScope scope) throws IOException {
        ChildProcess maven = below(
                        scope, "java", List.of("org.codehaus.plexus.classworlds.launcher.Launcher", "spring-boot:run"))
                .start();

        assertStays(maven, "its parent is spring-boot:run (pid " + maven.pid() + ")");
    }

    /** Builds start servers for tests. */
    @Test
    void below_any_other_maven_it_detaches(ProcessScope scope) throws IOException {
        ChildProcess maven = below(
                        scope, "java", List.of("org.codehaus.plexus.classworlds.launcher.Launcher", "verify"))
                .start();

        assertThat(daemonOf(maven).isAlive()).isTrue();
        awaitContent(facts(), "DETACHED\n");
    }

    /** In a program of that name; it is a shell. */
    private CommandBuilder below(ProcessScope scope, String program, List<String> words) throws IOException {
        Path parent = Files.copy(Path.of("/bin/sh").toRealPath(), directory.resolve(program));
        List<String> command =
                new ArrayList<>(List.of(parent.toString(), "-c", "n=$1; shift; shift $n; \"$@\"; exit $?"));
        command.add("sh");
        command.add(Integer.toString(words.size()));
        command.addAll(words);
        command.addAll(java.server(scope, "detach", "facts:" + facts()).command());
        return scope.command(command.toArray(new String[0]));
    }

    @EachJava
    void where_maven_runs_main_in_its_own_jvm_it_stays(JavaHome each, ProcessScope scope) {
        ChildJvm maven = scope.jvm(ExecJavaMojo.class)
                .javaHome(each.path())
                .arguments(Server.class.getName(), "detach", "facts:" + facts())
                .start();

        assertStays(
                maven,
                "exec:java runs it in Maven's own JVM (" + ExecJavaMojo.class.getName()
                        + " in the stack); for a daemon start it with exec:exec or java");
    }

    /** A server with DevTools on its class path. */
    static final class Restarted {

        private Restarted() {}

        public static void main(String[] args) {
            Daemon.start(
                    DaemonOptions.builder()
                            .name("server")
                            .pidFile(Path.of(args[0]))
                            .build(),
                    daemon -> {
                        System.out.println("body in " + Thread.currentThread().getName());
                        RestartLauncher.restart(() -> main(args));
                        new Thread(Restarted::live, "serves").start();
                    });
            System.out.println("on in " + Thread.currentThread().getName());
        }

        private static void live() {
            try {
                new CountDownLatch(1).await(300, TimeUnit.SECONDS);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @EachJava
    void devtools_run_main_again_in_the_daemon(JavaHome each, ProcessScope scope) {
        Path pidFile = directory.resolve("server.pid");
        ChildJvm launcher = scope.jvm(Restarted.class)
                .javaHome(each.path())
                .arguments(pidFile.toString())
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("body in main\nbody in restartedMain\n")
                .doesNotContain("\tat ");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
    }

    @Test
    void devtools_run_main_again_in_the_foreground(ProcessScope scope) {
        ChildJvm server = scope.jvm(Restarted.class)
                .arguments(directory.resolve("server.pid").toString())
                .environment("DAEMON4J_MODE", "foreground")
                .start();

        server.awaitLine("on in restartedMain");
        server.awaitLine("stays in the foreground");
        assertThat(err(server).lines()).singleElement().asString().startsWith("server: stays in the foreground");
        assertThat(server.isAlive()).isTrue();
    }

    private Path facts() {
        return directory.resolve("facts");
    }

    private void assertStays(ChildProcess process, String why) {
        assertThat(process.awaitLine("server: stays in the foreground")).contains(why);
        assertThat(awaitContent(facts(), "FOREGROUND\n")).contains(why);
        assertThat(process.isAlive()).isTrue();
        assertThat(err(process).lines().filter(line -> !line.startsWith("WARNING") && !line.isEmpty()))
                .hasSize(1);
    }

    private static void writeAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", AgentOfIdea.class.getName());
        String name = AgentOfIdea.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var in = AgentOfIdea.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }
}
