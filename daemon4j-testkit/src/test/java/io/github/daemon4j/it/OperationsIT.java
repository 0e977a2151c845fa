/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What those who run servers do to them. */
@DaemonTest
class OperationsIT {

    /** Less than the grace of a stop, after which a daemon is killed, whatever it was. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private Path pidFile;
    private Path log;

    @BeforeEach
    void nameFiles() throws IOException {
        pidFile = Files.createDirectory(directory.resolve("run")).resolve("server.pid");
        log = directory.resolve("server.log");
    }

    /** A deployment copies the new version over the old one, in place, and then restarts the server. */
    @EachJava
    @JdkDependent("how it reads jars")
    void a_daemon_whose_jar_was_overwritten_ends_in_order(JavaHome java, ProcessScope scope) throws IOException {
        Path jar = directory.resolve("server.jar");
        List<Path> libraries = copyClasses(jar);
        List<Path> classPath = new ArrayList<>(List.of(jar));
        classPath.addAll(libraries);
        ObservedProcess daemon = daemonOf(java.server(scope, "pid:" + pidFile, "log:" + log, "command:start")
                .classPath(classPath.toArray(new Path[0]))
                .start());

        overwrite(jar);
        daemon.signal(Signal.TERM);
        daemon.awaitEnd(SOON);

        assertThat(pidFile).doesNotExist();
        assertThat(content(log)).doesNotContain("NoClassDefFoundError", "Exception", "Error");
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.NOT_RUNNING);
    }

    /** What is said at the end must have been loaded before, too. */
    @EachJava
    @JdkDependent("how it reads jars")
    void a_service_whose_jar_was_overwritten_tells_its_manager_to_the_end(JavaHome java, ProcessScope scope)
            throws IOException {
        Path jar = directory.resolve("server.jar");
        List<Path> classPath = new ArrayList<>(List.of(jar));
        classPath.addAll(copyClasses(jar));
        String address = directory.resolve("notify").toString();
        Path readyFile = directory.resolve("ready");
        try (NotifySocket manager = NotifySocket.bind(address)) {
            ChildJvm server = java.server(scope, "readyFile:" + readyFile, "detach", "ready")
                    .classPath(classPath.toArray(new Path[0]))
                    .environment("NOTIFY_SOCKET", address)
                    .environment("WATCHDOG_USEC", "1000000")
                    .start();
            assertThat(manager.receive()).isEqualTo("READY=1");
            assertThat(manager.receive()).isEqualTo("WATCHDOG=1");
            assertThat(readyFile).exists();

            overwrite(jar);
            server.signal(Signal.TERM);

            String message = manager.receive();
            while (message.equals("WATCHDOG=1")) {
                message = manager.receive();
            }
            assertThat(message).startsWith("STOPPING=1\nEXTEND_TIMEOUT_USEC=");
            assertThat(manager.receive()).isEqualTo("BARRIER=1");
            assertThat(server.awaitExit().code()).hasValue(0);
            server.awaitEndOfOutput();
            assertThat(Facts.err(server)).isEmpty();
            assertThat(readyFile).doesNotExist();
        }
    }

    private static void overwrite(Path jar) throws IOException {
        try (OutputStream inPlace = Files.newOutputStream(jar);
                JarOutputStream other = new JarOutputStream(inPlace)) {
            other.putNextEntry(new JarEntry("another/version"));
        }
    }

    /** A program that reads its configuration again before it serves does not serve yet. */
    @EachJava
    void a_reload_before_it_is_ready_does_not_make_it_ready(JavaHome java, ProcessScope scope) {
        Path fifo = Facts.fifo(scope, directory);
        ChildJvm launcher = java.server(
                        scope,
                        "pid:" + pidFile,
                        "command:start",
                        "reload:no such key",
                        "print:comes up",
                        "await:" + fifo)
                .start();
        ObservedProcess daemon = Facts.awaitStarting(launcher);
        launcher.awaitLine("comes up");
        daemon.signal(Signal.HUP);
        launcher.awaitLine("cannot reload");

        assertThat(DaemonControl.of(pidFile).awaitReady(Duration.ofMillis(300))).isFalse();
        assertThat(DaemonControl.of(pidFile).state().status()).isEqualTo(DaemonStatus.STARTING);
        Facts.letGoOn(fifo);
        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(DaemonControl.of(pidFile).state().status()).isEqualTo(DaemonStatus.RUNNING);
    }

    /** One jar of this project's classes, which a server and its library are in; the other jars of the class path. */
    private static List<Path> copyClasses(Path jar) throws IOException {
        TreeMap<String, byte[]> entries = new TreeMap<>();
        List<Path> libraries = new ArrayList<>();
        for (String entry :
                new TreeSet<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)))) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                addFiles(path, entries);
            } else if (path.getFileName().toString().startsWith("daemon4j-")) {
                addEntries(path, entries);
            } else {
                libraries.add(path);
            }
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : entries.keySet()) {
                out.putNextEntry(new JarEntry(name));
                out.write(entries.get(name));
            }
        }
        return libraries;
    }

    private static void addFiles(Path classes, Map<String, byte[]> entries) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putIfAbsent(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static void addEntries(Path jar, Map<String, byte[]> entries) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry :
                    file.stream().filter(each -> !each.isDirectory()).toList()) {
                try (var in = file.getInputStream(entry)) {
                    entries.putIfAbsent(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    @EachJava
    void a_suspended_daemon_is_stopped_in_order(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ObservedProcess daemon = daemonOf(java.server(scope, "pid:" + pidFile, "command:start", "finallyWork:0:" + done)
                .start());
        daemon.signal(Signal.STOP);
        Facts.await("it is suspended", () -> Proc.of(daemon).status("State").startsWith("T"));

        ChildJvm stop = java.server(scope, "pid:" + pidFile, "command:stop").start();

        assertThat(stop.awaitExit(SOON).code()).hasValue(0);
        assertThat(Facts.out(stop)).isEqualTo("server stopped (pid " + daemon.pid() + ")\n");
        assertThat(done).hasContent("done");
        assertThat(pidFile).doesNotExist();
    }

    /** Its copy of JNA's library is the one that is used: two of them in one JVM crash it. */
    @EachJava
    @JdkDependent("native access")
    void a_program_that_has_used_jna_before_becomes_a_daemon(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "change:open=/dev/null", "detach")
                .start();

        assertThat(launcher.awaitExit(SOON).code()).hasValue(0);
        assertThat(daemonOf(launcher).isAlive()).isTrue();
    }

    /** As systemd or kill(1) stop it, who follow no schedule of ours. */
    @EachJava
    @JdkDependent("its end")
    void an_end_that_hangs_is_broken_off(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, Files.createDirectory(directory.resolve("w")))) {
            Starts.Launch server = starts.begin("grace:500", "command:run", "closes:60000");
            Facts.await("it runs", () -> {
                try {
                    return starts.run("command:status").out().contains("is running");
                } catch (IOException | InterruptedException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            ProcessHandle.of(server.pid()).orElseThrow().destroy();

            Starts.Outcome outcome = server.await();

            assertThat(outcome.status()).as("%s", outcome).isEqualTo(150);
            assertThat(outcome.err()).contains("has not come to its end yet; it is in", "sleep", "is broken off");
            assertThat(starts.pidFile()).doesNotExist();
        }
    }

    /** It has what the daemon had for its output when it was started, and knows nothing of ready(). */
    @EachJava
    void what_a_daemon_has_started_prints_on_when_it_is_ready(JavaHome java, ProcessScope scope) {
        Path discarded = directory.resolve("discarded");
        Path logged = directory.resolve("logged");

        ObservedProcess silent =
                daemonOf(java.server(scope, "timeout:20000", "start", "run:" + helper(discarded), "work:300")
                        .start());
        ObservedProcess logging =
                daemonOf(java.server(scope, "log:" + log, "timeout:20000", "start", "run:" + helper(logged), "work:300")
                        .start());

        awaitContent(discarded, "ended with status 0");
        awaitContent(logged, "ended with status 0");
        assertThat(content(log)).startsWith("tick 1\n").endsWith("tick 20\n");
        assertThat(silent.isAlive()).isTrue();
        assertThat(logging.isAlive()).isTrue();
    }

    /** Prints for two seconds, of which the start takes the first part. */
    private static String helper(Path ended) {
        String ticks = "i=0; while [ $i -lt 20 ]; do i=$((i + 1)); echo tick $i || exit 1; sleep 0.1; done";
        return "(sh -c '" + ticks + "'; echo ended with status $? >" + ended + ") &";
    }

    @EachJava
    void with_few_descriptors_a_daemon_starts_or_the_limit_is_named(JavaHome java, ProcessScope scope)
            throws IOException {
        String few = "ulimit -n 60";
        List<String> plain = new ArrayList<>(List.of("sh", "-c", few + "; exec \"$@\"", "sh"));
        plain.addAll(java.server(scope, "exit:0").command());
        needs(scope, "run Java in 60 descriptors", plain.toArray(new String[0]));

        ChildProcess launcher = java.serverAfter(scope, few, "pid:" + pidFile, "log:" + log, "command:start")
                .start();

        if (launcher.awaitExit().shellCode() == 0) {
            ObservedProcess daemon = launcher.awaitDetached();
            assertThat(Proc.of(daemon).softLimit("Max open files")).isEqualTo("60");
            assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.RUNNING);
        } else {
            launcher.awaitEndOfOutput();
            assertThat(err(launcher)).contains("ulimit -n").doesNotContain("\tat ");
            try (Stream<Path> left = Files.list(directory.resolve("run"))) {
                assertThat(left).as("files left").isEmpty();
            }
        }
    }

    /** The other one is quiet while this one prints: what it had printed just before cannot be told apart. */
    @EachJava
    void of_a_log_that_two_daemons_share_a_start_shows_its_own_lines_alone(JavaHome java, ProcessScope scope) {
        Path quiet = directory.resolve("quiet");
        ObservedProcess first = daemonOf(
                java.server(scope, "log:" + log, "timeout:20000", "start", "chatter:" + quiet + ":of the first")
                        .start());
        awaitContent(log, "of the first\n");

        ChildJvm second = java.server(
                        scope,
                        "log:" + log,
                        "timeout:20000",
                        "start",
                        "work:300",
                        "run:touch " + quiet,
                        "work:300",
                        "print:of the second",
                        "work:100",
                        "run:rm " + quiet,
                        "work:300")
                .start();
        daemonOf(second);
        second.awaitEndOfOutput();

        assertThat(err(second)).contains("of the second\n").doesNotContain("of the first");
        assertThat(content(log)).contains("of the first\n", "of the second\n");
        assertThat(first.isAlive()).isTrue();
    }
}
