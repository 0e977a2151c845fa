/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.pidfile.Kept;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether this process is the daemon that its pid file means: not before an upgrade to it is complete, nor after one from it. */
final class Tenure {

    private final String name;
    private final @Nullable HeldPidFile pidFile;
    private final AnsweredRequests requests;
    private final @Nullable PidFileGuard guard;
    private volatile boolean provisional;

    /**
     * @param name what messages begin with
     * @param toKeep what the pid file is to say when it has to be put back
     * @param requests what ends this process in order
     */
    Tenure(String name, @Nullable HeldPidFile pidFile, Supplier<Kept> toKeep, AnsweredRequests requests) {
        this.name = name;
        this.pidFile = pidFile;
        this.requests = requests;
        guard = pidFile == null ? null : new PidFileGuard(name, pidFile, toKeep, this);
    }

    /**
     * Begins it, or waits for the launcher of an upgrade to say so.
     *
     * @param consent the number of the pipe by which that launcher says it; -1 if there is none
     */
    void begin(int consent) {
        if (pidFile != null) {
            pidFile.removeAtExit();
        }
        if (consent >= 0) {
            provisional = true;
            new TakeOver(this, consent).start();
        } else if (guard != null) {
            guard.start();
        }
    }

    /**
     * The launcher of the upgrade to this daemon has done its work, or has died.
     *
     * @param told whether it has said that this is the daemon now
     */
    void upgraded(boolean told) {
        if (told || (pidFile != null && pidFile.namesThis())) {
            provisional = false;
            if (guard != null) {
                guard.start();
            }
            requests.tookOver();
        } else {
            System.err.println(
                    name + ": the launcher of the upgrade has died before it was complete: the daemon that was to"
                            + " be replaced serves on, and this one ends");
            requests.end();
        }
    }

    /** The pid file names a daemon that has this one's place. */
    void succeeded() {
        System.err.println(name + ": pid " + (pidFile == null ? 0 : pidFile.pid()) + " has taken over: this one ends");
        requests.end();
    }

    /** This process begins to end: nobody puts its pid file back any more. */
    void end() {
        if (guard != null) {
            guard.end();
        }
    }

    /** The end is broken off, so that nothing is left to remove the pid file later. */
    void breakOff() {
        if (pidFile != null) {
            pidFile.remove();
        }
    }

    /** Whether the files that stand for the daemon are this process's to remove. */
    boolean ownsFiles() {
        return !provisional && (pidFile == null || !pidFile.namesAnother());
    }
}
