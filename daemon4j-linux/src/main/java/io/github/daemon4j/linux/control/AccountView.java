/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.Account;
import org.jspecify.annotations.Nullable;

/** What a held daemon says of itself. */
final class AccountView implements AutoCloseable {

    private static final int TRIES = 20;

    private final FileOfProcess file;

    private AccountView(FileOfProcess file) {
        this.file = file;
    }

    /**
     * Opens it.
     *
     * @param descriptor its number in the daemon; -1 if it has none
     * @return null if there is none, or this user may not look: only root and the daemon's own user may
     */
    static @Nullable AccountView of(HeldProcess process, int descriptor) {
        FileOfProcess file = FileOfProcess.of(process, descriptor, Account.NAME, 0);
        return file == null ? null : new AccountView(file);
    }

    /** What it says now; null if it says nothing that is understood. */
    @Nullable
    Account read() {
        byte[] bytes = new byte[Account.BYTES];
        try {
            for (int i = 0; i < TRIES; i++) {
                Account account = Account.parse(bytes, file.read(bytes));
                if (account != null) {
                    return account;
                }
            }
        } catch (ErrnoException unreadable) {
            return null;
        }
        return null;
    }

    /** Waits until it says something else, or has ended, or the time is up. */
    void awaitChange(long millis) throws ErrnoException {
        file.awaitChange(millis);
    }

    @Override
    public void close() {
        file.close();
    }
}
