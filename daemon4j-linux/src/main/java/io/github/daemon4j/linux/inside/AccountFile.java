/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Account.Phase;
import java.io.IOException;
import java.io.RandomAccessFile;
import org.jspecify.annotations.Nullable;

/** Keeps the daemon's {@link Account} in the file that its launcher has given it, one write for each change. */
final class AccountFile {

    private final @Nullable String path;
    private Account account;
    private Phase before = Phase.STARTING;
    private long number;

    /** @param descriptor the number of the file's descriptor; -1 if there is none, and nobody can ask */
    AccountFile(int descriptor, LaunchMode mode) {
        path = descriptor < 0 ? null : "/proc/self/fd/" + descriptor;
        account = Account.starting(mode);
    }

    synchronized void ready(@Nullable String status) {
        Account next = account.in(Phase.READY).saying(status == null ? "" : status);
        write(next);
    }

    synchronized void status(String text) {
        write(account.saying(text));
    }

    /** Where a daemon has a keeper, that goes by it: what ends without being asked is to be started again. */
    synchronized void stopping(boolean asked) {
        if (asked) {
            write(account.in(Phase.STOPPING));
        }
    }

    synchronized void canReload() {
        write(account.withReload());
    }

    synchronized void beginReload() {
        before = account.phase();
        write(account.in(Phase.RELOADING).reloaded(account.reload().begin()));
    }

    /** Unless it has become ready or the end has come meanwhile. */
    synchronized void endReload(String problem) {
        Account next = account.reloaded(account.reload().end(problem));
        write(next.phase() == Phase.RELOADING ? next.in(before) : next);
    }

    synchronized void beginReopen() {
        write(account.reopened(account.reopen().begin()));
    }

    synchronized void endReopen(String problem) {
        write(account.reopened(account.reopen().end(problem)));
    }

    synchronized void beginUpgrade() {
        write(account.upgraded(account.upgrade().begin()));
    }

    synchronized void endUpgrade(String problem) {
        write(account.upgraded(account.upgrade().end(problem)));
    }

    private void write(Account next) {
        account = next;
        if (path == null) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            file.write(account.format(++number));
        } catch (IOException unwritable) {
            return; // whoever asks is told that there is no answer
        }
    }
}
