/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.Request;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A daemon from outside, by its pid file: what it is, and signals that reach it or nobody. */
public final class RunningDaemon {

    private static final long LOOK_MILLIS = 50;

    private final DaemonFile file;

    /** @param pidFile absolute; it need not exist */
    public RunningDaemon(Path pidFile) {
        file = new DaemonFile(pidFile);
    }

    /** What it shows itself as; {@link DaemonStatus#UNKNOWN} if that cannot be found out, or must not be believed. */
    public Seen look() {
        if (file.isAbsent()) {
            return Seen.nobody(DaemonStatus.NOT_RUNNING, null);
        }
        try {
            NativeAccess.require();
            return lookNatively();
        } catch (DaemonException | ProcessAccessException | UncheckedIOException failure) {
            return unknown(String.valueOf(failure.getMessage()));
        }
    }

    private Seen lookNatively() {
        try (Sight look = file.look()) {
            if (look.distrust() != null) {
                return unknown(String.valueOf(file.refusal(look.distrust()).getMessage()));
            }
            return look.seen();
        }
    }

    private static Seen unknown(String reason) {
        return Seen.nobody(DaemonStatus.UNKNOWN, reason);
    }

    /**
     * Asks it for something, and waits until it has done it.
     *
     * @return null if it was done; else its own words why not
     * @throws DaemonException if it does not run, cannot do it, or does not answer in time
     */
    public @Nullable String ask(Request request, Duration patience) {
        if (file.isAbsent()) {
            throw file.notRunning();
        }
        NativeAccess.require();
        file.awaitWritten();
        try (Sight look = file.look()) {
            file.requireStoppable(look);
            HeldProcess process = look.process();
            if (process == null) {
                throw look.holder() == null ? file.notRunning() : file.waits(look);
            }
            return new Question(file, look, process).ask(request, patience);
        }
    }

    /**
     * What the steps of daemon(7) hold in it.
     *
     * @param options what was asked for
     * @return null if it does not run
     * @throws DaemonException if it cannot be seen, or the pid file is not believed
     */
    public @Nullable DetachReport report(DaemonOptions options, ProcessBackend processes) {
        if (file.isAbsent()) {
            return null;
        }
        NativeAccess.require();
        file.awaitWritten();
        try (Sight look = file.look()) {
            if (look.distrust() != null) {
                throw file.refusal(look.distrust());
            }
            RunningReport report = new RunningReport(file.path(), processes);
            if (look.holder() == null && look.isLocked()) {
                throw report.hidden(look);
            }
            return look.process() == null ? null : report.of(look, look.process(), options);
        }
    }

    /** Waits until it serves; whether it does. */
    public boolean awaitReady(Duration patience) {
        NativeAccess.require();
        long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        while (true) {
            try (Sight look = file.look()) {
                if (look.status() == DaemonStatus.RUNNING && look.process() != null) {
                    return true;
                }
                if (Poll.millisUntil(deadline) == 0) {
                    return false;
                }
                if (look.process() == null || look.process().awaitEnd(LOOK_MILLIS)) {
                    pause();
                }
            } catch (ErrnoException failure) {
                throw DaemonFile.cannot("wait for the daemon of " + file.path(), failure);
            }
        }
    }

    /** There is nothing to be waited for: neither file nor process. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }

    /** Waits until it has ended; whether it has. */
    public boolean awaitEnd(Duration patience) {
        if (file.isAbsent()) {
            return true;
        }
        NativeAccess.require();
        long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        while (true) {
            try (Sight look = file.look()) {
                HeldProcess process = look.holder();
                if (process == null && !look.isLocked()) {
                    return true;
                }
                long left = Poll.millisUntil(deadline);
                if (left == 0) {
                    return false;
                }
                if (process != null) {
                    process.awaitEnd(left);
                } else {
                    pause();
                }
            } catch (ErrnoException failure) {
                throw DaemonFile.cannot("wait for the daemon of " + file.path(), failure);
            }
        }
    }

    /** Sends it a signal; whether it was there. */
    public boolean signal(int signal) {
        if (file.isAbsent()) {
            return false;
        }
        NativeAccess.require();
        try (Sight look = file.look()) {
            file.requireStoppable(look);
            return look.process() != null && look.process().trySignal(signal);
        } catch (ErrnoException failure) {
            throw DaemonFile.cannot("signal the daemon of " + file.path(), failure);
        }
    }

    /** What its main was given; null if the pid file does not say so, or must not be believed. */
    public @Nullable List<byte[]> words() {
        if (file.isAbsent()) {
            return null;
        }
        NativeAccess.require();
        try (Sight look = file.look()) {
            return look.distrust() == null ? look.kept().words() : null;
        }
    }

    /**
     * Ends it, and removes its files.
     *
     * @param asked how; null for the way its pid file says
     * @param first what is done while it runs still; null if nothing
     */
    public StopResult stop(@Nullable StopSchedule asked, @Nullable Consumer<HeldProcess> first) {
        return new Stop(file).stop(asked, first);
    }
}
