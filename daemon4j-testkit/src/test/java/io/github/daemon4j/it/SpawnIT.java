/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs as daemons. */
@DaemonTest
class SpawnIT {

    private static final JavaHome RUNNING = JavaHome.running();

    @TempDir
    private Path directory;

    @EachJava
    void another_program_is_started_in_the_state_that_was_asked_for(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("sleep.pid");
        Path log = directory.resolve("sleep.log");
        long nice = Facts.nicer(5);
        ObservedProcess sleep = spawned(java.serverAfter(
                        scope,
                        "ulimit -S -c 1024",
                        "pid:" + pidFile,
                        "log:" + log,
                        "cwd:" + directory,
                        "umask:022",
                        "nice:" + nice,
                        "oom:300",
                        "noCores",
                        "env:GREETING=hello",
                        "spawn:sleep 600",
                        "exit:0")
                .start());

        Proc proc = Proc.of(sleep);
        assertThat(proc.commandLine()).containsExactly("sleep", "600");
        assertThat(proc.session()).isNotEqualTo(sleep.pid());
        assertThat(new Proc(proc.session()).exists()).isFalse();
        assertThat(proc.stat(7)).as("tty_nr").isZero();
        assertThat(proc.link("cwd")).isEqualTo(directory.toString());
        assertThat(proc.status("Umask")).isEqualTo("0022");
        assertThat(proc.stat(19)).as("nice").isEqualTo(nice);
        assertThat(proc.text("oom_score_adj")).isEqualTo("300\n");
        assertThat(proc.softLimit("Max core file size")).isEqualTo("0");
        assertThat(proc.environment("GREETING")).hasValue("hello");
        assertThat(proc.environment("DAEMON4J_HANDSHAKE")).isEmpty();
        assertThat(proc.mask("SigIgn")).isZero();
        assertThat(proc.mask("SigBlk")).isZero();
        assertThat(proc.descriptors())
                .hasSize(4)
                .containsEntry(0, "/dev/null")
                .containsEntry(1, log.toString())
                .containsEntry(2, log.toString())
                .containsEntry(4, pidFile + ".lock");
    }

    @EachJava
    @JdkDependent("its threads")
    void threads_that_start_programs_at_once_leave_their_own_process_as_it_was(JavaHome java, ProcessScope scope) {
        String own = "read:/proc/self/oom_score_adj";
        ChildJvm launcher =
                java.server(scope, own, "spawnInThreads:true", own, "exit:0").start();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        launcher.awaitEndOfOutput();
        List<String> said = out(launcher).lines().toList();
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).as("after the steps").isEqualTo(said.get(0));
    }

    /** The kernel lets everybody raise it; to lower it again takes a privilege that may have been lost meanwhile. */
    @Test
    void a_daemon_is_not_lost_because_its_launcher_cannot_lower_its_own_oom_score_again(ProcessScope scope)
            throws IOException {
        Path library = Facts.preloaded(scope, directory, "oom_score_stays");
        Path pidFile = directory.resolve("server.pid");

        ChildJvm launcher = RUNNING.server(scope, "oom:300", "pid:" + pidFile, "command:start")
                .environment("LD_PRELOAD", library.toString())
                .start();

        ObservedProcess daemon = Facts.daemonOf(launcher);
        launcher.awaitEndOfOutput();
        assertThat(Facts.err(launcher)).contains("cannot set oom_score_adj to 0: Permission denied");
        assertThat(Proc.of(daemon).text("oom_score_adj")).isEqualTo("300\n");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
    }

    @EachJava
    @JdkDependent("its end")
    void a_jvm_that_is_ending_refuses_to_start_anything(JavaHome java, ProcessScope scope) throws IOException {
        Path fifo = Facts.fifo(scope, directory);
        Path pidFile = directory.resolve("sleep.pid");
        Path log = directory.resolve("sleep.log");
        ChildJvm ending = java.server(scope, "interrupt:" + fifo, "pid:" + pidFile, "log:" + log, "spawn:sleep 600")
                .start();

        assertThat(ending.awaitLine("not spawned")).isEqualTo("not spawned: this JVM is ending: no daemon was started");
        Facts.letGoOn(fifo);

        assertThat(ending.awaitExit().code()).hasValue(130);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(fifo);
        }
    }

    @EachJava
    void without_options_it_has_the_defaults(JavaHome java, ProcessScope scope) {
        Proc sleep =
                Proc.of(spawned(java.server(scope, "spawn:sleep 600", "exit:0").start()));

        assertThat(sleep.link("cwd")).isEqualTo("/");
        assertThat(sleep.status("Umask")).isEqualTo("0027");
        assertThat(sleep.descriptors()).hasSize(3);
        assertThat(sleep.descriptors().values()).containsOnly("/dev/null");
    }

    @EachJava
    void it_holds_the_pid_file_as_long_as_it_lives(JavaHome java, ProcessScope scope) {
        Path pidFile = directory.resolve("sleep.pid");
        ObservedProcess sleep = spawned(java.server(scope, "pid:" + pidFile, "spawn:sleep 600", "exit:0")
                .start());
        DaemonControl control = DaemonControl.of(pidFile);

        assertThat(pidIn(pidFile)).isEqualTo(sleep.pid());
        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
        ChildJvm second = java.server(scope, "pid:" + pidFile, "spawn:sleep 600", "exit:0")
                .start();
        second.awaitExit();
        assertThat(out(second)).contains("not spawned: already running with pid " + sleep.pid());
        sleep.signal(Signal.KILL);
        sleep.awaitEnd();
        assertThat(control.status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
    }

    @EachJava
    void a_program_that_cannot_be_executed_is_an_exception_with_errno(JavaHome java, ProcessScope scope)
            throws IOException {
        Path pidFile = directory.resolve("none.pid");
        Path text = Files.writeString(directory.resolve("text"), "no program\n");
        Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r--r--"));
        Path noFormat = Files.write(directory.resolve("noformat"), new byte[] {0, 1, 2, 3});
        Files.setPosixFilePermissions(noFormat, PosixFilePermissions.fromString("rwxr-xr-x"));

        ChildJvm launcher = java.server(
                        scope,
                        "pid:" + pidFile,
                        "spawn:/no/such/program",
                        "spawn:no-such-program-in-path",
                        "spawn:" + text,
                        "spawn:" + noFormat,
                        "exit:0")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(out(launcher).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("not spawned: ").contains("/no/such/program", "ENOENT"),
                        line -> assertThat(line).startsWith("not spawned: ").contains("no-such-program", "ENOENT"),
                        line -> assertThat(line).startsWith("not spawned: ").contains(text.toString(), "EACCES"),
                        line -> assertThat(line).startsWith("not spawned: ").contains(noFormat.toString(), "ENOEXEC"));
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void a_priority_that_may_not_be_had_is_refused(JavaHome java, ProcessScope scope) {
        needs(
                scope,
                "do without CAP_SYS_NICE",
                "setpriv",
                "--bounding-set=-sys_nice",
                "sh",
                "-c",
                "test \"$(nice -n -5 nice)\" != -5");
        List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=-sys_nice"));
        command.addAll(
                java.server(scope, "nice:-5", "spawn:sleep 600", "exit:0").command());

        ChildProcess launcher = scope.command(command.toArray(new String[0])).start();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        launcher.awaitEndOfOutput();
        assertThat(out(launcher)).startsWith("not spawned: ").contains("nice to -5", "EACCES", "CAP_SYS_NICE");
    }

    @EachJava
    void a_directory_its_user_may_not_enter_is_said_to_be_the_reason(JavaHome java, ProcessScope scope)
            throws IOException {
        needsRoot("change the user");
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        ChildJvm launcher = java.server(scope, "user:daemon", "cwd:" + closed, "spawn:sleep 600", "exit:0")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(0);
        launcher.awaitEndOfOutput();
        assertThat(out(launcher)).startsWith("not spawned: ").contains("chdir(" + closed + ") as uid 1 failed: EACCES");
    }

    @EachJava
    void root_can_give_it_another_user_with_his_groups(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("change the user");
        needs(scope, "have a user with groups", "getent", "passwd", "daemon");
        Proc sleep = Proc.of(spawned(
                java.server(scope, "user:daemon", "spawn:sleep 600", "exit:0").start()));

        assertThat(sleep.status("Uid")).isEqualTo("1\t1\t1\t1");
        assertThat(sleep.status("Gid")).isEqualTo("1\t1\t1\t1");
        assertThat(sleep.status("Groups")).isEqualTo("1");
        assertThat(sleep.mask("CapEff")).isZero();
        assertThat(sleep.environment("USER")).hasValue("daemon");
        Proc other = Proc.of(spawned(java.server(scope, "user:daemon", "group:65534", "spawn:sleep 600", "exit:0")
                .start()));
        assertThat(other.status("Gid")).isEqualTo("65534\t65534\t65534\t65534");
    }

    @EachJava
    void a_daemon_that_is_another_user_still_answers_its_launcher(JavaHome java, ProcessScope scope)
            throws IOException {
        needsRoot("change the user");
        needsReadableClassPath(java, scope);
        Path pidFile = directory.resolve("server.pid");
        Path log = directory.resolve("server.log");
        ChildJvm launcher = java.server(
                        scope,
                        "user:daemon",
                        "pid:" + pidFile,
                        "log:" + log,
                        "timeout:20000",
                        "detach",
                        "print:as daemon",
                        "ready:serving")
                .start();

        ObservedProcess daemon = Facts.daemonOf(launcher);

        assertThat(Facts.err(launcher)).contains("as daemon\n", "server: serving\n");
        assertThat(Proc.of(daemon).status("Uid")).isEqualTo("1\t1\t1\t1");
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(Files.getAttribute(pidFile, "unix:uid"))
                .as("the server may not change it")
                .isEqualTo(0);
    }

    @Test
    void a_log_that_may_be_a_trap_is_not_given_to_the_daemons_user(ProcessScope scope) throws IOException {
        needsRoot("change the user");
        needs(scope, "have a user", "getent", "passwd", "daemon");
        Path victim = Files.writeString(directory.resolve("victim"), "precious\n");
        Path owned = Files.createDirectory(directory.resolve("owned"));
        Files.setAttribute(owned, "unix:uid", 1);
        Path link = Files.createSymbolicLink(owned.resolve("link.log"), victim);
        Path foreign = Files.writeString(owned.resolve("foreign.log"), "precious\n");
        Files.setAttribute(foreign, "unix:uid", 65534);
        ChildJvm launcher = RUNNING.server(
                        scope, "user:daemon", "log:" + link, "spawn:id -u", "log:" + foreign, "spawn:id -u", "exit:0")
                .start();
        launcher.awaitExit();
        Path second = Files.createLink(owned.resolve("second.log"), victim);
        ChildJvm again = RUNNING.server(scope, "user:daemon", "log:" + second, "spawn:id -u", "exit:0")
                .start();
        again.awaitExit();

        assertThat(out(launcher).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("not spawned: ")
                                .contains("log file " + link + " is refused: ", "symbolic link"),
                        line -> assertThat(line)
                                .startsWith("not spawned: ")
                                .contains("log file " + foreign + " is refused: ", "belongs to uid 65534"));
        assertThat(out(again))
                .startsWith("not spawned: ")
                .contains("log file " + second + " is refused: ", "hard links");
        assertThat(Files.getAttribute(victim, "unix:uid")).isEqualTo(0);
        assertThat(Facts.content(victim)).isEqualTo("precious\n");
        assertThat(Facts.content(foreign)).isEqualTo("precious\n");
    }

    @Test
    void only_a_log_made_for_it_belongs_to_the_daemons_user(ProcessScope scope) throws IOException {
        needsRoot("change the user");
        needs(scope, "have a user", "getent", "passwd", "daemon");
        Path made = directory.resolve("made.log");
        Path rotated = Files.writeString(directory.resolve("rotated.log"), "begin\n");

        RUNNING.server(scope, "user:daemon", "log:" + made, "spawn:id -u", "log:" + rotated, "spawn:id -u", "exit:0")
                .start();

        assertThat(awaitContent(made, "\n")).isEqualTo("1\n");
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(1);
        assertThat(awaitContent(rotated, "1\n")).as("it can write all the same").isEqualTo("begin\n1\n");
        assertThat(Files.getAttribute(rotated, "unix:uid")).isEqualTo(0);
    }

    @Test
    void a_log_may_be_a_link_where_no_other_user_comes_in(ProcessScope scope) throws IOException {
        Path elsewhere = directory.resolve("elsewhere.log");
        Path link = Files.createSymbolicLink(directory.resolve("link.log"), elsewhere);

        RUNNING.server(scope, "log:" + link, "spawn:echo first", "log:" + link, "spawn:echo second", "exit:0")
                .start();

        awaitContent(elsewhere, "first\n");
        awaitContent(elsewhere, "second\n");
    }

    @EachJava
    void a_user_may_be_unable_to_read_the_pid_file(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("change the user");
        needsReadableClassPath(java, scope);
        Path kept = Files.writeString(directory.resolve("kept.pid"), "\n");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-------"));
        Path made = directory.resolve("made.pid");

        ObservedProcess first = Facts.daemonOf(
                java.server(scope, "user:daemon", "pid:" + kept, "detach").start());
        ObservedProcess second =
                Facts.daemonOf(java.serverAfter(scope, "umask 077", "user:daemon", "pid:" + made, "detach")
                        .start());

        assertThat(pidIn(kept)).isEqualTo(first.pid());
        assertThat(pidIn(made)).isEqualTo(second.pid());
        assertThat(Files.getPosixFilePermissions(made))
                .as("for kill $(cat FILE)")
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @EachJava
    void a_daemon_of_another_user_is_not_stopped(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("change the user");
        needsReadableClassPath(java, scope);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path pidFile = directory.resolve("roots.pid");
        long pid = spawned(java.server(scope, "pid:" + pidFile, "spawn:sleep 600", "exit:0")
                        .start())
                .pid();
        Path own = directory.resolve("own.pid");

        ChildProcess stop = asDaemon(java.server(scope, "pid:" + pidFile, "command:stop"), scope)
                .start();
        ChildProcess start = asDaemon(java.server(scope, "pid:" + own, "command:start"), scope)
                .start();

        assertThat(stop.awaitExit().code()).as("as LSB wants it").hasValue(4);
        assertThat(Facts.err(stop))
                .startsWith(
                        "server: cannot stop pid " + pid + " of " + pidFile + ": pidfd_send_signal(15) failed: EPERM")
                .contains("; stop it as root or as its own user, uid 0");
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(start.awaitExit().code()).hasValue(1);
        assertThat(Facts.err(start))
                .contains(
                        "cannot lock the pid file " + own + ": open(" + own + ".lock) failed: EACCES",
                        "name another one");
        Files.setPosixFilePermissions(pidFile, PosixFilePermissions.fromString("rw-------"));
        ChildProcess unreadable = asDaemon(java.server(scope, "pid:" + pidFile, "command:stop"), scope)
                .start();
        assertThat(unreadable.awaitExit().code()).hasValue(1);
        assertThat(Facts.err(unreadable))
                .contains("cannot read the pid file: open(" + pidFile + ") failed: EACCES", "ask as root");
    }

    /** A command of the user "daemon", who can read neither root's home, where JNA may be, nor write to one of his own. */
    private CommandBuilder asDaemon(ChildJvm.Builder server, ProcessScope scope) throws IOException {
        Path temporary = directory.resolve("temporary");
        Path jna = temporary.resolve("jna.jar");
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (entry.contains("/jna-") && Files.notExists(jna)) {
                Files.setAttribute(Files.createDirectories(temporary), "unix:uid", 1);
                Files.copy(Path.of(entry), jna);
            }
            classPath.add(entry.contains("/jna-") ? jna : Path.of(entry));
        }
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=daemon", "--clear-groups"));
        command.addAll(server.classPath(classPath.toArray(new Path[0]))
                .jvmOptions("-Djna.tmpdir=" + temporary)
                .command());
        return scope.command(command.toArray(new String[0]));
    }

    @Test
    void a_stop_says_that_a_child_still_holds_the_lock(ProcessScope scope) throws IOException {
        Path pidFile = directory.resolve("parent.pid");
        Path script = Files.writeString(directory.resolve("parent"), "sleep 600 &\nexec sleep 601\n");
        ChildJvm launcher = RUNNING.server(scope, "pid:" + pidFile, "spawn:sh " + script, "exit:0")
                .start();
        launcher.awaitExit();
        ObservedProcess parent = Waits.running(launcher, "sleep 601");
        Waits.running(launcher, "sleep 600");
        DaemonControl control = DaemonControl.of(pidFile);

        assertThat(control.process()).isPresent();
        assertThatThrownBy(() -> control.stop(Duration.ofSeconds(30)))
                .isInstanceOf(DaemonException.class)
                .hasMessageContainingAll("pid " + parent.pid(), "still holds it", "fuser " + pidFile);
        assertThat(parent.isAlive()).isFalse();

        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(control.process()).isEmpty();
        assertThatThrownBy(() -> control.stop(Duration.ofSeconds(30)))
                .isInstanceOf(DaemonException.class)
                .hasMessageContainingAll("still holds it", "fuser " + pidFile);
        ChildJvm next = RUNNING.server(scope, "pid:" + pidFile, "spawn:sleep 600", "exit:0")
                .start();
        next.awaitExit();
        assertThat(out(next)).startsWith("not spawned: already running: the lock of the pid file ");
    }

    private static void needsReadableClassPath(JavaHome java, ProcessScope scope) {
        needs(scope, "have a user", "getent", "passwd", "daemon");
        needs(
                scope,
                "let another user read the class path",
                "setpriv",
                "--reuid=daemon",
                "--clear-groups",
                "sh",
                "-c",
                "cat \"$0\"/io/github/daemon4j/it/Server.class >/dev/null && " + "'" + java.java() + "' -version",
                testClasses());
    }

    private static String testClasses() {
        return Path.of(Server.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    @EachJava
    void a_user_that_is_not_there_is_said_by_name(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = java.server(scope, "user:nobody-of-that-name", "spawn:sleep 600", "exit:0")
                .start();

        launcher.awaitExit();

        assertThat(out(launcher)).startsWith("not spawned: there is no user nobody-of-that-name");
    }

    /** What the launcher has started and said so. */
    private static ObservedProcess spawned(ChildProcess child) {
        String said = child.awaitLine("spawned");
        assertThat(said).startsWith("spawned ");
        assertThat(child.awaitExit().code()).hasValue(0);
        ObservedProcess program = child.awaitDetached();
        assertThat(said).isEqualTo("spawned " + program.pid());
        return program;
    }
}
