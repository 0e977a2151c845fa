/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.spi.Requests;
import org.jspecify.annotations.Nullable;

/** What a running daemon is asked for, by signals and by itself: one thing at a time, and each is answered. */
final class AnsweredRequests {

    private static final int SIGTERM = 15;

    private final String name;
    private final AccountFile account;
    private final Supervisor supervisor;
    private final Session session;
    private final Object upgrading = new Object();
    private boolean replaced;
    private volatile @Nullable Requests requests;
    private volatile boolean ends;

    /**
     * @param name what messages begin with
     * @param session whose output is opened again
     */
    AnsweredRequests(String name, AccountFile account, Supervisor supervisor, Session session) {
        this.name = name;
        this.account = account;
        this.supervisor = supervisor;
        this.session = session;
    }

    /** From now on signals are answered. */
    void begin(Requests asked) {
        requests = asked;
        try {
            SignalHandlers.install(this);
        } catch (NoClassDefFoundError noModule) {
            return; // an image without jdk.unsupported: signals do what the JVM makes of them
        } finally {
            if (ends) {
                asked.stop(SIGTERM);
            }
        }
    }

    /** For SIGTERM and SIGINT. */
    void stop(int signal) {
        Requests asked = requests;
        if (asked != null) {
            asked.stop(signal);
        }
    }

    /** As for SIGTERM; a daemon that has not come so far as to hear that hears it then. */
    void end() {
        ends = true;
        stop(SIGTERM);
    }

    /** This daemon has replaced another one. */
    void tookOver() {
        Requests asked = requests;
        if (asked != null) {
            asked.tookOver();
        }
    }

    /** For SIGHUP. A manager that has sent it waits for the answer, whatever it is that is done. */
    synchronized void reload() {
        Requests asked = requests;
        supervisor.reloading();
        String problem = asked != null && asked.canReload() ? reload(asked) : reopenOutput();
        supervisor.reloaded(problem);
    }

    private String reload(Requests asked) {
        account.beginReload();
        String problem = "";
        try {
            asked.reload();
        } catch (Throwable failure) {
            problem = wordsOf(failure);
            System.err.println(name + ": cannot reload: " + failure);
        }
        account.endReload(problem);
        return problem;
    }

    private static String wordsOf(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /**
     * For SIGUSR1, too.
     *
     * @return why it could not be opened; empty if it could, or there is nothing to open
     */
    synchronized String reopenOutput() {
        account.beginReopen();
        String problem = "";
        try {
            OwnOutput output = session.output();
            if (output != null) {
                output.reopen();
            }
        } catch (DaemonException failure) {
            problem = String.valueOf(failure.getMessage());
            System.err.println(name + ": " + problem);
        }
        account.endReopen(problem);
        return problem;
    }

    /** For SIGURG. It takes as long as a start, and the daemon serves meanwhile: whatever else is asked does not wait for it. */
    void upgrade() {
        Requests asked = requests;
        if (asked == null) {
            return;
        }
        synchronized (upgrading) {
            if (replaced) {
                return; // who asked meanwhile finds another one in its place
            }
            account.beginUpgrade();
            @Nullable String problem;
            try {
                problem = asked.upgrade();
            } catch (Throwable failure) {
                problem = wordsOf(failure);
            }
            if (problem != null) {
                System.err.println(name + ": not upgraded: " + problem);
            }
            replaced = problem == null;
            account.endUpgrade(problem == null ? "" : lastLine(problem));
        }
    }

    /** What the launcher of a new daemon has said begins with what that printed, and ends with what has become of it. */
    private static String lastLine(String said) {
        return said.substring(said.lastIndexOf('\n') + 1);
    }
}
