/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonState;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link KeptServer} of one test: its files, its verbs, and who it is at the moment. */
final class KeptDaemon {

    private final JavaHome java;
    private final ProcessScope scope;
    private final Path directory;
    private final List<String> words;

    KeptDaemon(JavaHome java, ProcessScope scope, Path directory, String... words) {
        this.java = java;
        this.scope = scope;
        this.directory = directory;
        this.words = List.of(words);
    }

    Path pidFile() {
        return directory.resolve("server.pid");
    }

    Path log() {
        return directory.resolve("server.log");
    }

    DaemonControl control() {
        return DaemonControl.of(pidFile());
    }

    DaemonState state() {
        return control().state();
    }

    ChildJvm.Builder command(String verb) {
        List<String> all = new ArrayList<>(List.of(verb, "pid:" + pidFile()));
        if (words.stream().noneMatch(word -> word.startsWith("pipe:") || word.equals("noLog:"))) {
            all.add("log:" + log());
        }
        all.addAll(words);
        all.remove("noLog:");
        return scope.jvm(KeptServer.class)
                .javaHome(java.path())
                .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .arguments(all.toArray(new String[0]));
    }

    /** A verb: what it said on both streams, and its exit status in front. */
    String run(String verb) throws IOException {
        ChildJvm launcher = command(verb).start();
        int status = launcher.awaitExit().shellCode();
        launcher.awaitEndOfOutput();
        return status + " " + Facts.out(launcher) + Facts.err(launcher);
    }

    KeptDaemon start() throws IOException {
        assertThat(run("start")).startsWith("0 server started (pid ");
        return this;
    }

    long pid() {
        return state().pid().orElseThrow(() -> new AssertionError(state() + "\n" + content(log())));
    }

    long keeper() {
        return state().keeper().orElseThrow();
    }

    void kill() {
        kill(pid());
    }

    static void kill(long pid) {
        ProcessInfo.of(pid).orElseThrow().signal(Signal.KILL);
    }

    /** Waits until it was started again so many times, and serves. */
    DaemonState awaitRestart(int restarts) {
        await("restart " + restarts, () -> {
            DaemonState state = state();
            return state.restarts().orElse(-1) == restarts && state.status() == DaemonStatus.RUNNING;
        });
        return state();
    }

    void awaitWaiting() {
        await("a keeper that waits", () -> state().isWaitingToBeStartedAgain());
    }

    void awaitOver() {
        await("an end", () -> state().status().exitCode() != 0);
    }

    /** Nothing of it is left: neither files, nor processes that have its pid file among their words. */
    void assertNothingLeft() {
        assertThat(pidFile()).doesNotExist();
        assertThat(directory.resolve("server.pid.lock")).doesNotExist();
        assertNobody();
    }

    void assertNobody() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> has(process.pid(), pidFile().toString())))
                .isEmpty();
    }

    private static boolean has(long pid, String word) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(word);
        } catch (IOException gone) {
            return false;
        }
    }
}
