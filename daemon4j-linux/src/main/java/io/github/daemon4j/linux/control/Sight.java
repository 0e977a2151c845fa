/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.Look;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.StartTime;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.KeeperWord;
import io.github.daemon4j.spi.KeeperSeen;
import io.github.daemon4j.spi.Seen;
import org.jspecify.annotations.Nullable;

/**
 * One look at a daemon: at its pid file, and, where that names a keeper, at the daemon that the keeper has started. Without a
 * keeper it is the {@link Look} at the file.
 */
final class Sight implements AutoCloseable {

    private final Look look;
    private final @Nullable Keeper keeper;
    private final @Nullable KeeperWord word;
    private final @Nullable HeldProcess kept;
    private final @Nullable Account account;

    private Sight(Look look, @Nullable Keeper keeper, @Nullable KeeperWord word, @Nullable HeldProcess kept) {
        this.look = look;
        this.keeper = keeper;
        this.word = word;
        this.kept = kept;
        HeldProcess process = process();
        try (AccountView view =
                process == null ? null : AccountView.of(process, look.kept().account())) {
            account = view == null ? null : view.read();
        }
    }

    /** Looks on from a pid file, which is closed with this. */
    static Sight of(Look look) throws ErrnoException {
        HeldProcess holder = look.process();
        if (holder == null || !look.isOfKeeper()) {
            return new Sight(look, null, null, null);
        }
        boolean complete = false;
        try {
            Keeper keeper = new Keeper(holder);
            KeeperWord word = keeper.word();
            Sight sight = new Sight(look, keeper, word, keeper.daemon(word));
            complete = true;
            return sight;
        } finally {
            if (!complete) {
                look.close();
            }
        }
    }

    /** Whether the daemon runs. */
    DaemonStatus status() {
        if (keeper == null || word == null || look.status() == DaemonStatus.STARTING) {
            return look.status();
        }
        if (kept == null) {
            return word.isStopping() ? DaemonStatus.STOPPING : DaemonStatus.STARTING;
        }
        if (word.isStopping() || Neighbour.hasThread(kept.procPid(), Look.STOPPING_SIGN)) {
            return DaemonStatus.STOPPING;
        }
        boolean says = look.kept().account() >= 0;
        boolean starting = says && (account == null || account.phase() == Account.Phase.STARTING);
        return starting ? DaemonStatus.STARTING : DaemonStatus.RUNNING;
    }

    /** The daemon, held; null if there is none, or it cannot be seen, or must not be believed. */
    @Nullable
    HeldProcess process() {
        return keeper == null ? look.process() : kept;
    }

    /** The keeper, and without one the daemon: what a stop has to end. */
    @Nullable
    HeldProcess holder() {
        return look.process();
    }

    /** Who starts the daemon again; null if nobody does. */
    @Nullable
    Keeper keeper() {
        return keeper;
    }

    /** Whether its keeper has ended, and {@link #process} is what it has left. */
    boolean isKeeperGone() {
        return look.isKeeperGone();
    }

    /** The pid of the keeper, as it is numbered where it was started. */
    long keeperPid() {
        return look.pid();
    }

    /** The daemon's pid, as it is numbered where it was started, or its keeper's if there is no daemon; 0 if none is known. */
    long pid() {
        if (kept != null) {
            return kept.pid();
        }
        return look.isKeeperGone() && look.process() != null ? look.process().pid() : look.pid();
    }

    /** As {@link Look#isLocked}. */
    boolean isLocked() {
        return look.isLocked();
    }

    /** As {@link Look#distrust}. */
    @Nullable
    String distrust() {
        return look.distrust();
    }

    /** As {@link Look#isFromElsewhere}. */
    boolean isFromElsewhere() {
        return look.isFromElsewhere();
    }

    /** As {@link Look#kept}. */
    Kept kept() {
        return look.kept();
    }

    /** All that there is to be told. */
    Seen seen() {
        HeldProcess process = process();
        KeeperSeen seen = keeperSeen();
        if (process == null && seen == null) {
            return Seen.nobody(status(), null);
        }
        boolean reloading =
                account != null && account.phase() == Account.Phase.RELOADING && status() == DaemonStatus.RUNNING;
        return new Seen(
                reloading ? DaemonStatus.RELOADING : status(),
                process == null ? 0 : pid(),
                process == null ? 0 : process.procPid(),
                process == null ? null : StartTime.of(process.startTicks()),
                account == null ? null : account.mode(),
                account == null ? null : account.status(),
                seen,
                null);
    }

    private @Nullable KeeperSeen keeperSeen() {
        if (look.isKeeperGone()) {
            return new KeeperSeen(look.pid(), true, false, -1, -1, null);
        }
        if (keeper == null) {
            return null;
        }
        if (word == null) {
            return new KeeperSeen(look.pid(), false, false, -1, -1, null);
        }
        boolean waiting = kept == null && !word.isStopping() && look.status() != DaemonStatus.STARTING;
        return new KeeperSeen(
                look.pid(),
                false,
                waiting,
                word.restarts(),
                word.status(),
                word.at() < 0 ? null : StartTime.ofUptime(word.at()));
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
        look.close();
    }
}
