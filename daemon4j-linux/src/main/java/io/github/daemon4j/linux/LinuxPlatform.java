/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.linux.proc.ProcBackend;
import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.Platform;
import io.github.daemon4j.spi.ProcessBackend;

/** The one public door of this module: everything behind it is reached through the interfaces of the spi. */
public final class LinuxPlatform implements Platform {

    private final DaemonBackend daemons = new LinuxDaemons(this);

    /** Made when it is asked for: a daemon that comes up needs none of it. */
    private static final class Processes {
        static final ProcessBackend BACKEND = new ProcBackend();
    }

    /** Called by {@link java.util.ServiceLoader}. */
    public LinuxPlatform() {}

    @Override
    public boolean isSupported() {
        return System.getProperty("os.name", "").equals("Linux");
    }

    @Override
    public ProcessBackend processes() {
        return Processes.BACKEND;
    }

    @Override
    public DaemonBackend daemons() {
        return daemons;
    }
}
