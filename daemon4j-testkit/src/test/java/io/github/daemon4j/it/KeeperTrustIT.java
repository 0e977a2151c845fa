/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a keeper and a daemon of another user, taken over, can do to root; and what an environment can do to a keeper. */
@DaemonTest
class KeeperTrustIT {

    private static final String AT_ONCE = "keep:0,0,1000,3600";
    private static final int O_ACCMODE = 3;

    @TempDir
    private Path directory;

    @BeforeEach
    void open() throws IOException {
        Neighbour.open(directory);
    }

    private KeptDaemon ofNobody(JavaHome java, ProcessScope scope, String... more) throws IOException {
        needsRoot("start a daemon as somebody else");
        needs(scope, "have a user nobody", "getent", "passwd", "nobody");
        String[] words = new String[more.length + 2];
        words[0] = AT_ONCE;
        words[1] = "user:nobody";
        System.arraycopy(more, 0, words, 2, more.length);
        return new KeptDaemon(java, scope, directory, words).start();
    }

    @EachJava
    void a_keeper_of_another_user_is_his_and_holds_nothing_that_writes_what_root_reads(
            JavaHome java, ProcessScope scope) throws IOException {
        KeptDaemon server = ofNobody(java, scope);
        server.kill();
        long pid = server.awaitRestart(1).pid().getAsLong();

        for (long process : new long[] {server.keeper(), pid}) {
            Proc proc = new Proc(process);
            assertThat(proc.status("Uid")).matches("(65534\\s*){4}");
            proc.descriptors().forEach((number, target) -> {
                boolean writes = (proc.flags(number) & O_ACCMODE) != 0;
                assertThat(writes ? target : "")
                        .as("descriptor " + number)
                        .isNotEqualTo(server.pidFile().toString());
            });
        }
        assertThat(new Proc(pid).descriptors().values())
                .as("the keeper's word is the keeper's alone")
                .noneMatch(target -> target.contains("daemon4j-keeper"));
        assertThat(server.run("stop")).isEqualTo("0 server stopped (pid " + pid + ")\n");
        server.assertNothingLeft();
    }

    @EachJava
    void root_signals_nobody_on_a_keepers_word(JavaHome java, ProcessScope scope) throws IOException {
        KeptDaemon server = ofNobody(java, scope);
        long keeper = server.keeper();
        ChildProcess roots = scope.command("sleep", "100").start();
        String lie = "pid=" + roots.pid() + ";restarts=7;status=;at=;stopping=yes\n";
        Files.writeString(Path.of("/proc/" + keeper + "/fd/0"), lie);

        assertThat(server.state().pid())
                .as("root's process is no child of the keeper")
                .isEmpty();
        assertThat(server.state().status()).isEqualTo(DaemonStatus.STOPPING);
        assertThat(server.control().signal(Signal.KILL)).isFalse();
        server.run("stop");
        assertThat(roots.isAlive()).isTrue();
        server.run("stop");
        server.assertNobody();
    }

    /** What is run by a shell that follows its environment: when it starts, before each command, in the place of one. */
    @EachJava
    void an_environment_has_nothing_run_and_changes_nothing(JavaHome java, ProcessScope scope) throws IOException {
        Path ran = directory.resolve("ran");
        Path script = Files.writeString(directory.resolve("script"), "echo script >>" + ran + "\n");
        Path environment = directory.resolve("environment");
        KeptDaemon server = new KeptDaemon(java, scope, directory, AT_ONCE, "write:environment=" + environment);
        ChildJvm launcher = server.command("start")
                .environment("ENV", script.toString())
                .environment("BASH_ENV", script.toString())
                .environment("SHELLOPTS", "xtrace")
                .environment("PS4", "$(echo ps4 >>" + ran + ")")
                .environment("BASH_FUNC_sleep%%", "() { echo function >>" + ran + "; }")
                .environment("d4j_child", "1")
                .environment("IFS", "0123456789")
                .environment("with.dot", "1")
                .environment("LINES_OF_IT", "a\nb='$(echo value >>" + ran + ")'")
                .start();
        assertThat(launcher.awaitExit().shellCode()).isZero();
        launcher.awaitEndOfOutput();

        assertThat(Facts.err(launcher))
                .startsWith(
                        "server: not passed on to the daemon, because its keeper is a shell, which has no variables of such"
                                + " names: with.dot\n");
        awaitContent(environment, "LINES_OF_IT=a\nb='$(echo value >>" + ran + ")'");
        server.kill();
        server.awaitRestart(1);
        assertThat(ran).doesNotExist();
        server.run("stop");
    }

    @EachJava
    void a_keeper_that_says_nothing_is_ended_and_so_is_its_daemon(JavaHome java, ProcessScope scope)
            throws IOException {
        KeptDaemon server = ofNobody(java, scope);
        Path word = Path.of("/proc/" + server.keeper() + "/fd/0");
        Files.setPosixFilePermissions(word, Set.of());
        Files.write(word, new byte[0]);

        assertThat(server.run("stop")).startsWith("0 server stopped (pid ");
        server.assertNothingLeft();
    }

    @EachJava
    void a_service_that_kills_its_own_keeper_can_be_stopped_still(JavaHome java, ProcessScope scope)
            throws IOException {
        KeptDaemon server = ofNobody(java, scope);
        long pid = server.pid();
        KeptDaemon.kill(server.keeper());
        await("the end of the keeper", () -> server.state().isKeeperGone());
        assertThat(server.run("stop")).isEqualTo("0 server stopped (pid " + pid + ")\n");
        server.assertNothingLeft();
    }
}
