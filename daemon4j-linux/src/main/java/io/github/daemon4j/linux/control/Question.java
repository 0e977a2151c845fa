/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Account.Counted;
import io.github.daemon4j.linux.wire.Account.Phase;
import io.github.daemon4j.spi.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something a daemon is asked for, by a signal through its pidfd, and answers in its account. What is counted there before
 * the signal tells its own answer from an earlier one's: whatever was begun afterwards has seen what the asker had done.
 */
final class Question {

    private final DaemonFile file;
    private final Sight look;
    private final HeldProcess process;

    Question(DaemonFile file, Sight look, HeldProcess process) {
        this.file = file;
        this.look = look;
        this.process = process;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return null if it was done; else the daemon's own words why not
     * @throws DaemonException if it cannot be asked, or does not answer in time
     * @throws UnsupportedOperationException if it has nothing to be read again
     */
    @Nullable
    String ask(Request request, Duration patience) {
        try (AccountView view = AccountView.of(process, look.kept().account())) {
            Account before = view == null ? null : view.read();
            if (view == null || before == null) {
                throw new DaemonException(who() + " cannot be asked: it does not say what it does, because " + silence()
                        + "; nothing was signalled");
            }
            if (request == Request.RELOAD && !before.reloads()) {
                throw new UnsupportedOperationException(
                        who() + " has nothing to be read again (Daemon.onReload); nothing was signalled");
            }
            process.signal(signal(request));
            return answer(view, request, counted(before, request).begun(), patience);
        } catch (ErrnoException failure) {
            String message = "cannot ask " + who() + ": " + failure.getMessage();
            throw DaemonFile.refusedOrFailed(message, look.pid(), failure);
        }
    }

    private @Nullable String answer(AccountView view, Request request, long begunBefore, Duration patience)
            throws ErrnoException {
        long deadline = Poll.deadline(TimeUnit.NANOSECONDS.convert(patience), TimeUnit.NANOSECONDS);
        while (true) {
            Account account = view.read();
            Counted counted = account == null ? null : counted(account, request);
            boolean stopping = account != null && account.phase() == Phase.STOPPING;
            boolean counts =
                    !stopping || request == Request.UPGRADE; // for one that ends there is nothing to be read again
            if (counts && counted != null && counted.done() > begunBefore) {
                return counted.problem().isEmpty() ? null : counted.problem();
            }
            boolean begun = counted != null && counted.begun() > begunBefore;
            boolean ended = process.awaitEnd(0);
            if (ended || stopping) {
                requireReplaced(
                        request, begun, ended ? " has ended before it answered" : " is stopping, and answers no more");
                return null;
            }
            long left = Poll.millisUntil(deadline);
            if (left == 0) {
                throw new DaemonException(
                        who() + " has not answered within " + patience.toMillis() / 1000.0 + " s: " + state(begun));
            }
            view.awaitChange(left);
        }
    }

    /** One that is replaced ends, and perhaps before it has said so. The pid file names the new one by then. */
    private void requireReplaced(Request request, boolean begun, String otherwise) {
        if (request != Request.UPGRADE) {
            throw new DaemonException(who() + otherwise);
        }
        try (Sight now = file.look()) {
            HeldProcess next = now.process();
            if (next == null || (next.pid() == process.pid() && next.startTicks() == process.startTicks())) {
                throw new DaemonException(who() + otherwise);
            }
            if (!begun) {
                throw new DaemonException(
                        who() + " is being replaced by pid " + now.pid()
                                + ", in an upgrade that was under way when it was asked; ask again, if that is not what was meant");
            }
        }
    }

    private static int signal(Request request) {
        return switch (request) {
            case RELOAD -> Signals.SIGHUP;
            case REOPEN -> Signals.SIGUSR1;
            case UPGRADE -> Signals.SIGURG;
        };
    }

    private static Counted counted(Account account, Request request) {
        return switch (request) {
            case RELOAD -> account.reload();
            case REOPEN -> account.reopen();
            case UPGRADE -> account.upgrade();
        };
    }

    private String state(boolean begun) {
        if (begun) {
            return "it has begun, and goes on";
        }
        return Neighbour.isSuspended(process.procPid())
                ? "it is suspended (SIGSTOP), and does it when it goes on (SIGCONT)"
                : "the signal was sent; it may be busy, or have a handler of its own for it";
    }

    private String silence() {
        return look.kept().account() < 0
                ? "it was started by another version, or is no Java program"
                : "only root and its own user may ask it";
    }

    private String who() {
        return "the daemon of " + file.path() + " (pid " + look.pid() + ")";
    }
}
