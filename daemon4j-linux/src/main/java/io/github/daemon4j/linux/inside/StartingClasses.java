/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

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
        "linux.pidfile.HeldPidFile",
        "linux.pidfile.HeldPidFile$Removal",
        "LaunchMode",
        "linux.inside.AccountFile",
        "linux.wire.Account$Phase",
        "linux.wire.Account",
        "linux.wire.Account$Counted",
        "linux.inside.AnsweredRequests",
        "linux.wire.ProgramName",
        "linux.inside.Tenure",
        "linux.inside.PidFileGuard",
        "linux.inside.StoppingSign",
        "linux.inside.StoppingSign$Hook",
        "linux.files.FileStatus",
        "LifeCycle",
        "LifeCycle$Hook",
        "LifeCycle$Exit",
        "EndDeadline",
        "linux.pidfile.PidFileContent",
        "linux.pidfile.PidFileContent$Lines",
        "linux.pidfile.Kept",
        "linux.inside.SignalHandlers",
        "linux.wire.Message$Ready",
        "linux.wire.Frame",
    };

    private StartingClasses() {
        super("daemon4j loads classes");
        setDaemon(true);
    }

    /** Begins, if this process is to be a daemon. */
    public static void begin() {
        if (System.getenv(Mark.VARIABLE) != null) {
            new StartingClasses().start();
        }
    }

    @Override
    public void run() {
        try {
            Classes.load(true, NEXT);
        } catch (LinkageError missing) {
            return; // who needs it will say so
        }
    }
}
