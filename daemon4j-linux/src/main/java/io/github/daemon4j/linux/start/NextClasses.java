/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.privileges.AskedCapabilities;
import io.github.daemon4j.linux.privileges.UserAccount;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.wire.MessageDecoder;

/**
 * The classes that every start needs from its first native call to its native step. A launcher waits for JNA some ten
 * milliseconds after it knows what to start; to load them then costs nothing, and to load them afterwards as much.
 *
 * <p>None whose initialisation has to do with JNA: two threads that each initialise what the other waits for would wait for ever.
 */
final class NextClasses {

    /** In the order in which they are needed: whichever is not loaded in time is loaded then. */
    private static final Class<?>[] NEXT = {
        LaunchTarget.class,
        UserAccount.class,
        StartTransaction.class,
        Whom.class,
        Place.class,
        Descriptor.class,
        FileStatus.class,
        Poll.class,
        NewClaim.class,
        PidFile.class,
        HeldProcess.class,
        Listeners.class,
        Inheritance.class,
        OutputFile.class,
        Outputs.class,
        TerminalView.class,
        ChildProcesses.class,
        OutputReaders.class,
        StartWatch.class,
        FileWatch.class,
        MessageDecoder.class,
        DaemonSpawn.class,
        DaemonEnvironment.class,
        ManagerVariables.class,
        DaemonSpawn.Request.class,
        AskedPrivileges.class,
        AskedCapabilities.class,
    };

    private NextClasses() {}

    static void load() {
        load(NEXT);
    }

    static void load(Class<?>[] classes) {
        for (Class<?> next : classes) {
            try {
                Class.forName(next.getName(), true, next.getClassLoader()); // linked too, which takes as long
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
