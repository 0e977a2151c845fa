/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.libc.Classes;
import io.github.daemon4j.linux.libc.NativeAccess;

/**
 * The classes that every start needs from its first native call to its native step. A launcher waits for JNA some ten
 * milliseconds after it knows what to start; to load them then costs nothing, and to load them afterwards as much.
 *
 * <p>None is initialised whose initialisation has to do with JNA: two threads that each initialise what the other waits for would
 * wait for ever.
 */
public final class NextClasses implements Runnable {

    /** In the order in which they are needed: whichever is not loaded in time is loaded then. */
    private static final String[] FIRST = {
        "linux.start.LaunchTarget",
        "linux.privileges.UserAccount",
        "linux.start.StartTransaction",
        "linux.libc.Descriptor",
        "linux.files.FileStatus",
        "linux.libc.Poll",
        "linux.start.NewClaim",
    };

    /** Of a start with a pid file: the way to it, its lock, and what it says. */
    private static final String[] PID_FILE = {
        "linux.files.Whom",
        "linux.files.Place",
        "linux.files.Whom$Use",
        "linux.libc.IdNumber",
        "linux.proc.UserNamespace",
        "linux.files.Walk",
        "linux.files.Trust$Seen",
        "linux.files.Trust",
        "linux.pidfile.PidFile",
        "linux.pidfile.LockAttempt",
        "AlreadyRunningException",
        "linux.pidfile.LockFile",
        "linux.libc.RecordLock$Range",
        "linux.pidfile.Look",
        "linux.pidfile.PidFileSeen",
        "linux.pidfile.PidFileContent",
        "linux.pidfile.PidFileContent$Lines",
        "linux.pidfile.Kept",
        "linux.pidfile.Occupant",
        "DaemonStatus",
        "linux.start.NewClaim$Removal",
    };

    private static final String[] NEXT = {
        "linux.proc.HeldProcess",
        "linux.start.Listeners",
        "linux.start.Inheritance",
        "linux.start.OutputFile",
        "linux.start.Outputs",
        "linux.start.TerminalView",
        "linux.libc.ChildProcesses",
        "linux.start.OutputReaders",
        "linux.start.StartWatch",
        "linux.libc.FileWatch",
        "linux.wire.MessageDecoder",
        "linux.libc.DaemonSpawn",
        "linux.start.DaemonEnvironment",
        "linux.systemd.ManagerVariables",
        "linux.libc.DaemonSpawn$Request",
        "linux.start.AskedPrivileges",
        "linux.privileges.AskedCapabilities",
        "linux.start.StartTransaction$Hook",
        "linux.start.StartEvent",
        "linux.start.StartEvent$Outcome",
        "spi.StopSchedule",
        "spi.StopSchedule$Step",
        "Signal",
        "linux.proc.PercentText",
        "linux.proc.FdInfo",
        "linux.start.KeeperStart",
        "linux.start.ParentOfOrphans",
        "linux.wire.SocketCounts",
        "linux.libc.DaemonSpawn$Passed",
        "linux.wire.Stream",
        "linux.libc.Errno",
        "linux.start.LaunchTarget$Streams",
        "linux.libc.DaemonSpawn$Privileges",
        "linux.libc.Rehearsal",
        "linux.libc.PrivilegeSteps",
    };

    /** The same, of which only the bytes are read: to link them takes classes of JNA. */
    private static final String[] NATIVE = {
        "linux.libc.CStrings",
        "linux.libc.PidFd",
        "linux.libc.Syscall",
        "linux.libc.Signals",
        "linux.libc.Signals$Disposition",
        "linux.libc.ChildProgram",
        "linux.libc.SignalMask",
        "linux.libc.PosixSpawn",
        "linux.libc.SessionMemberSpawn",
        "linux.libc.ResourceLimits",
    };

    private static final String[] NATIVE_OF_PID_FILE = {"linux.libc.OwnIds", "linux.libc.RecordLock"};

    private final boolean pidFile;

    private NextClasses(DaemonOptions options) {
        pidFile = options.pidFile().isPresent();
    }

    /** Begins with JNA, in a thread of its own, which loads these then; unless that has begun. */
    public static void begin(DaemonOptions options) {
        NativeAccess.begin(new NextClasses(options));
    }

    /** Loads what the thread has not come to: it waits for JNA still. */
    static void loadUnlessLoaded(DaemonOptions options) {
        if (!NativeAccess.isLoaded()) {
            new NextClasses(options).run();
        }
    }

    @Override
    public void run() {
        Classes.load(true, FIRST);
        if (pidFile) {
            Classes.load(true, PID_FILE);
        }
        Classes.load(true, NEXT);
        Classes.load(false, NATIVE);
        if (pidFile) {
            Classes.load(false, NATIVE_OF_PID_FILE);
        }
    }
}
