/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.pidIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.it.Starts.Launch;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** {@link DaemonControl#upgrade}: a daemon is asked to replace itself, by whoever may signal it, and answers. */
@DaemonTest
class AskedUpgradeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path go;

    @BeforeEach
    void prepare(ProcessScope scope) {
        go = Facts.fifo(scope, directory);
    }

    @EachJava
    @JdkDependent("its signals")
    void who_asks_returns_when_another_one_serves(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            long first = starts.run("command:start").requireSuccess().pid();

            DaemonControl.of(starts.pidFile()).upgrade(PATIENCE);

            long second = pidIn(starts.pidFile());
            assertThat(second).isNotEqualTo(first);
            starts.assertServes(second);
        }
    }

    @EachJava
    void who_asks_hears_why_there_is_no_new_one(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Path log = directory.resolve("log");
            Path licence = Files.writeString(directory.resolve("licence"), "valid");
            long first = starts.run("log:" + log, "command:start", "read:" + licence)
                    .requireSuccess()
                    .pid();
            Files.delete(licence);

            assertThatThrownBy(() -> DaemonControl.of(starts.pidFile()).upgrade(PATIENCE))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageStartingWith("the daemon of " + starts.pidFile() + " was not upgraded: ")
                    .hasMessageContaining("start-up failed: java.nio.file.NoSuchFileException: " + licence);

            assertThat(content(log)).contains("server: not upgraded: ", "NoSuchFileException: " + licence);
            starts.assertServes(first);
        }
    }

    /** The new one waits here, and the other one serves. */
    @EachJava
    void a_daemon_that_is_being_upgraded_goes_on_answering(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Path log = directory.resolve("log");
            Launch start = starts.begin("log:" + log, "command:start", "await:" + go);
            letGoOn(go);
            long pid = start.await().requireSuccess().pid();
            DaemonControl control = DaemonControl.of(starts.pidFile());
            CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> control.upgrade(PATIENCE));
            await("a second daemon comes up", () -> starts.daemons().size() == 2);

            Files.move(log, directory.resolve("log.1"));
            control.reopenOutput(PATIENCE);
            assertThat(log).exists();
            assertThatThrownBy(() -> control.upgrade(Duration.ofMillis(100)))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContaining("has not answered within 0.1 s");
            assertThat(asked).isNotDone();
            assertThat(control.state().pid()).hasValue(pid);

            letGoOn(go);
            asked.get();
            starts.assertServes(pidIn(starts.pidFile()));
        }
    }

    /** It is the daemon that does it, with what it may: who asks lends it nothing. */
    @EachJava
    void a_daemon_that_root_has_started_for_another_user_has_to_be_upgraded_by_root(JavaHome java) throws Exception {
        needsRoot("make a daemon another user");
        try (Starts starts = new Starts(java, directory)) {
            starts.openToAll();
            long first =
                    starts.run("user:nobody", "command:start").requireSuccess().pid();

            assertThatThrownBy(() -> DaemonControl.of(starts.pidFile()).upgrade(PATIENCE))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContaining("was not upgraded: ");

            starts.assertServes(first);
        }
    }

    @EachJava
    void a_daemon_in_the_foreground_is_left_to_who_waits_for_it(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            Launch run = starts.begin("command:run");
            DaemonControl control = DaemonControl.of(starts.pidFile());
            await("it says what it is", () -> control.state().mode().isPresent());

            assertThatThrownBy(() -> control.upgrade(PATIENCE))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageContaining("this process cannot be replaced by another one");

            control.stop();
            run.await();
        }
    }

    @EachJava
    void nobody_is_asked_where_nobody_runs(JavaHome java) throws IOException {
        try (Starts starts = new Starts(java, directory)) {
            assertThatThrownBy(() -> DaemonControl.of(starts.pidFile()).upgrade(PATIENCE))
                    .isInstanceOf(DaemonException.class)
                    .hasMessageEndingWith(" runs");
        }
    }
}
