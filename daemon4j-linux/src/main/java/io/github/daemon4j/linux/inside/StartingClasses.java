/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.libc.Classes;
import io.github.daemon4j.linux.wire.Mark;

/**
 * The classes that every daemon needs from its recognition to the word that it is ready, for which its launcher waits. A thread
 * loads them that ends with that, while {@code main} finds out who it is: to load them takes half of the time between.
 */
public final class StartingClasses extends Thread {

    /** In the order in which they are needed. None has to do with JNA, which a daemon does not need. */
    private static final String[] NEXT = {
        "linux.inside.Session",
        "linux.inside.Supervisor",
        "linux.files.LaunchDirectory",
        "linux.inside.WaitingLauncher",
        "linux.wire.Message",
        "linux.inside.SelfCheck",
        "linux.inside.OwnKept",
        "LaunchMode",
        "linux.inside.AccountFile",
        "linux.wire.Account$Phase",
        "linux.wire.Account",
        "linux.wire.Account$Counted",
        "linux.inside.AnsweredRequests",
        "linux.wire.ProgramName",
        "linux.inside.Tenure",
        "linux.inside.StoppingSign",
        "linux.inside.StoppingSign$Hook",
        "LifeCycle",
        "LifeCycle$Hook",
        "LifeCycle$Exit",
        "EndDeadline",
        "linux.inside.SignalHandlers",
        "linux.wire.Message$Ready",
        "linux.wire.Frame",
    };

    /** Of a daemon with a pid file: what it does with it before it is ready. */
    private static final String[] PID_FILE = {
        "linux.pidfile.HeldPidFile",
        "linux.pidfile.HeldPidFile$Removal",
        "linux.inside.PidFileGuard",
        "linux.files.FileStatus",
        "linux.pidfile.PidFileContent",
        "linux.pidfile.PidFileContent$Lines",
        "linux.pidfile.Kept",
    };

    /** Of one whose output is discarded: how it lets go of it. */
    private static final String[] DISCARDED = {
        "linux.inside.DiscardedOutput", "linux.inside.MemoryFile", "linux.inside.NullDevice",
    };

    private final DaemonOptions options;

    private StartingClasses(DaemonOptions options) {
        super("daemon4j loads classes");
        setDaemon(true);
        this.options = options;
    }

    /** Begins, if this process is to be a daemon. */
    public static void begin(DaemonOptions options) {
        if (System.getenv(Mark.VARIABLE) != null) {
            new StartingClasses(options).start();
        }
    }

    @Override
    public void run() {
        try {
            if (options.pidFile().isPresent()) {
                Classes.load(true, PID_FILE);
            }
            Classes.load(true, NEXT);
            if (options.output().kind() == Redirect.Kind.DISCARD) {
                Classes.load(true, DISCARDED);
            }
        } catch (LinkageError missing) {
            return; // who needs it will say so
        }
    }
}
