/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A container with a read-only root and a {@code /tmp} that is mounted noexec: JNA has no place for its library. A server that is
 * not detached needs none.
 */
@DaemonTest
class NothingExecutableIT {

    private static final String NOWHERE =
            "unset XDG_CACHE_HOME XDG_RUNTIME_DIR RUNTIME_DIRECTORY STATE_DIRECTORY CACHE_DIRECTORY HOME;"
                    + " for each in /tmp /dev/shm /run \"$HOME_OF_ROOT\" \"$OWN\"; do"
                    + " mount --bind $each $each && mount -o remount,bind,noexec $each || exit 99; done;";

    @TempDir
    private Path directory;

    private Path pidFile;
    private Path facts;
    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
        pidFile = directory.resolve("server.pid");
        facts = directory.resolve("facts");
        needsRoot("mount directories noexec");
        needs(scope, "mount directories noexec", "unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt");
    }

    private ChildJvm.Builder server(JavaHome java, String... script) {
        List<String> all = new ArrayList<>(List.of("pid:" + pidFile));
        all.addAll(List.of(script));
        return java.server(scope, all.toArray(new String[0]));
    }

    /** In a mount namespace where nothing that this user can write to can be executed. */
    private CommandBuilder there(String more, ChildJvm.Builder server) {
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", NOWHERE + more + " exec \"$@\"", "sh"));
        command.addAll(server.command());
        return scope.command(command.toArray(new String[0]))
                .environment("HOME_OF_ROOT", System.getProperty("user.home"))
                .environment("OWN", directory.toString());
    }

    private ChildProcess serves(ChildProcess server) {
        awaitContent(facts, "\n");
        assertThat(content(Path.of("/proc/" + server.pid() + "/maps"))).doesNotContain("jnidispatch");
        return server;
    }

    @EachJava
    @JdkDependent("native access")
    void in_the_foreground_a_server_has_its_pid_file_and_its_lock_all_the_same(JavaHome java) {
        ChildProcess server =
                serves(there("", server(java, "command:run", "facts:" + facts)).start());

        assertThat(pidIn(pidFile)).isEqualTo(server.pid());
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(DaemonControl.of(pidFile).process().orElseThrow().pid()).isEqualTo(server.pid());

        ChildProcess second = there("", server(java, "command:run")).start();
        assertThat(second.awaitExit().shellCode()).isEqualTo(1);
        assertThat(err(second)).contains("already running", "pid " + server.pid());
        ChildProcess elsewhere = server(java, "command:start").start();
        assertThat(elsewhere.awaitExit().shellCode()).isZero();
        assertThat(out(elsewhere)).isEqualTo("server is already running (pid " + server.pid() + ")\n");

        server.signal(Signal.TERM);
        assertThat(server.awaitExit().shellCode()).isZero();
        assertThat(pidFile).doesNotExist();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("facts", "server.pid.lock");
    }

    @EachJava
    void who_runs_already_is_seen_and_who_has_died_is_replaced(JavaHome java) throws IOException {
        ChildProcess first = server(java, "command:run", "facts:" + facts).start();
        awaitContent(facts, "FOREGROUND");
        ChildProcess beside = there("", server(java, "command:run")).start();
        assertThat(beside.awaitExit().shellCode()).isEqualTo(1);
        assertThat(err(beside)).contains("already running", "pid " + first.pid());
        first.signal(Signal.KILL);
        first.awaitExit();
        Files.delete(facts);

        ChildProcess next =
                serves(there("", server(java, "command:run", "facts:" + facts)).start());
        assertThat(pidIn(pidFile)).isEqualTo(next.pid());
        next.signal(Signal.KILL);
        next.awaitExit();
        assertThat(DaemonControl.of(pidFile).status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
        Files.delete(facts);

        ChildProcess last =
                serves(there("", server(java, "command:run", "facts:" + facts)).start());
        assertThat(pidIn(pidFile)).isEqualTo(last.pid());
    }

    @EachJava
    void a_pid_file_where_others_could_put_one_is_refused_there_too(JavaHome java) throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        pidFile = open.resolve("server.pid");

        ChildProcess server = there("", server(java, "command:run")).start();

        assertThat(server.awaitExit().shellCode()).isEqualTo(1);
        assertThat(err(server)).contains("is writable by everyone (chmod o-w)");
        assertThat(open).isEmptyDirectory();
    }

    /** As {@code docker run --read-only --user 4711}, with a volume for its files. */
    @EachJava
    void with_a_read_only_root_no_home_and_a_user_that_nobody_knows_it_serves(JavaHome java) throws Exception {
        Path lib = ReadableClasses.in(directory);
        Path volume = Files.createDirectory(directory.resolve("volume"));
        Files.setAttribute(volume, "unix:uid", 4711);
        pidFile = volume.resolve("server.pid");
        facts = volume.resolve("facts");
        ChildJvm.Builder jvm = scope.jvm(Server.class)
                .javaHome(java.path())
                .classPath(lib.resolve("*"), lib)
                .arguments("pid:" + pidFile, "command:run", "facts:" + facts);
        ChildProcess server = there(
                        "mount -o remount,bind,ro / || exit 99;"
                                + " set -- setpriv --reuid=4711 --regid=4711 --clear-groups \"$@\";",
                        jvm)
                .start();

        serves(server);

        assertThat(pidIn(pidFile)).isEqualTo(server.pid());
        assertThat(Files.getAttribute(pidFile, "unix:uid")).isEqualTo(4711);
    }

    @EachJava
    void a_service_manager_that_cannot_be_told_is_no_reason_not_to_serve(JavaHome java) {
        ChildProcess server = there("", server(java, "command:start", "facts:" + facts))
                .environment("NOTIFY_SOCKET", "/nowhere/notify")
                .environment("DAEMON4J_MODE", "systemd")
                .start();

        serves(server);

        assertThat(server.awaitLine("JNA cannot load its native library")).contains("-Djna.tmpdir=DIR");
        assertThat(err(server).split("JNA cannot load", -1)).as("said once").hasSize(2);
    }

    /** Where something is detached, there is a last resort: the directory of its own files. */
    @EachJava
    @JdkDependent("native access")
    void beside_its_own_files_jnas_library_may_be_for_a_moment(JavaHome java) throws IOException {
        Path volume = Files.createDirectory(directory.resolve("volume"));
        pidFile = volume.resolve("server.pid");
        ChildProcess launcher = there(
                        "mount -t tmpfs -o mode=755 none " + volume + ";",
                        server(java, "command:start", "facts:" + facts))
                .start();

        assertThat(launcher.awaitExit().shellCode())
                .as(() -> launcher.transcript().toString())
                .isZero();

        awaitContent(facts, "DETACHED");
        long daemon = launcher.awaitDetached().pid();
        assertThat(Path.of("/proc/" + daemon + "/root" + volume).toFile().list())
                .as("what is left beside the pid file")
                .containsExactlyInAnyOrder("server.pid", "server.pid.lock");
    }
}
