/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.control.Termination;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.pidfile.Succession;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DetachResult.Launched;
import org.jspecify.annotations.Nullable;

/**
 * A start beside a daemon that serves on: an upgrade. The pid file is written once, when the new one is ready, and that is what
 * the upgrade is: whoever dies before has changed nothing, and whoever dies after has changed all.
 *
 * <p>The new one is told by a pipe. If that ends without a word, this launcher has died, and the pid file says to the new one whether
 * it was in time, and to the old one whether it is to stop.
 */
final class SuccessorClaim implements Claim {

    private static final int EXIT_FAILURE = 1;
    private static final byte[] TAKEN_OVER = {1};

    private final Succession succession;
    private final String name;
    private final @Nullable Termination end;
    private final boolean listens;
    private final Descriptor[] consent;

    SuccessorClaim(Succession succession, DaemonOptions options, @Nullable Termination end) throws ErrnoException {
        this.succession = succession;
        this.end = end;
        name = ProgramName.of(options);
        listens = !options.listeners().isEmpty();
        consent = Descriptor.pipe();
    }

    @Override
    public PidFile pidFile() {
        return succession.pidFile();
    }

    @Override
    public void begin(StartTransaction transaction) {}

    @Override
    public void prepare(Kept toKeep) throws ErrnoException {
        succession.prepare(toKeep);
    }

    @Override
    public void addTo(Inheritance inheritance, LaunchTarget target) {
        target.handOver(consent[0]);
        inheritance.add(Inheritance.CONSENT, consent[0].number());
    }

    @Override
    public int unwanted() {
        return succession.old().number();
    }

    @Override
    public StartTransaction.Undo undoing(StartWatch watch) {
        return new GivenUp(watch, succession);
    }

    @Override
    public void started(HeldProcess daemon) {
        consent[0].close();
    }

    @Override
    public Launched ready(StartTransaction transaction, StartWatch watch, Launched launched) throws ErrnoException {
        HeldProcess next = watch.process();
        transaction.enter();
        try {
            String problem = succession.isOldEnding()
                    ? "the daemon (pid " + succession.oldPid() + ") is being stopped"
                    : takeOver(next);
            if (problem != null) {
                watch.undo(true);
                return new Launched(
                        EXIT_FAILURE, launched.pid(), name + ": not upgraded: " + problem + servesOn(succession));
            }
            transaction.keep();
        } finally {
            transaction.leave();
        }
        Launched upgraded = new Launched(0, launched.pid(), null, true);
        return end == null ? upgraded : endOld(end, next, upgraded);
    }

    /** Why it could not be; null if the new one is the daemon now, and knows it. */
    private @Nullable String takeOver(HeldProcess next) throws ErrnoException {
        succession.complete(next);
        try {
            consent[1].offer(TAKEN_OVER, TAKEN_OVER.length);
            return null;
        } catch (ErrnoException hasEnded) {
            succession.takeBack();
            return "the new daemon (pid " + next.pid() + ") ended as soon as it was ready";
        }
    }

    private Launched endOld(Termination schedule, HeldProcess next, Launched upgraded) {
        try {
            if (schedule.end(succession.old()) == Outcome.KILLED) {
                System.err.println(name + ": the old daemon (pid " + succession.oldPid()
                        + ") did not end by itself within the time of its stop schedule, and was killed");
            }
            succession.settle(next);
            return upgraded;
        } catch (ErrnoException | DaemonException failure) {
            return new Launched(
                    EXIT_FAILURE,
                    upgraded.pid(),
                    name + ": the new daemon (pid " + upgraded.pid() + ") has taken over, but the old one cannot be"
                            + " ended: " + failure.getMessage());
        }
    }

    @Override
    public Launched failed(Launched launched) throws ErrnoException {
        String hint = listens
                ? ""
                : ". If it could not open its port: a server that opens one itself cannot run beside another; ask for it"
                        + " with DaemonOptions.listen(..), or use restart";
        return new Launched(launched.exitStatus(), launched.pid(), launched.failure() + hint + servesOn(succession));
    }

    private static String servesOn(Succession succession) throws ErrnoException {
        return succession.isOldEnding() ? "" : "; the daemon with pid " + succession.oldPid() + " serves on";
    }

    @Override
    public void close() {
        consent[0].close();
        consent[1].close();
    }

    /** Ctrl-C, or a failure before anything was ready. */
    private record GivenUp(StartWatch watch, Succession succession) implements StartTransaction.Undo {

        @Override
        public @Nullable String undo(boolean gently) {
            String said = watch.undo(gently);
            try {
                return said == null ? null : said + servesOn(succession);
            } catch (ErrnoException unknown) {
                return said;
            }
        }
    }
}
