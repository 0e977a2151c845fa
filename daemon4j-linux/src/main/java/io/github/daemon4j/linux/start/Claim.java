/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.spi.DetachResult.Launched;
import org.jspecify.annotations.Nullable;

/** What a start has to do with the pid file, and with the daemon that may be there already. */
interface Claim extends AutoCloseable {

    /** The pid file, whose lock the daemon inherits; null if there is none. */
    @Nullable
    PidFile pidFile();

    /** From now on what is done here can be undone. */
    void begin(StartTransaction transaction);

    /** Finds out whether the file can be written, before anything is started. Not called without one. */
    void prepare(Kept toKeep) throws ErrnoException;

    /** Adds what the daemon gets besides. */
    void addTo(Inheritance inheritance, LaunchTarget target) throws ErrnoException;

    /** A descriptor that is readable when the daemon is not wanted any more; -1 if that does not happen. */
    int unwanted();

    /** How the daemon that is watched is ended again. */
    StartTransaction.Undo undoing(StartWatch watch);

    /** The daemon has been started; it is not ready yet. */
    void started(HeldProcess daemon);

    /**
     * The daemon is ready: keeps it.
     *
     * @param launched what was to be told
     * @return what is to be told
     */
    Launched ready(StartTransaction transaction, StartWatch watch, Launched launched) throws ErrnoException;

    /** What is to be told of a start that has failed. */
    Launched failed(Launched launched) throws ErrnoException;

    @Override
    void close();
}
