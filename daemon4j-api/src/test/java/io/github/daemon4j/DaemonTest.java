/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.GivenSocket;
import io.github.daemon4j.spi.Requests;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Wrong arguments are refused before anything is done; what right ones do is tested with real daemons. */
class DaemonTest {

    private final Told told = new Told();
    private final Daemon daemon = new Daemon(DaemonOptions.defaults(), told);

    @Test
    void a_failure_without_a_reason_is_refused_and_the_daemon_goes_on() {
        assertThatNullPointerException()
                .isThrownBy(() -> daemon.fail(1, missing()))
                .withMessage("message");
        assertThat(told.calls).isEmpty();
    }

    @Test
    void more_time_is_never_less_time() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> daemon.extendStartTimeout(Duration.ofSeconds(-1)))
                .withMessage("duration must not be negative, not PT-1S");
        assertThatNullPointerException()
                .isThrownBy(() -> daemon.extendStartTimeout(missing()))
                .withMessage("duration");
        assertThat(told.calls).isEmpty();
        daemon.extendStartTimeout(Duration.ZERO);
        assertThat(told.calls).containsExactly("extend PT0S");
    }

    @Test
    void a_health_check_is_none_of_the_daemons_business_but_its_watchdogs() {
        assertThatNullPointerException()
                .isThrownBy(() -> daemon.watchdog(missing()))
                .withMessage("healthy");
        assertThat(told.calls).isEmpty();
        daemon.watchdog(() -> true);
        assertThat(told.calls).containsExactly("watchdog true");
    }

    /** To the system call that waits, a negative time is for ever. */
    @Test
    void a_grace_period_is_not_negative() {
        DaemonControl control = DaemonControl.of(Path.of("server.pid"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.stop(Duration.ofMillis(-1)))
                .withMessage("grace must not be negative, not PT-0.001S");
        assertThatNullPointerException()
                .isThrownBy(() -> control.stop(missing()))
                .withMessage("grace");
    }

    @Test
    void spawn_needs_options_and_a_command() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Daemon.spawn(DaemonOptions.defaults()))
                .withMessage("spawn needs a command");
        assertThatNullPointerException()
                .isThrownBy(() -> Daemon.spawn(missing(), "true"))
                .withMessage("options");
    }

    /** To the system a NUL ends the word. */
    @Test
    void a_word_that_no_command_can_hold_is_refused() {
        DaemonOptions options = DaemonOptions.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Daemon.spawn(options, "echo", "a\0b"))
                .withMessage("command[1] must not contain a NUL character: a\0b");
        assertThatNullPointerException()
                .isThrownBy(() -> Daemon.spawn(options, "echo", missing()))
                .withMessage("command[1]");
    }

    @Test
    void facts_have_no_holes() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ProcessInfo.Terminal(missing(), 136, 0))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new StopResult(missing(), 1, Duration.ZERO))
                .withMessage("outcome");
        assertThatNullPointerException()
                .isThrownBy(() -> new StopResult(StopResult.Outcome.KILLED, 1, missing()))
                .withMessage("took");
        assertThatNullPointerException()
                .isThrownBy(() -> new DescriptorEntry(1, missing(), false, false))
                .withMessage("target");
        assertThatNullPointerException()
                .isThrownBy(() -> new ProcessInfo.Cgroup(0, List.of(), missing()))
                .withMessage("path");
        assertThatNullPointerException()
                .isThrownBy(() -> new ProcessInfo.ResourceLimit(missing(), 0, 0, ""))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new ProcessInfo.ResourceLimit("Max nice priority", 0, 0, missing()))
                .withMessage("unit");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without a checker may pass
    private static <T> T missing() {
        return null;
    }

    /** What a session was told. */
    static final class Told implements DaemonSession {

        final List<String> calls = new ArrayList<>();
        boolean keepsSockets;

        @Override
        public void begin(Requests requests) {
            calls.add("begin");
        }

        @Override
        public void canReload() {
            calls.add("can reload");
        }

        @Override
        public void reopenOutput() {
            calls.add("reopen");
        }

        @Override
        public void breakOff() {}

        @Override
        public boolean keepSocket(String name, ServerSocketChannel channel) {
            calls.add("keep " + name);
            return keepsSockets;
        }

        @Override
        public void forgetSocket(String name) {
            calls.add("forget " + name);
        }

        @Override
        public boolean ownsFiles() {
            return true;
        }

        @Override
        public void stopping(boolean asked) {
            calls.add("stopping");
        }

        @Override
        public void ended() {
            calls.add("ended");
        }

        @Override
        public void watchdog(BooleanSupplier healthy) {
            calls.add("watchdog " + healthy.getAsBoolean());
        }

        @Override
        public LaunchMode mode() {
            return LaunchMode.FOREGROUND;
        }

        @Override
        public String why() {
            return "a test";
        }

        @Override
        public Path launchDirectory() {
            return Path.of("/");
        }

        @Override
        public List<GivenSocket> sockets() {
            return List.of();
        }

        @Override
        public void freeSocketFile(Path path) {}

        @Override
        public void ready(@Nullable String status) {
            calls.add("ready " + status);
        }

        @Override
        public void status(String text) {
            calls.add("status " + text);
        }

        @Override
        public void extendStartTimeout(Duration duration) {
            calls.add("extend " + duration);
        }

        @Override
        public void failed(int exitStatus, String message, @Nullable Throwable cause) {
            throw new AssertionError("told of a failure: " + message); // or Daemon.fail would end this JVM
        }

        @Override
        public @Nullable String dropPrivileges(String user, @Nullable String group) {
            calls.add("drop " + user + ", " + group);
            return null;
        }

        @Override
        public DetachReport report() {
            return new DetachReport(List.of());
        }
    }
}
