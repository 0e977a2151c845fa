/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.wire.Mark;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the launcher would have written into the pid file, had it not been killed. A class: a lambda costs milliseconds. */
record LaunchKept(DaemonOptions options, Mark mark) implements Supplier<Kept> {

    @Override
    public Kept get() {
        return new Kept(options.stopSchedule(), mark.words() < 0 ? null : words());
    }

    private @Nullable List<byte[]> words() {
        try {
            List<byte[]> all = OwnProcess.commandLine();
            return all.subList(Math.max(0, all.size() - mark.words()), all.size());
        } catch (IOException noProc) {
            return null;
        }
    }
}
