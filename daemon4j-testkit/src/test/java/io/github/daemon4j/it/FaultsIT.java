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
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.pidIn;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines and callers that are not as they should be. */
@DaemonTest
class FaultsIT {

    private static final JavaHome RUNNING = JavaHome.running();

    @TempDir
    private Path directory;

    @EachJava
    void without_proc_nothing_is_started(JavaHome java, ProcessScope scope) {
        needsRoot("mount over /proc");
        needs(scope, "hide /proc", "unshare", "--mount", "true");

        // Only when it runs: a java launcher finds its own libraries by way of /proc.
        ChildProcess launcher = wrapped(
                        scope,
                        "exec \"$@\"",
                        java.server(
                                scope,
                                "print:once",
                                "pid:" + directory.resolve("server.pid"),
                                "run:mount -t tmpfs none /proc",
                                "command:start"))
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        assertThat(err(launcher)).contains("/proc", "mount the proc file system at /proc");
        assertThat(out(launcher)).isEqualTo("once\n");
        assertThat(directory.resolve("server.pid")).doesNotExist();
    }

    @EachJava
    @JdkDependent("native access")
    void where_jna_cannot_load_its_library_nothing_is_changed(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("mount a directory noexec");
        needs(scope, "mount a directory noexec", "unshare", "--mount", "true");
        Path noexec = Files.createDirectory(directory.resolve("noexec"));
        Path pidFile = noexec.resolve("server.pid");

        ChildProcess launcher = wrapped(
                        scope,
                        "mount -t tmpfs -o noexec none " + noexec + " && mount --bind " + noexec + " /dev/shm"
                                + " && unset XDG_CACHE_HOME XDG_RUNTIME_DIR RUNTIME_DIRECTORY STATE_DIRECTORY"
                                + " CACHE_DIRECTORY"
                                + " && exec \"$@\"",
                        java.server(scope, "pid:" + pidFile, "log:" + noexec.resolve("log"), "command:start")
                                .jvmOptions("-Djna.tmpdir=" + noexec, "-Duser.home=?", "-Djava.io.tmpdir=" + noexec))
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        assertThat(err(launcher))
                .contains(
                        "JNA cannot load its native library",
                        noexec + " (-Djna.tmpdir): is mounted noexec; " + noexec
                                + " (java.io.tmpdir): is mounted noexec; /dev/shm (tmpfs): is mounted noexec; "
                                + noexec + " (beside its files): is mounted noexec",
                        "-Djna.tmpdir=DIR",
                        "-Djna.boot.library.path=DIR")
                .doesNotContain("\tat ");
        assertThat(pidFile).doesNotExist();
        assertThat(noexec.resolve("log")).doesNotExist();
    }

    @EachJava
    void a_place_for_jnas_library_that_is_mounted_noexec_is_passed_over(JavaHome java, ProcessScope scope)
            throws IOException {
        needsRoot("mount a directory noexec");
        needs(scope, "mount a directory noexec", "unshare", "--mount", "true");
        Path noexec = Files.createDirectory(directory.resolve("noexec"));

        ChildProcess launcher = wrapped(
                        scope,
                        "mount -t tmpfs -o noexec none " + noexec + " && exec \"$@\"",
                        java.server(scope, "detach").jvmOptions("-Djna.tmpdir=" + noexec))
                .start();

        daemonOf(launcher);
        assertThat(noexec).isEmptyDirectory();
    }

    @EachJava
    @JdkDependent("native access")
    void where_jna_is_missing_its_name_is_said_and_no_stack(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("server.pid");
        List<Path> withoutJna = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (!entry.contains("/jna-")) {
                withoutJna.add(Path.of(entry));
            }
        }

        ChildJvm launcher = java.server(scope, "pid:" + pidFile, "command:start")
                .classPath(withoutJna.toArray(new Path[0]))
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .startsWith("server: JNA is missing: ")
                .contains("Add net.java.dev.jna:jna to the class path")
                .doesNotContain("\tat ", "Exception in thread", "jna.tmpdir");
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void where_no_file_can_be_watched_the_output_is_looked_at_now_and_then(JavaHome java, ProcessScope scope) {
        needs(scope, "use up the inotify instances", "unshare", "--user", "--map-root-user", "true");
        Path pidFile = directory.resolve("server.pid");
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                "echo 0 >/proc/sys/user/max_inotify_instances && exec \"$@\"",
                "sh"));
        command.addAll(java.server(scope, "pid:" + pidFile, "command:start", "print:coming")
                .command());

        ChildProcess launcher = scope.command(command.toArray(new String[0])).start();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("coming");
        assertThat(DaemonControl.of(pidFile).stop(Duration.ofSeconds(30)).outcome())
                .isEqualTo(StopResult.Outcome.TERMINATED);
    }

    /** A command of its own mount namespace, so that a test may mount what it likes. */
    private static CommandBuilder wrapped(ProcessScope scope, String shell, ChildJvm.Builder jvm) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", shell, "sh"));
        command.addAll(jvm.command());
        return scope.command(command.toArray(new String[0]));
    }

    @EachJava
    void a_second_detach_in_the_daemon_is_refused(JavaHome java, ProcessScope scope) {
        Path log = directory.resolve("log");
        daemonOf(java.server(scope, "log:" + log, "timeout:20000", "detach", "detachAgain", "ready")
                .start());

        assertThat(content(log)).startsWith("refused: Daemon.detach() was called before in this JVM");
    }

    @EachJava
    @JdkDependent("its threads")
    void a_detach_on_another_thread_than_main_is_refused(JavaHome java, ProcessScope scope) {
        ChildJvm server = java.server(scope, "detachInThread", "exit:0").start();

        assertThat(server.awaitExit().code()).hasValue(0);
        assertThat(out(server)).startsWith("refused: Daemon.detach() was called by the thread \"worker\"");
    }

    @Test
    void a_test_runner_is_refused_with_the_name_of_the_testkit() {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName("main");
        try {
            assertThatThrownBy(() -> Daemon.detach(DaemonOptions.defaults()))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContaining("ChildJvm of daemon4j-testkit");
        } finally {
            thread.setName(name);
        }
        assertThat(Daemon.current()).isEmpty();
    }

    @Test
    void a_jvm_that_another_program_made_is_refused(ProcessScope scope) throws IOException {
        needs(scope, "compile a program that makes a JVM", "gcc", "--version");
        Path source = Files.writeString(directory.resolve("host.c"), HOST);
        Path host = directory.resolve("host");
        Path home = RUNNING.path();
        run(
                scope,
                "gcc",
                "-I" + home.resolve("include"),
                "-I" + home.resolve("include/linux"),
                "-o",
                host.toString(),
                source.toString(),
                "-L" + home.resolve("lib/server"),
                "-ljvm",
                "-Wl,-rpath," + home.resolve("lib/server"));

        ChildProcess child = scope.command(
                        host.toString(), "-Djava.class.path=" + System.getProperty("java.class.path"))
                .start();

        assertThat(child.awaitExit().code()).hasValue(3);
        assertThat(err(child)).contains("this JVM runs inside " + host, "which is not the java launcher");
    }

    /** Makes a JVM with its first argument as option, and calls Server.main with "detach". */
    private static final String HOST = """
            #include <jni.h>
            int main(int argc, char **argv) {
                JavaVM *vm;
                JNIEnv *env;
                JavaVMOption option = { argv[1], NULL };
                JavaVMInitArgs args = { JNI_VERSION_10, 1, &option, JNI_FALSE };
                if (JNI_CreateJavaVM(&vm, (void **) &env, &args) != JNI_OK) return 2;
                jclass server = (*env)->FindClass(env, "io/github/daemon4j/it/Server");
                jmethodID main = (*env)->GetStaticMethodID(env, server, "main", "([Ljava/lang/String;)V");
                jobjectArray arguments = (*env)->NewObjectArray(env, 1, (*env)->FindClass(env, "java/lang/String"),
                        (*env)->NewStringUTF(env, "detach"));
                (*env)->CallStaticVoidMethod(env, server, main, arguments);
                if ((*env)->ExceptionCheck(env)) {
                    (*env)->ExceptionDescribe(env);
                    return 3;
                }
                return 0;
            }
            """;

    @EachJava
    void a_log_file_that_cannot_be_written_is_refused_before_anything_is_started(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("server.pid");
        Path missing = directory.resolve("none/server.log");
        ChildJvm inDirectory = java.server(scope, "pid:" + pidFile, "log:" + directory, "command:start")
                .start();
        assertThat(inDirectory.awaitExit().code()).hasValue(1);
        ChildJvm inMissing = java.server(scope, "pid:" + pidFile, "log:" + missing, "command:start")
                .start();
        assertThat(inMissing.awaitExit().code()).hasValue(1);
        List<String> command = new ArrayList<>(List.of("setsid", "--wait")); // so that there is no terminal
        command.addAll(java.server(scope, "pid:" + pidFile, "log:/dev/tty", "command:start")
                .command());
        ChildProcess onTerminal = scope.command(command.toArray(new String[0])).start();
        assertThat(onTerminal.awaitExit().code()).hasValue(1);

        assertThat(err(inDirectory)).contains("log file", directory.toString(), "it is a directory");
        assertThat(err(inMissing))
                .contains("log file", missing.toString(), "does not exist; create " + missing.getParent());
        assertThat(err(onTerminal)).contains("log file /dev/tty", "no regular file");
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_removed_working_directory_is_no_obstacle_unless_it_is_to_be_kept(JavaHome java, ProcessScope scope)
            throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        ChildJvm launcher = java.server(scope, "removeDirectory:" + gone, "detach")
                .workingDirectory(gone)
                .start();
        assertThat(Proc.of(daemonOf(launcher)).link("cwd")).isEqualTo("/");

        Path kept = Files.createDirectory(directory.resolve("kept"));
        ChildJvm refused = java.server(scope, "removeDirectory:" + kept, "keepCwd", "command:start")
                .workingDirectory(kept)
                .start();
        assertThat(refused.awaitExit().code()).hasValue(1);
        assertThat(err(refused)).contains("the working directory " + kept + " has been removed");
    }

    @EachJava
    @JdkDependent("its descriptors")
    void ten_thousand_open_descriptors_of_the_launcher_are_not_passed_on(JavaHome java, ProcessScope scope)
            throws IOException {
        needs(scope, "open 10 000 files", "sh", "-c", "ulimit -n 11000");
        Path opened = Files.writeString(directory.resolve("opened"), "x");

        ObservedProcess daemon =
                daemonOf(java.serverAfter(scope, "ulimit -n 11000", "openMany:10000:" + opened, "detach")
                        .start());

        assertThat(Proc.of(daemon).descriptors().values()).doesNotContain(opened.toString());
    }

    /** A close(2) for every descriptor there might be takes 0.1 s at least, charged to the process that was to become sleep. */
    @EachJava
    void a_limit_of_a_million_descriptors_is_not_counted_through(JavaHome java, ProcessScope scope) {
        needs(scope, "raise the limit of open files (CAP_SYS_RESOURCE)", "sh", "-c", "ulimit -n 1000000");

        Proc sleep = Proc.of(daemonOf(java.serverAfter(scope, "ulimit -n 1000000", "spawn:sleep 600", "exit:0")
                .start()));

        assertThat(sleep.softLimit("Max open files")).isEqualTo("1000000");
        assertThat(sleep.stat(15)).as("system time in ticks of 10 ms").isLessThan(5);
    }

    @EachJava
    @JdkDependent("its signals")
    void signals_ignored_by_the_parent_reach_the_daemon(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("server.pid");

        ObservedProcess daemon =
                daemonOf(java.serverAfter(scope, "trap '' HUP INT QUIT TERM USR1", "pid:" + pidFile, "detach")
                        .start());

        assertThat(Proc.of(daemon).mask("SigIgn")).isZero();
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(pidFile).as("ended by its own handler").doesNotExist();
    }

    /** The kernel reaps the children of a process that ignores SIGCHLD before it can ask how they ended. */
    @EachJava
    void a_parent_that_ignores_its_children_is_no_obstacle(JavaHome java, ProcessScope scope) {
        needs(scope, "ignore SIGCHLD", "env", "--ignore-signal=CHLD", "true");
        List<String> started = new ArrayList<>(List.of("env", "--ignore-signal=CHLD"));
        List<String> failed = new ArrayList<>(started);
        started.addAll(java.server(scope, "detach").command());
        failed.addAll(java.server(scope, "timeout:20000", "detach", "exit:7").command());

        ObservedProcess daemon =
                daemonOf(scope.command(started.toArray(new String[0])).start());
        ChildProcess launcher = scope.command(failed.toArray(new String[0])).start();

        assertThat(Proc.of(daemon).mask("SigIgn")).isZero();
        assertThat(launcher.awaitExit().code()).hasValue(7);
    }

    @EachJava
    void a_program_of_the_daemon_that_uses_daemon4j_detaches_as_any_other(JavaHome java, ProcessScope scope) {
        Path outerFile = directory.resolve("outer.pid");
        Path innerFile = directory.resolve("inner.pid");
        Path innerFacts = directory.resolve("facts");
        String inner = quote(java.server(scope, "pid:" + innerFile, "detach", "facts:" + innerFacts)
                .command());
        ChildJvm launcher = java.server(
                        scope, "pid:" + outerFile, "timeout:20000", "detach", "run:" + inner + " </dev/null", "ready")
                .start();

        awaitContent(innerFacts, "\n");
        assertThat(launcher.awaitExit().code()).hasValue(0);

        long innerPid = pidIn(innerFile);
        long outerPid = pidIn(outerFile);
        ObservedProcess found = launcher.awaitDescendant("be the inner daemon", process -> process.pid() == innerPid);
        ObservedProcess outer = launcher.awaitDescendant("be the outer daemon", process -> process.pid() == outerPid);
        assertThat(content(innerFacts)).startsWith("DETACHED\n");
        assertThat(Proc.of(found).session()).isNotEqualTo(Proc.of(outer).session());
        assertThat(Proc.of(found).parent()).isNotEqualTo(outerPid);
        assertThat(Proc.of(found).descriptors().values())
                .as("the outer one's lock")
                .doesNotContain(outerFile.toString());
    }

    @EachJava
    void the_mark_in_the_environment_alone_makes_no_daemon(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "detach")
                // Descriptor 1 is a pipe, though not that one: whoever believes the mark writes where it does no harm.
                .environment(
                        "DAEMON4J_HANDSHAKE",
                        "v=2;pipe=1;inode=4711;capacity=65536;output=discard;leader=no;launcher=1:1;generation=3;"
                                + "directory=/")
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        assertThat(daemon.pid()).isNotEqualTo(launcher.pid());
        assertThat(Proc.of(daemon).environment("DAEMON4J_HANDSHAKE").orElseThrow())
                .doesNotContain("inode=4711;")
                .contains(";launcher=" + launcher.pid() + ":", ";generation=4;");
    }

    private static String quote(List<String> command) {
        StringBuilder line = new StringBuilder();
        for (String word : command) {
            line.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return line.toString();
    }
}
