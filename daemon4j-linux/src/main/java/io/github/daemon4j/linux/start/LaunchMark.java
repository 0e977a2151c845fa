/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.wire.Mark;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The mark that this launcher gives to its daemon. */
final class LaunchMark {

    private LaunchMark() {}

    /**
     * Makes it.
     *
     * @param words how many words its main is given
     * @param uid who the daemon is to become; -1 if it stays who this process is
     * @param pipe the pipe's writing end here
     * @param inheritance which numbers the daemon finds its descriptors at
     * @param readers what output is piped to
     */
    static Mark of(
            DaemonOptions options,
            LaunchDirectory directory,
            int words,
            long uid,
            Descriptor pipe,
            Inheritance inheritance,
            OutputReaders readers)
            throws ErrnoException {
        Path pidFile = options.pidFile().orElse(null);
        try {
            OwnState self = OwnState.read();
            return new Mark(
                    inheritance.number(Inheritance.PIPE),
                    FileStatus.of(pipe).inode(),
                    pipe.pipeCapacity(),
                    inheritance.number(Inheritance.LOCK),
                    readers.output(inheritance.number(Inheritance.OUTPUT)),
                    readers.errors(inheritance.number(Inheritance.ERRORS)),
                    inheritance.sockets(),
                    !DaemonSpawn.leavesSession(),
                    self.pid(),
                    self.startTicks(),
                    generation(Mark.ofEnvironment()),
                    inheritance.number(Inheritance.ACCOUNT),
                    inheritance.number(Inheritance.CONSENT),
                    words,
                    uid,
                    Mark.text(directory.bytes()),
                    pidFile == null ? null : Mark.text(SystemText.bytes(directory.resolve(pidFile))));
        } catch (ErrnoException failure) {
            throw failure;
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    private static int generation(@Nullable Mark own) {
        return own == null ? 1 : own.generation() + 1;
    }

    /**
     * A daemon may start another one; but one that does not recognise itself would do so for ever.
     *
     * @param own the mark in this launcher's environment
     */
    static void refuseLoop(@Nullable Mark own) {
        if (own != null && own.generation() >= Mark.MOST_GENERATIONS) {
            throw new DaemonException("this program was started by itself " + own.generation()
                    + " times, each time by the"
                    + " daemon of the one before, as " + Mark.VARIABLE + " in the environment says: it starts no other."
                    + " If that is meant, take " + Mark.VARIABLE + " out of the environment");
        }
    }
}
