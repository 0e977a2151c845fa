/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.awaitStarting;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.fifo;
import static io.github.daemon4j.it.Facts.hasThread;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on in the server itself, seen from outside. */
@DaemonTest
class InsideIT {

    private static final String STOPPING = "daemon4j stop";
    private static final String EMPTYING = "daemon4j output";

    private static final JavaHome RUNNING = JavaHome.running();

    @TempDir
    private Path directory;

    /** A mark as a launcher writes it, of one that is long gone. */
    private static String mark(int generation) {
        return "v=2;pipe=4;inode=1;capacity=65536;output=discard;leader=no;launcher=1:1;generation=" + generation
                + ";directory=/";
    }

    @EachJava
    void a_daemon_that_does_not_find_its_pipe_fails_and_starts_no_other(JavaHome java, ProcessScope scope)
            throws IOException {
        needs(scope, "alter what readlink(2) says", "gcc", "--version");
        Path source = Files.writeString(directory.resolve("altered.c"), """
                #define _GNU_SOURCE
                #include <dlfcn.h>
                #include <string.h>
                #include <unistd.h>
                ssize_t readlink(const char *path, char *buffer, size_t size) {
                    ssize_t (*real)(const char *, char *, size_t) = dlsym(RTLD_NEXT, "readlink");
                    ssize_t length = real(path, buffer, size);
                    if (length > 6 && !strncmp(path, "/proc/self/fd/", 14) && !strncmp(buffer, "pipe:[", 6)) {
                        memcpy(buffer, "pipe:[7]", 8);
                        return 8;
                    }
                    return length;
                }
                """);
        Path library = directory.resolve("altered.so");
        run(scope, "gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");

        ChildJvm launcher = java.server(scope, "print:one JVM", "detach", "ready")
                .environment("LD_PRELOAD", library.toString())
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .containsPattern(
                        "started as a daemon by the launcher \\(pid " + launcher.pid()
                                + "\\), but its descriptor [0-9]+ is not the pipe:\\[[0-9]+\\] it was given: it is pipe:\\[7\\]")
                .contains("LD_PRELOAD");
        long started = Pattern.compile("one JVM")
                .matcher(out(launcher) + err(launcher))
                .results()
                .count();
        assertThat(started).as("the launcher and one daemon").isEqualTo(2);
    }

    @EachJava
    void a_program_that_starts_itself_again_and_again_is_stopped(JavaHome java, ProcessScope scope) {
        ChildJvm seventh = java.server(scope, "detach")
                .environment("DAEMON4J_HANDSHAKE", mark(7))
                .start();
        ChildJvm eighth = java.server(scope, "command:start")
                .environment("DAEMON4J_HANDSHAKE", mark(8))
                .start();

        assertThat(Proc.of(daemonOf(seventh)).environment("DAEMON4J_HANDSHAKE").orElseThrow())
                .contains(";generation=8;");
        assertThat(eighth.awaitExit().code()).hasValue(1);
        eighth.awaitEndOfOutput();
        assertThat(err(eighth)).contains("server: this program was started by itself 8 times");
    }

    /** On one JDK: what it fills is a pipe, whoever writes. */
    @Test
    void a_daemon_that_talks_without_end_to_a_stopped_launcher_comes_up(ProcessScope scope) throws IOException {
        Path fifo = fifo(scope, directory);
        Path done = directory.resolve("done");
        ChildJvm launcher = RUNNING.server(
                        scope,
                        "timeout:60000",
                        "detach",
                        "print:coming",
                        "await:" + fifo,
                        "talk:10000",
                        "ready:serving",
                        "write:" + done + ":x")
                .start();
        launcher.awaitLine("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        launcher.signal(Signal.STOP);
        letGoOn(fifo);
        awaitContent(done, "x");
        launcher.signal(Signal.CONT);

        assertThat(daemonOf(launcher).pid()).isEqualTo(daemon.pid());
        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("server: xxx", "server: serving\n");
    }

    @EachJava
    @JdkDependent("its class loading")
    void a_daemon_loads_no_class_of_jna_and_makes_no_lambda_before_it_is_ready(JavaHome java, ProcessScope scope) {
        Path classes = directory.resolve("classes");
        ChildJvm launcher = java.server(
                        scope,
                        "pid:" + directory.resolve("server.pid"),
                        "log:" + directory.resolve("server.log"),
                        "timeout:20000",
                        "detach",
                        "status:loading",
                        "ready")
                .environment("DAEMON4J_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes)
                .start();

        daemonOf(launcher);

        assertThat(content(classes))
                .contains("io.github.daemon4j.linux.inside.Session")
                .doesNotContain("com.sun.jna")
                .doesNotContainPattern("io[.]github[.]daemon4j[.](?!it[.])\\S*Lambda");
    }

    @EachJava
    @JdkDependent("its class loading")
    void a_server_that_stays_loads_no_class_of_jna_without_a_pid_file(JavaHome java, ProcessScope scope) {
        Path classes = directory.resolve("classes");
        Path ready = directory.resolve("ready");
        java.server(scope, "command:run", "status:loading", "ready", "write:" + ready + ":x")
                .jvmOptions("-Xlog:class+load:file=" + classes)
                .start();

        awaitContent(ready, "x");

        assertThat(content(classes))
                .contains("io.github.daemon4j.linux.inside.Session")
                .doesNotContain("com.sun.jna");
    }

    @EachJava
    @JdkDependent("its end")
    void others_see_that_it_is_stopping(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ObservedProcess daemon =
                daemonOf(java.server(scope, "timeout:20000", "detach", "finallyWork:2000:" + done, "ready")
                        .start());
        assertThat(hasThread(daemon.pid(), STOPPING)).isFalse();

        daemon.signal(Signal.TERM);

        await("a thread " + STOPPING, () -> hasThread(daemon.pid(), STOPPING));
        assertThat(done).as("it is seen while hooks run").doesNotExist();
        daemon.awaitEnd();
        assertThat(done).hasContent("done");
    }

    /** On one JDK: what is emptied is looked at every 5 s. */
    @Test
    void a_helper_that_was_started_before_prints_on_into_nothing(ProcessScope scope) throws IOException {
        Path fifo = fifo(scope, directory);
        Path pid = directory.resolve("pid");
        Path over = directory.resolve("over");
        String helper =
                "sh -c 'echo $$ >" + pid + "; read x <" + fifo + "; head -c 1000000 /dev/zero || exit; while [ ! -e "
                        + over + ".go ]; do echo tick || exit; sleep 0.1; done; echo well >" + over + "' &";
        ChildJvm launcher = RUNNING.server(scope, "timeout:20000", "detach", "run:" + helper, "ready")
                .start();
        ObservedProcess daemon = daemonOf(launcher);
        Path output = Path.of("/proc", awaitContent(pid, "\n").trim(), "fd/1");
        letGoOn(fifo);

        await("the helper's output fills the file", () -> size(output) >= 1_000_000);
        await("a thread " + EMPTYING, () -> hasThread(daemon.pid(), EMPTYING));
        await("the file is emptied", () -> size(output) < 1_000);
        Files.createFile(directory.resolve("over.go"));

        awaitContent(over, "well");
        await("the thread ends with the helper", () -> !hasThread(daemon.pid(), EMPTYING));
    }

    @EachJava
    void without_a_helper_nothing_is_started_for_it(JavaHome java, ProcessScope scope) {
        Path done = directory.resolve("done");
        ObservedProcess daemon = daemonOf(java.server(scope, "timeout:20000", "detach", "ready", "write:" + done + ":x")
                .start());

        awaitContent(done, "x");

        assertThat(hasThread(daemon.pid(), EMPTYING)).isFalse();
        assertThat(Proc.of(daemon).descriptors().values()).noneMatch(target -> target.startsWith("/memfd:daemon4j"));
    }

    @EachJava
    @JdkDependent("its signals")
    void a_program_may_ignore_a_signal_before_it_detaches(JavaHome java, ProcessScope scope) {
        Path report = directory.resolve("report");
        ChildJvm launcher =
                java.server(scope, "ignore:USR2", "detach", "report:" + report).start();

        daemonOf(launcher);

        assertThat(awaitContent(report, "15 ")).containsPattern("NOT +no signal is ignored: ignored: .*USR2");
    }

    @EachJava
    void the_main_thread_may_have_another_name(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "name:boot", "detach").start();

        assertThat(daemonOf(launcher).pid()).isNotEqualTo(launcher.pid());
    }

    @EachJava
    void any_thread_may_call_where_nothing_is_detached(JavaHome java, ProcessScope scope) {
        Path facts = directory.resolve("facts");
        java.server(scope, "detachInThread", "facts:" + facts)
                .environment("DAEMON4J_MODE", "foreground")
                .start();

        awaitContent(facts, "FOREGROUND\n");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return -1;
        }
    }
}
