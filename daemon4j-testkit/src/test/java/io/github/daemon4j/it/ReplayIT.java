/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Waits;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same JVM again, however it was started. Each launcher runs in a directory of its own with names relative to it, and its
 * daemon in {@code /}.
 */
@DaemonTest
@JdkDependent("its command line")
class ReplayIT {

    private static final String MAIN = Server.class.getName();

    @TempDir
    private Path directory;

    private Path log;

    /** Sets a system property, so that it can be seen whether it was there, and how often. */
    static final class Agent {

        private Agent() {}

        public static void premain(String argument) {
            System.setProperty("it.agent", System.getProperty("it.agent", "") + argument);
        }
    }

    @BeforeEach
    void writeJars() throws IOException {
        log = directory.resolve("server.log");
        writeJar(directory.resolve("app.jar"), Attributes.Name.MAIN_CLASS.toString(), MAIN);
        writeJar(directory.resolve("agent.jar"), "Premain-Class", Agent.class.getName());
    }

    /** A jar without classes: its manifest names the class path of this test. */
    private static void writeJar(Path jar, String attribute, String value) throws IOException {
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.append(new File(entry).toURI()).append(' ');
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.CLASS_PATH, classPath.toString().trim());
        attributes.putValue(attribute, value);
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @EachJava
    void a_relative_class_path(JavaHome java, ProcessScope scope) {
        assertComesUp(
                command(java, scope, "-Dit.p=cp", "-cp", "app.jar", MAIN, "log:server.log", "detach", "property:it.p"),
                "it.p=cp");
    }

    @EachJava
    void a_relative_jar_with_a_relative_agent(JavaHome java, ProcessScope scope) {
        assertComesUp(
                command(
                        java,
                        scope,
                        "-javaagent:agent.jar=once",
                        "-jar",
                        "app.jar",
                        "log:server.log",
                        "detach",
                        "property:it.agent"),
                "it.agent=once");
    }

    @EachJava
    void an_argument_file_with_relative_entries(JavaHome java, ProcessScope scope) throws IOException {
        Files.writeString(
                directory.resolve("args"),
                "# of the server\n-Dit.p=\"a b\"\n-cp app.jar\n" + MAIN + "\nlog:server.log\n");

        assertComesUp(command(java, scope, "@args", "detach", "property:it.p"), "it.p=a b");
    }

    @EachJava
    void the_launchers_variable_and_the_class_path_variable(JavaHome java, ProcessScope scope) {
        assertComesUp(
                command(java, scope, MAIN, "log:server.log", "detach", "property:it.agent")
                        .environment("JDK_JAVA_OPTIONS", "-javaagent:agent.jar=once")
                        .environment("CLASSPATH", "app.jar"),
                "it.agent=once");
    }

    @EachJava
    void the_tools_variable(JavaHome java, ProcessScope scope) {
        assertComesUp(
                command(java, scope, "-jar", "app.jar", "log:server.log", "detach", "property:it.agent")
                        .environment("JAVA_TOOL_OPTIONS", "-javaagent:agent.jar=once"),
                "it.agent=once");
    }

    @EachJava
    void arguments_arrive_byte_for_byte(JavaHome java, ProcessScope scope) {
        String large = "word:" + "x".repeat(120 * 1024);
        ChildProcess launcher = scope.command(
                        "sh",
                        "-c",
                        "exec \"$@\" \"$(printf 'word:\\377\\376')\" '' \"$(printf 'word:one\\ntwo\\t$HOME')\" ''",
                        "sh",
                        java.java(),
                        "-jar",
                        "app.jar",
                        "log:server.log",
                        "timeout:20000",
                        "detach",
                        "ready",
                        large)
                .workingDirectory(directory)
                .start();

        List<String> arguments = Proc.of(daemonOf(launcher)).commandLine();

        int last = arguments.size();
        assertThat(arguments.subList(last - 9, last))
                .containsExactly(
                        "log:server.log",
                        "timeout:20000",
                        "detach",
                        "ready",
                        large,
                        "word:\u00ff\u00fe",
                        "",
                        "word:one\ntwo\t$HOME",
                        "");
    }

    @EachJava
    void options_for_the_daemon_alone_do_not_reach_the_launcher(JavaHome java, ProcessScope scope) {
        ChildProcess launcher = command(
                        java,
                        scope,
                        "-jar",
                        "app.jar",
                        "log:server.log",
                        "property:it.only",
                        "detach",
                        "property:it.only")
                .environment("DAEMON4J_JAVA_OPTIONS", "-Dit.only='the daemon' -javaagent:agent.jar=x")
                .start();

        Proc daemon = Proc.of(daemonOf(launcher));

        assertThat(out(launcher)).isEqualTo("it.only=null\n");
        awaitContent(log, "it.only=the daemon\nit.only=the daemon\n");
        assertThat(daemon.environment("DAEMON4J_JAVA_OPTIONS"))
                .as("not for what the daemon starts")
                .isEmpty();
    }

    @EachJava
    void a_source_file(JavaHome java, ProcessScope scope) throws IOException {
        writeMini(directory.resolve("Mini.java"), "");

        assertComesUp(
                command(java, scope, "-cp", "app.jar", "Mini.java", "server.log", "a b"), "unnamed [server.log, a b]");
    }

    @EachJava
    void a_module_path(JavaHome java, ProcessScope scope) throws IOException, ClassNotFoundException {
        Path source = Files.createDirectories(directory.resolve("src/it/server"));
        writeMini(source.resolve("Mini.java"), "package it.server;\n");
        Path module = Files.writeString(
                directory.resolve("src/module-info.java"), "module it.server { requires io.github.daemon4j; }\n");
        String libraries = String.join(
                File.pathSeparator,
                location(Daemon.class),
                location(Class.forName("io.github.daemon4j.linux.LinuxPlatform")),
                location(com.sun.jna.Native.class),
                location(org.jspecify.annotations.Nullable.class));
        run(
                scope,
                java.path().resolve("bin/javac").toString(),
                "--release",
                "17",
                "-p",
                libraries,
                "-d",
                directory.resolve("mods").toString(),
                module.toString(),
                source.resolve("Mini.java").toString());

        assertComesUp(
                command(
                        java,
                        scope,
                        "-p",
                        "mods" + File.pathSeparator + libraries,
                        "-m",
                        "it.server/it.server.Mini",
                        "server.log"),
                "it.server [server.log]");
    }

    private static String location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /** A program that tells its module and its arguments when it is a daemon. */
    private static void writeMini(Path file, String head) throws IOException {
        Files.writeString(file, head + """
                        import io.github.daemon4j.Daemon;
                        import io.github.daemon4j.DaemonOptions;
                        import io.github.daemon4j.Redirect;
                        import java.nio.file.Path;

                        public class Mini {
                            public static void main(String[] args) throws Exception {
                                Daemon.detach(DaemonOptions.builder()
                                        .output(Redirect.appendTo(Path.of(args[0])))
                                        .build());
                                String module = Mini.class.getModule().getName();
                                System.out.println((module == null ? "unnamed " : module + " ") + java.util.List.of(args));
                                Thread.sleep(300_000);
                            }
                        }
                        """);
    }

    /** Images do not differ by what reads their command line, and take seconds to make: one JDK will do. */
    @Test
    void a_jlink_image_and_a_jpackage_application(ProcessScope scope) throws IOException {
        JavaHome java = JavaHome.running();
        String bin = java.path().resolve("bin") + "/";
        needs(
                scope,
                "make an image",
                bin + "jlink",
                "--add-modules",
                "java.base,java.logging,java.instrument",
                "--output",
                directory.resolve("image").toString());
        assertComesUp(
                scope.command(
                                "image/bin/java",
                                "-cp",
                                "app.jar",
                                MAIN,
                                "log:server.log",
                                "detach",
                                "property:java.home")
                        .workingDirectory(directory),
                "java.home=" + directory.resolve("image") + "\n");

        Path input = Files.createDirectory(directory.resolve("input"));
        Files.copy(directory.resolve("app.jar"), input.resolve("app.jar"));
        needs(
                scope,
                "make an application",
                bin + "jpackage",
                "--type",
                "app-image",
                "--name",
                "packaged",
                "--input",
                input.toString(),
                "--main-jar",
                "app.jar",
                "--runtime-image",
                directory.resolve("image").toString(),
                "--dest",
                directory.resolve("out").toString());
        assertComesUp(
                scope.command(
                                "out/packaged/bin/packaged",
                                "log:server.log",
                                "jvm:-Dit.p=packaged",
                                "detach",
                                "property:it.p")
                        .workingDirectory(directory),
                "it.p=packaged\n");
    }

    @EachJava
    void a_fixed_port_of_a_debugger_or_of_jmx_is_refused_with_the_cure(JavaHome java, ProcessScope scope)
            throws IOException {
        String debug =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + ProcessScope.freePort();
        String jmx = "-Dcom.sun.management.jmxremote.port=" + ProcessScope.freePort();
        for (String option : List.of(debug, jmx)) {
            ChildProcess refused = command(
                            java,
                            scope,
                            option,
                            "-Dcom.sun.management.jmxremote.authenticate=false",
                            "-Dcom.sun.management.jmxremote.ssl=false",
                            "-jar",
                            "app.jar",
                            "printErr:once",
                            "command:start")
                    .start();
            assertThat(refused.awaitExit().code()).hasValue(1);
            assertThat(err(refused))
                    .contains("server: ", option.substring(option.lastIndexOf(':') + 1), "DAEMON4J_JAVA_OPTIONS")
                    .containsOnlyOnce("once")
                    .doesNotContain("\tat ");
        }
    }

    @EachJava
    void the_cure_of_a_fixed_port_works(JavaHome java, ProcessScope scope) throws IOException {
        int port = ProcessScope.freePort();
        ChildJvm launcher = java.server(scope, "detach")
                .environment(
                        "DAEMON4J_JAVA_OPTIONS",
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port)
                .start();

        daemonOf(launcher);

        try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), port)) {
            debugger.setSoTimeout((int) Waits.LIMIT.toMillis());
            debugger.getOutputStream().write("JDWP-Handshake".getBytes(StandardCharsets.US_ASCII));
            assertThat(debugger.getInputStream().readNBytes(14)).asString().isEqualTo("JDWP-Handshake");
        }
    }

    private CommandBuilder command(JavaHome java, ProcessScope scope, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java.java()));
        command.addAll(List.of(arguments));
        return scope.command(command.toArray(new String[0])).workingDirectory(directory);
    }

    /** The daemon runs in / and says what the launcher's start form had to bring it. */
    private void assertComesUp(CommandBuilder command, String said) {
        ChildProcess launcher = command.start();
        Proc daemon = Proc.of(daemonOf(launcher));
        awaitContent(log, said);
        assertThat(daemon.link("cwd")).isEqualTo("/");
        assertThat(daemon.pid()).isNotEqualTo(launcher.pid());
    }
}
