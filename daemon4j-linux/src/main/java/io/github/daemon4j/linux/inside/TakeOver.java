/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import java.io.FileInputStream;
import java.io.IOException;

/**
 * Waits, in a daemon that is to replace another one, for the launcher of the upgrade to say that it has done so. A launcher that is
 * gone without a word was killed; the pid file, which it writes before it says so, tells whether it was in time.
 *
 * <p>The only thread that an upgrade costs a daemon; it is gone when the upgrade is over.
 */
final class TakeOver extends Thread {

    private final Tenure tenure;
    private final String pipe;

    /** @param descriptor the number of the pipe's reading end */
    TakeOver(Tenure tenure, int descriptor) {
        super("daemon4j upgrade");
        setDaemon(true);
        this.tenure = tenure;
        pipe = "/proc/self/fd/" + descriptor;
    }

    @Override
    public void run() {
        tenure.upgraded(isTold());
    }

    private boolean isTold() {
        try (FileInputStream in = new FileInputStream(pipe)) {
            return in.read() >= 0;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
