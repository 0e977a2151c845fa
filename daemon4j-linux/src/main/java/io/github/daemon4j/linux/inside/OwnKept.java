/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.wire.Keeping;
import io.github.daemon4j.linux.wire.Mark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this daemon's pid file keeps, should it have to be written again. A class: a lambda costs a young JVM milliseconds.
 *
 * @param options say how it is stopped
 * @param account the number of the descriptor for what it says of itself; -1 if there is none
 * @param words how many of the last strings of its command line are what main was given; -1 if that is not known
 */
record OwnKept(DaemonOptions options, int account, int words) implements Supplier<Kept> {

    static OwnKept of(DaemonOptions options, Mark mark) {
        return new OwnKept(options, mark.account(), mark.words());
    }

    static OwnKept of(DaemonOptions options, Kept written) {
        List<byte[]> words = written.words();
        return new OwnKept(options, written.account(), words == null ? -1 : words.size());
    }

    /** The pid file as this process has it: under a keeper it names the keeper. Null if there is none. */
    static @Nullable HeldPidFile held(Mark mark, @Nullable Keeping keeping) {
        byte[] bytes = mark.pidFileBytes();
        if (bytes == null) {
            return null;
        }
        Path path = SystemText.path(bytes);
        return keeping == null
                ? new HeldPidFile(path, mark.lock())
                : new HeldPidFile(
                        path,
                        mark.lock(),
                        new HeldPidFile.Keeper(keeping.pid(), keeping.pidHere(), keeping.startTicks()));
    }

    /** How this process knows that it is a daemon, for people. */
    static String why(Mark mark, @Nullable Keeping keeping) {
        String leader = mark.sessionLeader() ? "; it leads its session, because it could not be forked twice here" : "";
        return "a launcher in " + SystemText.path(mark.directoryBytes()) + " started it" + leader + why(keeping);
    }

    private static String why(@Nullable Keeping keeping) {
        if (keeping == null) {
            return "";
        }
        String keeper = "; its keeper is pid " + keeping.pid();
        return keeping.restarts() == 0
                ? keeper
                : keeper + ", which has started it again: restarts " + keeping.restarts();
    }

    @Override
    public Kept get() {
        return new Kept(options.stopSchedule(), account, session(), words < 0 ? null : lastWords());
    }

    private static long session() {
        try {
            return Keeping.ofEnvironment() == null ? 0 : OwnState.read().sessionId();
        } catch (IOException noProc) {
            return 0;
        }
    }

    private @Nullable List<byte[]> lastWords() {
        try {
            List<byte[]> all = OwnProcess.commandLine();
            return all.subList(Math.max(0, all.size() - words), all.size());
        } catch (IOException noProc) {
            return null;
        }
    }
}
