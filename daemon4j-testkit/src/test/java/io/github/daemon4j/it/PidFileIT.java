/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitStarting;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.fifo;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.pidIn;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pid file: what it is refused for, what it says, and how long its lock holds. */
@DaemonTest
class PidFileIT {

    private static final JavaHome RUNNING = JavaHome.running();

    @TempDir
    private Path directory;

    private Path pidFile;

    @BeforeEach
    void nameFile() {
        pidFile = directory.resolve("server.pid");
    }

    @Test
    void a_symbolic_link_is_refused(ProcessScope scope) throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious\n");
        Files.createSymbolicLink(pidFile, target);

        assertRefused(scope, pidFile, "symbolic link");

        assertThat(content(target)).isEqualTo("precious\n");
    }

    @Test
    void a_file_others_may_write_to_is_refused(ProcessScope scope) throws IOException {
        Files.writeString(pidFile, "1\n");
        Files.setPosixFilePermissions(pidFile, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertRefused(scope, pidFile, "mode 666");
    }

    @Test
    void a_file_of_another_user_is_refused(ProcessScope scope) throws IOException {
        needsRoot("give a file to somebody else");
        Files.writeString(pidFile, "1\n");
        Files.setAttribute(pidFile, "unix:uid", 65534);

        assertRefused(scope, pidFile, "belongs to uid 65534");
    }

    @Test
    void a_file_with_a_second_name_is_refused(ProcessScope scope) throws IOException {
        Files.writeString(pidFile, "1\n");
        Files.createLink(directory.resolve("second"), pidFile);

        assertRefused(scope, pidFile, "other hard links");
    }

    @Test
    void a_directory_everyone_may_write_to_is_refused(ProcessScope scope) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(scope, pidFile, "writable by everyone");
    }

    @Test
    void a_directory_a_group_may_write_to_is_refused_for_root(ProcessScope scope) throws IOException {
        needsRoot("give a directory to a group");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setAttribute(directory, "unix:gid", 65534);

        assertRefused(scope, pidFile, "writable by the group 65534");
    }

    @Test
    void a_directory_of_another_user_is_refused(ProcessScope scope) throws IOException {
        needsRoot("give a directory to somebody else");
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Files.setAttribute(foreign, "unix:uid", 65534);

        assertRefused(scope, foreign.resolve("server.pid"), "belongs to uid 65534");
    }

    @Test
    void a_directory_that_is_not_there_is_refused(ProcessScope scope) {
        assertRefused(scope, directory.resolve("none/server.pid"), "does not exist; create " + directory + "/none");
    }

    @Test
    void something_that_is_no_file_is_refused(ProcessScope scope) throws IOException {
        Files.createDirectory(pidFile);
        assertRefused(scope, pidFile, "it is a directory");
        Files.delete(pidFile);
        run(scope, "mkfifo", pidFile.toString());
        assertRefused(scope, pidFile, "no regular file");
        assertThat(pidFile).exists();
    }

    /** Refused with a message that names the file and the reason; nothing started, nothing printed by a second JVM. */
    private void assertRefused(ProcessScope scope, Path file, String reason) {
        ChildJvm launcher = RUNNING.server(scope, "print:once", "pid:" + file, "command:start")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("server: ", file.toString(), reason);
        assertThat(err(launcher)).as("no second JVM was started").doesNotContain("once");
    }

    @EachJava
    void a_second_start_names_the_first_and_leaves_it_alone(JavaHome java, ProcessScope scope) {
        ObservedProcess first =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());
        long pid = pidIn(pidFile);

        ChildJvm second = java.server(scope, "pid:" + pidFile, "command:start").start();
        ChildJvm plain = java.server(scope, "pid:" + pidFile, "detach").start();

        assertThat(pid).isEqualTo(first.pid());
        assertThat(second.awaitExit().code()).as("as LSB wants it").hasValue(0);
        assertThat(Facts.out(second)).isEqualTo("server is already running (pid " + pid + ")\n");
        assertThat(plain.awaitExit().code()).hasValue(1);
        plain.awaitEndOfOutput();
        assertThat(err(plain))
                .isEqualTo("server: already running with pid " + pid + ": the lock of the pid file " + pidFile
                        + " is held\n");
        assertThat(first.isAlive()).isTrue();
        assertThat(pidIn(pidFile)).isEqualTo(pid);
    }

    @EachJava
    void of_many_starts_at_once_one_wins(JavaHome java, ProcessScope scope) {
        List<ChildJvm> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(java.server(scope, "pid:" + pidFile, "detach").start());
        }

        List<ChildJvm> winners = launchers.stream()
                .filter(launcher -> launcher.awaitExit().shellCode() == 0)
                .toList();

        assertThat(winners).hasSize(1);
        ObservedProcess daemon = winners.get(0).awaitDetached();
        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        assertThat(daemon.isAlive()).isTrue();
    }

    @EachJava
    void the_file_of_a_killed_server_is_stale_and_no_obstacle(JavaHome java, ProcessScope scope) {
        ObservedProcess first =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());
        assertThat(status(java, scope)).isEqualTo(DaemonStatus.RUNNING.exitCode());

        first.signal(Signal.KILL);
        first.awaitEnd();

        assertThat(pidFile).exists();
        assertThat(status(java, scope))
                .isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE.exitCode())
                .isEqualTo(1);
        ObservedProcess second =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());
        assertThat(pidIn(pidFile)).isEqualTo(second.pid());
        second.signal(Signal.TERM);
        second.awaitEnd();
        assertThat(pidFile).doesNotExist();
        assertThat(status(java, scope))
                .isEqualTo(DaemonStatus.NOT_RUNNING.exitCode())
                .isEqualTo(3);
    }

    private int status(JavaHome java, ProcessScope scope) {
        return java.server(scope, "pid:" + pidFile, "command:status")
                .start()
                .awaitExit()
                .shellCode();
    }

    @EachJava
    void garbage_in_the_file_is_no_obstacle(JavaHome java, ProcessScope scope) throws IOException {
        Files.write(pidFile, new byte[] {'-', '1', '\n', (byte) 0xff, 0, 'x', '9', '9', '9', '9', '9', '9', '9', '9'});
        Files.setPosixFilePermissions(pidFile, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);

        ObservedProcess daemon =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());

        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
    }

    @EachJava
    void while_the_launcher_waits_the_server_is_starting_and_then_running(JavaHome java, ProcessScope scope)
            throws IOException {
        Path fifo = fifo(scope, directory);
        ChildJvm launcher = java.server(
                        scope, "pid:" + pidFile, "timeout:20000", "detach", "print:coming", "await:" + fifo, "ready")
                .start();
        launcher.awaitText("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        DaemonControl control = DaemonControl.of(pidFile);
        assertThat(control.status()).isEqualTo(DaemonStatus.STARTING);
        assertThat(control.process().orElseThrow().pid()).isEqualTo(daemon.pid());
        ChildJvm second = java.server(scope, "pid:" + pidFile, "command:start").start();
        awaitWaiting(second);
        letGoOn(fifo);
        daemonOf(launcher);
        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(second.awaitExit().code()).hasValue(0);
        assertThat(Facts.out(second)).isEqualTo("server is already running (pid " + daemon.pid() + ")\n");
    }

    @EachJava
    void a_start_beside_one_that_fails_has_failed_too(JavaHome java, ProcessScope scope) throws IOException {
        Path fifo = fifo(scope, directory);
        ChildJvm first = java.server(
                        scope, "pid:" + pidFile, "timeout:20000", "detach", "print:coming", "await:" + fifo, "exit:3")
                .start();
        first.awaitText("coming");
        ChildJvm second = java.server(scope, "pid:" + pidFile, "command:start").start();
        awaitWaiting(second);
        letGoOn(fifo);

        assertThat(first.awaitExit().code()).hasValue(3);
        assertThat(second.awaitExit().code()).hasValue(1);
        second.awaitEndOfOutput();
        assertThat(err(second)).contains("another start with the pid file " + pidFile, "has failed");
        assertThat(pidFile).doesNotExist();
    }

    /** Waits until a launcher is waiting for another one: a thread of it says so by its name. */
    private static void awaitWaiting(ChildJvm launcher) {
        await("the launcher waits", () -> Facts.hasThread(launcher.pid(), "daemon4j waits"));
    }

    @Test
    void a_server_that_is_starting_can_be_stopped(ProcessScope scope) {
        ChildJvm launcher = RUNNING.server(scope, "pid:" + pidFile, "timeout:20000", "detach", "print:coming", "hang")
                .start();
        launcher.awaitText("coming");
        ObservedProcess daemon = awaitStarting(launcher);

        StopResult result = DaemonControl.of(pidFile).stop(Duration.ofSeconds(30));

        assertThat(result.outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        assertThat(result.pid()).isEqualTo(daemon.pid());
        assertThat(launcher.awaitExit().code()).hasValue(143);
        assertThat(pidFile).doesNotExist();
    }

    @EachJava
    void stop_ends_the_server_and_the_file(JavaHome java, ProcessScope scope) {
        ObservedProcess daemon =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());

        ChildJvm stop = java.server(scope, "pid:" + pidFile, "command:stop").start();

        assertThat(stop.awaitExit().code()).hasValue(0);
        assertThat(Facts.out(stop)).isEqualTo("server stopped (pid " + daemon.pid() + ")\n");
        assertThat(daemon.isAlive()).as("it is gone when stop returns").isFalse();
        assertThat(pidFile).doesNotExist();
        ChildJvm again = java.server(scope, "pid:" + pidFile, "command:stop").start();
        assertThat(again.awaitExit().code()).hasValue(0);
        assertThat(Facts.out(again)).isEqualTo("server is not running\n");
    }

    @EachJava
    void restart_replaces_the_server(JavaHome java, ProcessScope scope) {
        ObservedProcess first =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:start").start());

        ObservedProcess second =
                daemonOf(java.server(scope, "pid:" + pidFile, "command:restart").start());

        assertThat(first.isAlive()).isFalse();
        assertThat(pidIn(pidFile)).isEqualTo(second.pid()).isNotEqualTo(first.pid());
    }

    @EachJava
    void a_restart_that_cannot_start_leaves_the_server_running(JavaHome java, ProcessScope scope) throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        ObservedProcess server = daemonOf(java.server(scope, "pid:" + pidFile, "cwd:" + gone, "command:start")
                .start());
        Files.delete(gone);

        ChildJvm noDirectory = java.server(scope, "pid:" + pidFile, "cwd:" + gone, "command:restart")
                .start();
        ChildJvm noLog = java.server(scope, "pid:" + pidFile, "log:" + gone.resolve("server.log"), "command:restart")
                .start();

        assertThat(noDirectory.awaitExit().code()).hasValue(1);
        assertThat(noLog.awaitExit().code()).hasValue(1);
        assertThat(err(noDirectory)).contains("server: the daemon's working directory " + gone + " is no directory");
        assertThat(err(noLog)).contains("server: the directory of the daemon's log file " + gone);
        assertThat(Facts.out(noDirectory)).isEmpty();
        assertThat(server.isAlive()).isTrue();
        assertThat(pidIn(pidFile)).isEqualTo(server.pid());
    }

    @EachJava
    void a_file_that_somebody_has_put_in_its_place_is_not_removed(JavaHome java, ProcessScope scope)
            throws IOException {
        ObservedProcess daemon =
                daemonOf(java.server(scope, "pid:" + pidFile, "detach").start());
        Files.delete(pidFile);
        Files.writeString(pidFile, "4711\n");

        daemon.signal(Signal.TERM);
        daemon.awaitEnd();

        assertThat(content(pidFile)).isEqualTo("4711\n");
    }

    @Test
    void a_fifo_that_somebody_has_put_in_its_place_does_not_hold_up_the_end_and_stays(ProcessScope scope)
            throws IOException {
        ObservedProcess daemon =
                daemonOf(RUNNING.server(scope, "pid:" + pidFile, "detach").start());
        Files.delete(pidFile);
        run(scope, "mkfifo", pidFile.toString());

        daemon.signal(Signal.TERM);
        daemon.awaitEnd();

        assertThat(pidFile).exists();
    }

    @Test
    void a_file_of_another_user_that_speaks_of_the_server_is_not_removed(ProcessScope scope) throws IOException {
        needsRoot("give a file to somebody else");
        ObservedProcess daemon =
                daemonOf(RUNNING.server(scope, "pid:" + pidFile, "detach").start());
        Files.setAttribute(pidFile, "unix:uid", 65534);

        daemon.signal(Signal.TERM);
        daemon.awaitEnd();

        assertThat(pidFile).exists();
    }

    /** POSIX locks, java.nio's among them, are lost when the process closes any descriptor of the file. */
    @EachJava
    @JdkDependent("its file channels")
    void the_lock_stays_when_the_server_reads_its_own_file(JavaHome java, ProcessScope scope) {
        Path log = directory.resolve("server.log");
        ObservedProcess daemon = daemonOf(java.server(
                        scope, "pid:" + pidFile, "log:" + log, "timeout:20000", "detach", "read:" + pidFile, "ready")
                .start());

        assertThat(content(log)).startsWith("read " + daemon.pid() + "\nstart=");
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.RUNNING);
    }

    @EachJava
    void a_full_disk_is_found_out_before_anything_is_started(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("mount a tmpfs of one page");
        needs(scope, "make a file system that is full", "unshare", "--mount", "true");
        Path log = directory.resolve("server.log"); // the next step of a start, where there is room
        Path mounted = Files.createDirectory(directory.resolve("full"));
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=4k,mode=755 none \"$0\" && head -c 4096 /dev/zero >\"$0/filler\" && \"$@\"",
                mounted.toString()));
        command.addAll(
                java.server(scope, "print:once", "pid:" + mounted.resolve("server.pid"), "log:" + log, "command:start")
                        .command());

        ChildProcess launcher = scope.command(command.toArray(new String[0])).start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("server: cannot write the pid file " + mounted.resolve("server.pid"), "ENOSPC")
                .doesNotContain("once");
        assertThat(log).doesNotExist();
    }

    @Test
    void a_relative_name_counts_from_where_the_launcher_was_started(ProcessScope scope) {
        ObservedProcess daemon = daemonOf(RUNNING.server(scope, "pid:server.pid", "detach")
                .workingDirectory(directory)
                .start());

        assertThat(pidIn(pidFile)).isEqualTo(daemon.pid());
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        await("the file is removed", () -> Files.notExists(pidFile));
    }

    @Test
    void a_path_through_a_link_and_back_names_one_file_for_all(ProcessScope scope) throws IOException {
        Files.createDirectories(directory.resolve("releases/42"));
        Files.createDirectories(directory.resolve("releases/run"));
        Files.createDirectory(directory.resolve("run"));
        Files.createSymbolicLink(directory.resolve("current"), Path.of("releases/42"));
        Path named = directory.resolve("current/../run/server.pid");

        ObservedProcess daemon =
                daemonOf(RUNNING.server(scope, "pid:" + named, "command:start").start());

        assertThat(DaemonControl.of(named).status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(pidIn(directory.resolve("releases/run/server.pid"))).isEqualTo(daemon.pid());
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(named).doesNotExist();
    }

    @Test
    void a_stop_leaves_alone_what_is_no_pid_file(ProcessScope scope) throws IOException {
        Path configuration = Files.writeString(directory.resolve("app.conf"), "port=80\nhost=a\n");
        Path empty = Files.createFile(directory.resolve("reserved.pid"));
        Path fifo = fifo(scope, directory);

        StopResult result = DaemonControl.of(configuration).stop(Duration.ZERO);
        DaemonControl.of(empty).stop(Duration.ZERO);

        assertThat(result.outcome()).isEqualTo(StopResult.Outcome.NOT_RUNNING);
        assertThat(content(configuration)).isEqualTo("port=80\nhost=a\n");
        assertThat(empty).as("what a start leaves that was killed").doesNotExist();
        for (Path none : List.of(directory, fifo)) {
            DaemonControl control = DaemonControl.of(none);
            assertThat(control.status()).isEqualTo(DaemonStatus.UNKNOWN);
            assertThatThrownBy(() -> control.stop(Duration.ZERO))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContainingAll(none.toString(), "name the daemon's");
            assertThat(none).exists();
        }
    }

    @Test
    void a_daemon_is_stopped_even_if_its_file_has_to_stay(ProcessScope scope) throws IOException {
        needsRoot("give a directory to somebody else");
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Path file = foreign.resolve("server.pid");
        ChildJvm launcher = RUNNING.server(scope, "pid:" + file, "spawn:sleep 600", "exit:0")
                .start();
        assertThat(launcher.awaitExit().code()).hasValue(0);
        long pid = pidIn(file);
        Files.setAttribute(foreign, "unix:uid", 65534);

        StopResult result = DaemonControl.of(file).stop(Duration.ofSeconds(30));

        assertThat(result.outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        assertThat(result.pid()).isEqualTo(pid);
        assertThat(DaemonControl.of(file).status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
    }

    /** As process 1 of a container writes it; and as it is when a number has been given out anew. */
    @Test
    void a_held_lock_whose_file_names_nobody_is_not_taken_for_a_stopped_daemon(ProcessScope scope) throws IOException {
        ObservedProcess daemon =
                daemonOf(RUNNING.server(scope, "pid:" + pidFile, "detach").start());
        DaemonControl control = DaemonControl.of(pidFile);
        long somebody = ProcessHandle.current().parent().orElseThrow().pid();
        for (String content : List.of("1\n", somebody + "\n")) {
            Files.writeString(pidFile, content);

            assertThat(control.process()).as(content).isEmpty();
            assertThatThrownBy(() -> control.stop(Duration.ofSeconds(30)))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContainingAll("nothing was signalled", "fuser " + pidFile);
        }
        assertThat(daemon.isAlive()).isTrue();
        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
    }

    @Test
    void a_grace_longer_than_a_life_is_waited_for_and_a_negative_one_refused(ProcessScope scope) {
        DaemonControl control = DaemonControl.of(pidFile);
        for (Duration grace : List.of(Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
            ObservedProcess daemon =
                    daemonOf(RUNNING.server(scope, "pid:" + pidFile, "detach").start());

            assertThatThrownBy(() -> control.stop(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
            assertThat(daemon.isAlive()).isTrue();
            assertThat(control.stop(grace).outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        }
    }
}
