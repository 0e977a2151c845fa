/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.StopResult.Outcome;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.wire.KeeperWord;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keeper of a daemon as others see it: a held process, and which child of its is the daemon. The pid is its own word, and is
 * taken for the daemon's only while the kernel shows that process as its child; so a keeper that was taken over can name no
 * process but those that it has started.
 */
public final class Keeper {

    /** Until it has answered: a shell does so between two commands. */
    private static final long ANSWER_MILLIS = 5000;

    /** Between two of its commands. */
    private static final long MOMENT_MILLIS = 500;

    private final HeldProcess process;

    /** @param process the keeper, held by the caller for as long as this is used */
    public Keeper(HeldProcess process) {
        this.process = process;
    }

    /** What it says; null if it says nothing, or this user may not look. */
    @Nullable
    KeeperWord word() {
        return word(MOMENT_MILLIS);
    }

    private @Nullable KeeperWord word(long patience) {
        try (FileOfProcess file = open(patience)) {
            return file == null ? null : read(file, patience, false);
        } catch (ErrnoException unreadable) {
            return null;
        }
    }

    private @Nullable FileOfProcess open(long patience) {
        return FileOfProcess.of(process, KeeperWord.DESCRIPTOR, KeeperWord.NAME, patience);
    }

    /**
     * Reads what it says. Of nothing and a line it is a moment that nothing is there.
     *
     * @param stopping whether to wait until it says that it is stopping
     */
    private @Nullable KeeperWord read(FileOfProcess file, long patience, boolean stopping) throws ErrnoException {
        byte[] bytes = new byte[KeeperWord.MOST_BYTES];
        long deadline = Poll.deadline(patience, TimeUnit.MILLISECONDS);
        while (true) {
            KeeperWord word = KeeperWord.parse(bytes, Math.max(0, file.read(bytes)));
            boolean isSaid = word != null && (!stopping || word.isStopping());
            if (isSaid || Poll.millisUntil(deadline) == 0 || process.awaitEnd(0)) {
                return word;
            }
            file.awaitChange(Poll.millisUntil(deadline));
        }
    }

    /** As {@link #daemon(KeeperWord)}, of what it says now. */
    public @Nullable HeldProcess daemon() throws ErrnoException {
        return daemon(word());
    }

    /** The daemon of a keeper that was just started, and has perhaps not said anything yet. */
    public @Nullable HeldProcess firstDaemon() throws ErrnoException {
        return daemon(word(ANSWER_MILLIS));
    }

    /**
     * The daemon that it speaks of, which the caller holds then.
     *
     * @return null if there is none, or it cannot be seen
     */
    @Nullable
    HeldProcess daemon(@Nullable KeeperWord word) throws ErrnoException {
        HeldProcess daemon = word == null || word.pid() == 0 ? null : HeldProcess.open(word.pid());
        Neighbour seen = daemon == null ? null : Neighbour.of(daemon.procPid());
        boolean isChild = seen != null && seen.parentPid() == process.procPid();
        if (daemon != null && (!isChild || daemon.awaitEnd(0))) {
            daemon.close();
            return null;
        }
        return daemon;
    }

    /**
     * Ends the daemon and the keeper. The keeper is told first, so that there is nothing to be ended again.
     *
     * @return {@link Outcome#KILLED} if the daemon took SIGKILL
     * @throws ErrnoException EPERM if it cannot be signalled
     * @throws io.github.daemon4j.DaemonException if the daemon is there still
     */
    public Outcome end(Termination termination) throws ErrnoException {
        boolean answers = tell();
        Outcome outcome = Outcome.TERMINATED;
        try (HeldProcess daemon = daemon()) { // as long as it can be told whose child it is
            if (!answers) {
                process.trySignal(Signals.SIGKILL);
            }
            if (daemon != null) {
                outcome = termination.end(daemon);
            }
        }
        if (!process.awaitEnd(ANSWER_MILLIS)) {
            process.trySignal(Signals.SIGKILL);
            process.awaitEnd(ANSWER_MILLIS);
        }
        return outcome;
    }

    /** Has it start nothing any more, and waits until it has said so, or has ended: whether it has. */
    private boolean tell() throws ErrnoException {
        try (FileOfProcess file = open(ANSWER_MILLIS)) {
            if (!process.trySignal(Signals.SIGUSR2) || !process.trySignal(Signals.SIGCONT)) {
                return true;
            }
            KeeperWord word = file == null ? null : read(file, ANSWER_MILLIS, true);
            return (word != null && word.isStopping()) || (file != null && process.awaitEnd(0));
        }
    }
}
