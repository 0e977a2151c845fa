/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were built against what is published, by the compilers and linkers their authors use. */
@DaemonTest
@JdkDependent("its compiler, its modules, jlink")
class ConsumersIT {

    private static final Path SOURCES = Path.of("src/test/resources/io/github/daemon4j/it/consumers");
    private static final String SOURCE =
            SOURCES.resolve("java/consumer/Consumer.java").toString();
    private static final String MODULE =
            SOURCES.resolve("module/module-info.java").toString();

    /** Copied from Maven Central by the build. */
    private static final Path TOOLS = Path.of("target/consumers").toAbsolutePath();

    private static final String API = published("daemon4j-api");
    private static final String MODULE_PATH = String.join(
            ":", API, published("daemon4j-linux"), TOOLS.resolve("jna-jpms.jar").toString());

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    /** The api alone, as on the compile path of a build: its annotations are not there either. */
    @EachJava
    void a_program_compiles_without_a_warning_against_class_path_and_module_path(JavaHome java, ProcessScope scope) {
        assertThat(compiled(scope, java, directory, "-cp", API, SOURCE)).isEmpty();
        assertThat(module(scope, java)).isNotEmpty();
    }

    @EachJava
    void a_program_on_the_module_path_starts_detaches_and_stops(JavaHome java, ProcessScope scope) {
        String classes = module(scope, java);

        startsDetachesAndStops(
                scope, List.of(java.java(), "-p", classes + ":" + MODULE_PATH, "-m", "consumer/consumer.Consumer"));
    }

    /** The backend is found through a service: it is named, or nothing would bring it into the image. */
    @EachJava
    void an_image_of_jlink_starts_detaches_and_stops(JavaHome java, ProcessScope scope) {
        String classes = module(scope, java);
        Path image = directory.resolve("image");
        ChildProcess linker = tool(
                scope,
                java.path().resolve("bin/jlink").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "--module-path=" + classes + ":" + MODULE_PATH,
                "--add-modules=consumer,io.github.daemon4j.linux",
                "--launcher=server=consumer/consumer.Consumer",
                "--output=" + image);
        assertThat(linker.awaitExit().code())
                .as(() -> linker.transcript().toString())
                .hasValue(0);

        startsDetachesAndStops(scope, List.of(image.resolve("bin/server").toString()));
    }

    @Test
    void kotlin_refuses_null_where_the_api_takes_none(ProcessScope scope) {
        ChildProcess compiler = kotlin(scope, "GivesNull.kt");

        assertThat(compiler.awaitExit().code()).hasValue(1);
        compiler.awaitEndOfOutput();
        assertThat(err(compiler)).contains("GivesNull.kt:8", "error: null cannot be a value of a non-null type");
    }

    @Test
    void a_kotlin_main_with_a_lambda_starts_detaches_and_stops(ProcessScope scope) {
        ChildProcess compiler = kotlin(scope, "Consumer.kt");
        assertThat(compiler.awaitExit().code())
                .as(() -> compiler.transcript().toString())
                .hasValue(0);
        String classPath = directory + ":" + TOOLS.resolve("kotlin/kotlin-stdlib.jar") + ":"
                + System.getProperty("java.class.path");

        startsDetachesAndStops(scope, List.of(JavaHome.running().java(), "-cp", classPath, "ConsumerKt"));
    }

    private ChildProcess kotlin(ProcessScope scope, String source) {
        return tool(
                scope,
                JavaHome.running().java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                TOOLS + "/kotlin/*",
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-Werror",
                "-no-stdlib",
                "-no-reflect",
                "-cp",
                API + ":" + TOOLS.resolve("kotlin/kotlin-stdlib.jar"),
                "-d",
                directory.toString(),
                SOURCES.resolve("kotlin").resolve(source).toString());
    }

    /** A compiler or linker, which has ended. It may take longer than what the kit waits for a server. */
    private static ChildProcess tool(ProcessScope scope, String... command) {
        ChildProcess tool = scope.command(command).start();
        tool.awaitExit(Duration.ofMinutes(2));
        return tool;
    }

    /** The program as a module: what the JDK's own compiler makes of it, once for all tests. */
    private static String module(ProcessScope scope, JavaHome java) {
        Path classes = shared.resolve("module-" + java.feature());
        if (!Files.exists(classes)) {
            assertThat(compiled(scope, java, classes, "-p", API, MODULE, SOURCE))
                    .isEmpty();
        }
        return classes.toString();
    }

    /** Compiles, and returns what the compiler said. */
    private static String compiled(ProcessScope scope, JavaHome java, Path classes, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(java.path().resolve("bin/javac").toString()));
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-Xlint:all", "-Werror", "-d", classes.toString()));
        command.addAll(List.of(arguments));
        ChildProcess compiler = tool(scope, command.toArray(new String[0]));
        int status = compiler.awaitExit().shellCode();
        compiler.awaitEndOfOutput();
        return (status == 0 ? "" : "status " + status + "\n") + out(compiler) + err(compiler);
    }

    private void startsDetachesAndStops(ProcessScope scope, List<String> program) {
        Path pidFile = directory.resolve("consumer.pid");
        ChildProcess launcher = verb(scope, program, pidFile, "detach");
        ObservedProcess daemon = daemonOf(launcher);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("serves as DETACHED");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(verb(scope, program, pidFile, "stop").awaitExit().code()).hasValue(0);
        daemon.awaitEnd();
        assertThat(pidFile).doesNotExist();
    }

    private static ChildProcess verb(ProcessScope scope, List<String> program, Path pidFile, String verb) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(pidFile.toString(), verb));
        return scope.command(command.toArray(new String[0])).start();
    }

    private static String published(String artifact) {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Path.of(entry).getFileName().toString().startsWith(artifact + "-")
                    || entry.contains("/" + artifact + "/")) {
                return Path.of(entry).toAbsolutePath().toString();
            }
        }
        throw new IllegalStateException(artifact + " is not on the class path");
    }
}
