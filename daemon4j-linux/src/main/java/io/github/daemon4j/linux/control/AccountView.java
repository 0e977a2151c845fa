/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.Account;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a held daemon says of itself, read by way of {@code /proc/PID/fd}. A daemon that was taken over can have anything at
 * that number: only a regular file is opened, and a lie is about itself alone.
 */
final class AccountView implements AutoCloseable {

    private static final int TRIES = 20;

    private final HeldProcess process;
    private final Descriptor file;
    private final FileWatch watch;

    private AccountView(HeldProcess process, Descriptor file) {
        this.process = process;
        this.file = file;
        watch = FileWatch.of(file);
    }

    /**
     * Opens it.
     *
     * @param descriptor its number in the daemon; -1 if it has none
     * @return null if there is none, or this user may not look: only root and the daemon's own user may
     */
    static @Nullable AccountView of(HeldProcess process, int descriptor) {
        if (descriptor < 0) {
            return null;
        }
        String path = "/proc/" + process.procPid() + "/fd/" + descriptor;
        try (Descriptor found = Descriptor.open(path, Descriptor.O_PATH)) {
            if (!FileStatus.of(found).isRegular()) {
                return null;
            }
            Descriptor file = found.reopen(Descriptor.O_RDONLY | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY);
            if (process.awaitEnd(0)) { // or it may have been another process with the same number
                file.close();
                return null;
            }
            return new AccountView(process, file);
        } catch (IOException closed) {
            return null;
        }
    }

    /** What it says now; null if it says nothing that is understood. */
    @Nullable
    Account read() {
        byte[] bytes = new byte[Account.BYTES];
        try {
            for (int i = 0; i < TRIES; i++) {
                Account account = Account.parse(bytes, file.read(bytes, 0));
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
        Poll.await(watch.limit(millis), watch.number(), process.number());
        watch.drain();
    }

    @Override
    public void close() {
        watch.close();
        file.close();
    }
}
