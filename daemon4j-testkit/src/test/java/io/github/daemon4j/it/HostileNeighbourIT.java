/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.run;
import static io.github.daemon4j.it.Neighbour.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another user of the machine, or the daemon's own, can do to root's verbs, files and processes: nothing. */
@DaemonTest
class HostileNeighbourIT {

    private static final JavaHome RUNNING = JavaHome.running();
    private static final Duration AN_ANSWER = Duration.ofSeconds(20);
    private static final int O_ACCMODE = 3;
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 02000;

    @TempDir
    private static Path tools;

    private static Neighbour neighbour;

    @TempDir
    private Path directory;

    /** Nobody's own place, where root's server writes its log. */
    private Path app;

    private Belongings roots;
    private Path pidFile;

    @BeforeAll
    static void meetTheNeighbour(ProcessScope scope) throws IOException {
        neighbour = new Neighbour(scope, tools);
    }

    @BeforeEach
    void furnish() throws IOException {
        Neighbour.open(directory);
        app = Neighbour.directory(directory.resolve("app"), NOBODY);
        roots = Belongings.of(directory.resolve("roots"), 0);
        pidFile = directory.resolve("server.pid");
    }

    // What a daemon of another user is given

    @EachJava
    void a_program_of_another_user_holds_nothing_that_writes_what_root_reads(JavaHome java, ProcessScope scope)
            throws IOException {
        Path log = directory.resolve("server.log");
        ChildJvm launcher = java.server(
                        scope,
                        "user:nobody",
                        "pid:" + pidFile,
                        "log:" + log,
                        "spawn:" + neighbour.program("scribble"),
                        "exit:0")
                .start();
        String said = launcher.awaitLine("spawned ");
        ObservedProcess service = daemonOf(launcher);

        awaitContent(log, "scribbled");

        assertThat(said).isEqualTo("spawned " + service.pid());
        assertThat(writableForOthersToRead(service, log)).isEmpty();
        assertThat(firstLine(pidFile)).isEqualTo(Long.toString(service.pid()));
        DaemonControl control = DaemonControl.of(pidFile);
        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(control.process().orElseThrow().pid()).isEqualTo(service.pid());
    }

    @EachJava
    @JdkDependent("its descriptors")
    void a_java_daemon_of_another_user_holds_nothing_that_writes_what_root_reads(JavaHome java, ProcessScope scope)
            throws IOException {
        Path log = directory.resolve("server.log");

        ObservedProcess daemon = daemonOf(java.server(
                        scope,
                        "user:nobody",
                        "pid:" + pidFile,
                        "log:" + log,
                        "detach",
                        "run:trap '' PIPE; for f in /proc/$PPID/fd/*; do [ -f $f ] && echo 1 >$f; done 2>/dev/null; true",
                        "ready")
                .start());

        assertThat(writableForOthersToRead(daemon, log)).isEmpty();
        assertThat(firstLine(pidFile)).isEqualTo(Long.toString(daemon.pid()));
    }

    /** By what the descriptors can do, not by the mode of the files: the launcher opened them as root. */
    static Map<Integer, String> writableForOthersToRead(ObservedProcess process, Path log) {
        Proc proc = Proc.of(process);
        Map<Integer, String> descriptors = proc.descriptors();
        // 0, 1 and 2 at least: an empty list would prove nothing.
        assertThat(descriptors).hasSizeGreaterThan(2);
        descriptors.entrySet().removeIf(entry -> {
            String target = entry.getValue();
            int flags = proc.flags(entry.getKey());
            return (flags & O_ACCMODE) == 0
                    || (target.equals(log.toString()) && (flags & (O_ACCMODE | O_APPEND)) == (O_WRONLY | O_APPEND))
                    || target.endsWith(".pid.lock")
                    || target.startsWith("/memfd:daemon4j-account") // what it says there is about itself alone
                    || target.matches("pipe:.*|anon_inode:.*|socket:.*|/dev/(null|u?random)");
        });
        return descriptors;
    }

    // Locks, and pid files of other people

    @Test
    void a_read_lock_of_somebody_else_neither_keeps_a_server_from_starting_nor_makes_status_lie(ProcessScope scope)
            throws IOException {
        ObservedProcess first = daemonOf(
                RUNNING.server(scope, "pid:" + pidFile, "command:start").start());
        ChildProcess locks =
                neighbour.begin(scope, "waits for " + pidFile, "read-locks", pidFile.toString(), pidFile + ".lock");
        first.signal(Signal.KILL);
        first.awaitEnd();
        locks.awaitLine("holds " + pidFile);

        assertThat(verb(scope, "status").awaitExit().code()).hasValue(DaemonStatus.DEAD_WITH_PID_FILE.exitCode());
        ObservedProcess second = daemonOf(verb(scope, "start"));

        assertThat(firstLine(pidFile)).isEqualTo(Long.toString(second.pid()));
        assertThat(verb(scope, "status").awaitExit().code()).hasValue(0);
        assertThat(verb(scope, "stop").awaitExit().code()).hasValue(0);
        assertThat(second.isAlive()).isFalse();
        assertThat(verb(scope, "status").awaitExit().code()).hasValue(DaemonStatus.NOT_RUNNING.exitCode());
    }

    private ChildJvm verb(ProcessScope scope, String verb) {
        return RUNNING.server(scope, "pid:" + pidFile, "command:" + verb).start();
    }

    @Test
    void root_signals_nobody_on_the_word_of_another_users_pid_file(ProcessScope scope) throws IOException {
        Path forged = Files.createFile(app.resolve("server.pid"));
        Files.setAttribute(forged, "unix:uid", NOBODY);
        ChildProcess reader = readerNamedBy(scope, forged);

        ChildJvm stop = RUNNING.server(scope, "pid:" + forged, "command:stop").start();
        ChildJvm status =
                RUNNING.server(scope, "pid:" + forged, "command:status").start();

        assertThat(stop.awaitExit(AN_ANSWER).shellCode()).isNotZero();
        assertThat(reader.isAlive()).as("root's own process").isTrue();
        stop.awaitEndOfOutput();
        assertThat(err(stop)).contains(forged.toString(), "uid " + NOBODY);
        assertThat(status.awaitExit(AN_ANSWER).shellCode()).as("not running").isNotZero();
    }

    /** Root's process that has a file of nobody's open, where whoever follows the lock to its holders looks for it. */
    private static ChildProcess readerNamedBy(ProcessScope scope, Path forged) {
        ChildProcess reader = scope.command("tail", "-f", forged.toString()).start();
        neighbour.begin(scope, "held", "forge", forged.toString(), Long.toString(reader.pid()));
        Facts.await(
                "tail has the file open", () -> Proc.of(reader).descriptors().containsValue(forged.toString()));
        return reader;
    }

    @Test
    void a_directory_of_somebody_else_above_roots_pid_file_is_refused(ProcessScope scope) throws IOException {
        Path below = Files.createDirectory(app.resolve("below"));
        Neighbour.open(below);
        Path file = below.resolve("server.pid");

        ChildJvm start = RUNNING.server(scope, "print:once", "pid:" + file, "command:start")
                .start();

        assertThat(start.awaitExit(AN_ANSWER).code()).hasValue(1);
        start.awaitEndOfOutput();
        assertThat(err(start)).contains(file.toString(), app.toString(), "uid " + NOBODY);
        assertThat(err(start)).as("no second JVM was started").doesNotContain("once");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_name_that_is_a_pid_file_now_and_a_fifo_then_holds_up_no_answer(ProcessScope scope) {
        Path file = app.resolve("server.pid");
        neighbour.begin(scope, "alternates", "alternate", file.toString());

        ChildJvm asks = scope.jvm(Asks.class).arguments(file.toString(), "400").start();

        String longest = asks.awaitLine("longest ");
        assertThat(Long.parseLong(longest.substring("longest ".length())))
                .as("milliseconds")
                .isLessThan(5000);
    }

    // The log in a directory of the daemon's user

    @Test
    void a_log_is_not_made_where_a_link_of_the_daemons_user_leads(ProcessScope scope) throws IOException {
        Path link = Files.createSymbolicLink(app.resolve("sub"), roots.directory());
        Files.setAttribute(link, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);

        for (String name : List.of("server.log", "secret", "file")) {
            spawnWithLog(scope, link.resolve(name), 1);
            roots.assertUntouched();
        }
    }

    @Test
    void a_log_is_not_made_where_a_link_leads_that_comes_while_it_is_opened(ProcessScope scope) throws IOException {
        Path shared = Neighbour.directory(directory.resolve("shared"), NOBODY);
        ChildProcess swaps = swap(scope, "1", shared, roots);

        spawnWithLog(scope, app.resolve("logs/server.log"), 60);
        spawnWithLog(scope, app.resolve("logs/secret"), 60);
        swaps.signal(Signal.TERM);

        roots.assertUntouched();
    }

    private ChildProcess swap(ProcessScope scope, String count, Path shared, Belongings users) {
        return neighbour.begin(
                scope,
                "swaps",
                "swap",
                count,
                app.toString(),
                roots.directory().toString(),
                shared.toString(),
                users.directory().toString());
    }

    @Test
    void a_log_that_is_a_second_name_of_roots_file_is_refused(ProcessScope scope) throws IOException {
        Path second = Files.createLink(app.resolve("server.log"), roots.secret());

        assertThat(spawnWithLog(scope, second, 1)).contains("not spawned: ", second.toString(), "hard links");

        roots.assertUntouched();
    }

    @Test
    void a_log_that_is_a_fifo_holds_up_no_start(ProcessScope scope) {
        Path fifo = app.resolve("server.log");
        run(scope, "mkfifo", fifo.toString());

        assertThat(spawnWithLog(scope, fifo, 1)).contains("not spawned: ", fifo.toString());
    }

    /** What a launcher says that starts {@code id -u} for nobody so many times. */
    private String spawnWithLog(ProcessScope scope, Path log, int times) {
        List<String> script = new ArrayList<>(List.of("user:nobody", "log:" + log));
        script.addAll(Collections.nCopies(times, "spawn:id -u"));
        script.add("exit:0");
        ChildJvm launcher = RUNNING.server(scope, script.toArray(new String[0])).start();
        assertThat(launcher.awaitExit(AN_ANSWER).code()).hasValue(0);
        assertThat(out(launcher).lines()).hasSize(times);
        return out(launcher);
    }

    /** proc(5), fs.protected_regular: not even root opens somebody else's file with O_CREAT in a sticky directory. */
    @Test
    void a_log_of_the_daemons_user_in_a_sticky_directory_is_written_on(ProcessScope scope) throws IOException {
        Path setting = Path.of("/proc/sys/fs/protected_regular");
        String before = content(setting);
        assumeTrue(!before.isEmpty(), "not run: the kernel has no fs.protected_regular");
        assumeTrue(isSet(setting, "1"), "not run: fs.protected_regular cannot be set here");
        try {
            Path sticky = Files.createDirectory(directory.resolve("sticky"));
            run(scope, "chmod", "1777", sticky.toString());
            Path log = sticky.resolve("server.log");

            spawnWithLog(scope, log, 1);
            assertThat(awaitContent(log, "\n")).isEqualTo(NOBODY + "\n");
            assertThat(Files.getAttribute(log, "unix:uid")).isEqualTo(NOBODY);
            assertThat(spawnWithLog(scope, log, 1)).startsWith("spawned ");
            awaitContent(log, NOBODY + "\n" + NOBODY + "\n");
        } finally {
            isSet(setting, before.strip());
        }
    }

    private static boolean isSet(Path setting, String value) {
        try {
            Files.writeString(setting, value + "\n");
            return content(setting).strip().equals(value);
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static String firstLine(Path file) {
        return content(file).lines().findFirst().orElse("");
    }

    /** A round of verbs takes some seconds; more swaps than fit into one make it several ({@code -Dswaps=1000000}). */
    @Test
    void verbs_hold_while_a_neighbour_swaps_all_he_can(ProcessScope scope) throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        run(scope, "chmod", "+t", shared.toString());
        VerbsUnderAttack verbs = new VerbsUnderAttack(scope, neighbour, directory, app, shared);
        Path forged = Files.createFile(app.resolve("forged.pid"));
        Files.setAttribute(forged, "unix:uid", NOBODY);
        ChildProcess bystander = readerNamedBy(scope, forged);
        String swaps = System.getProperty("swaps", "10000");
        ChildProcess attack = swap(scope, swaps, shared, verbs.users());

        do {
            verbs.round();
        } while (!out(attack).contains("has swapped " + swaps + " times"));

        attack.signal(Signal.TERM);
        attack.awaitExit();
        verbs.assertStopped();
        roots.assertUntouched();
        assertThat(bystander.isAlive())
                .as("root's process that is none of theirs")
                .isTrue();
    }
}
