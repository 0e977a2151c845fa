/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A start as a person sees it at the launcher's terminal, and as a shell sees it by the exit status. */
final class TerminalView implements StartListener {

    private static final int EXIT_FAILURE = 1;

    private final String name;
    private final PrintStream terminal;
    private final @Nullable String hint;
    private final Duration endGrace;

    /**
     * @param hint what to say of a daemon that died without a word; null for nothing
     * @param endGrace how long a daemon that is to end may take
     */
    TerminalView(String name, PrintStream terminal, @Nullable String hint, Duration endGrace) {
        this.name = name;
        this.terminal = terminal;
        this.hint = hint;
        this.endGrace = endGrace;
    }

    @Override
    public void on(StartEvent event) {
        if (event instanceof StartEvent.Printed printed) {
            terminal.write(printed.bytes(), 0, printed.count());
            terminal.flush();
        } else if (event instanceof StartEvent.Ready ready) {
            if (!ready.status().isEmpty()) {
                say(ready.status());
            }
        } else if (event instanceof StartEvent.Said said) {
            say(said.status());
        }
    }

    private void say(String status) {
        terminal.println(name + ": " + status);
    }

    /** What the launcher ends with. */
    Launched launched(StartEvent.Outcome outcome, int pid) {
        if (outcome instanceof StartEvent.Ready) { // first: each of the others is a class to load
            return new Launched(0, pid, null);
        }
        String daemon = "the daemon (pid " + pid + ") ";
        if (outcome instanceof StartEvent.Failed failed) {
            String killed = failed.killed() ? "; " + daemon + ended(endGrace, true) : "";
            return new Launched(failed.exitStatus(), pid, name + ": " + failed.message() + killed);
        }
        if (outcome instanceof StartEvent.Died died) {
            int exit = died.how().shellStatus() == 0 ? EXIT_FAILURE : died.how().shellStatus();
            String more = hint == null ? "" : "\n" + name + ": " + hint;
            return new Launched(exit, pid, name + ": " + daemon + died.how() + " before it was ready" + more);
        }
        if (outcome instanceof StartEvent.Unwanted unwanted) {
            return new Launched(
                    EXIT_FAILURE,
                    pid,
                    name + ": the daemon that was to be replaced has ended meanwhile; the new one (pid " + pid + ") "
                            + ended(endGrace, unwanted.killed()));
        }
        StartEvent.TimedOut late = (StartEvent.TimedOut) outcome;
        String last = late.lastStatus().isEmpty() ? "" : "; the last it said was \"" + late.lastStatus() + "\"";
        return new Launched(
                Daemon.EXIT_START_TIMED_OUT,
                pid,
                name + ": not ready within " + show(late.after()) + last + "; " + daemon
                        + ended(endGrace, late.killed())
                        + ". Give it more time with DaemonOptions.readyTimeout or Daemon.extendStartTimeout");
    }

    /** How a daemon was ended that was given time to end by itself. */
    static String ended(Duration grace, boolean killed) {
        return killed ? "did not end within " + show(grace) + " and was killed" : "was ended";
    }

    private static String show(Duration duration) {
        long millis = TimeUnit.MILLISECONDS.convert(duration);
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
