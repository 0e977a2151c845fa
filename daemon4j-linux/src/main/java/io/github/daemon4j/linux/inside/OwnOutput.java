/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.LogFile;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.linux.wire.Stream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this daemon prints to. Most daemons need nothing to be done for that, and no thread; a log that rolls and a reader at
 * the end of a pipe are looked after by one.
 */
final class OwnOutput {

    /** Something about a daemon's output that has to be looked after. */
    interface Care {

        /** Looks at it, and does what is to be done: after how many milliseconds to look again. */
        long look();

        /** Does what is left to be done when this process ends. */
        default void end() {}
    }

    private static final int[] BOTH = {1, 2};
    private static final int[] OUTPUT = {1};
    private static final int[] ERRORS = {2};

    private final Mark mark;
    private final DaemonOptions options;
    private final LaunchDirectory directory;

    OwnOutput(Mark mark, DaemonOptions options, LaunchDirectory directory) {
        this.mark = mark;
        this.options = options;
        this.directory = directory;
    }

    /** The stream whose descriptor is the last of these. */
    static PrintStream last(int[] numbers) {
        return numbers[numbers.length - 1] == 2 ? System.err : System.out;
    }

    /** From now on there is no launcher that looks on. */
    void ready() {
        Stream apart = mark.errors();
        List<Care> cares = new ArrayList<>(2);
        add(cares, options.output(), mark.output(), apart == null ? BOTH : OUTPUT);
        if (apart != null) {
            add(cares, options.errorOutput(), apart, ERRORS);
        }
        if (!cares.isEmpty()) {
            OutputThread.begin(cares, ProgramName.of(options));
        }
    }

    private void add(List<Care> cares, Redirect redirect, Stream stream, int[] numbers) {
        Path file = redirect.file().orElse(null);
        if (stream.kind() == Redirect.Kind.PIPE && redirect.kind() == Redirect.Kind.PIPE) {
            cares.add(new PipedOutput(ProgramName.of(options), redirect.command(), directory, stream, numbers));
        } else if (redirect.kind() == Redirect.Kind.ROLLING && file != null) {
            cares.add(new RollingLog(this, ProgramName.of(options), directory.resolve(file), redirect, numbers));
        }
    }

    /**
     * Opens the logs again under their names, and puts them in the place of descriptors 1 and 2, each in one step: what the JVM
     * and native code print is never without a place. The first call loads JNA, which no daemon needs until then.
     *
     * @throws DaemonException if one cannot be opened; the old one stays
     */
    synchronized void reopen() {
        boolean apart = mark.errors() != null;
        reopen(options.output().file().orElse(null), apart ? OUTPUT : BOTH);
        if (apart) {
            reopen(options.errorOutput().file().orElse(null), ERRORS);
        }
    }

    /**
     * Opens those logs again that have another file by now under their names: the descriptors of a keeper are those of its start. Without a native call where none has. One that cannot be
     * opened stays as it is, which is said.
     */
    synchronized void reopenRotated() {
        boolean apart = mark.errors() != null;
        if (isRotated(options.output(), 1) || (apart && isRotated(options.errorOutput(), 2))) {
            try {
                reopen();
            } catch (DaemonException failure) {
                System.err.println(ProgramName.of(options) + ": " + failure.getMessage());
            }
        }
    }

    private boolean isRotated(Redirect redirect, int number) {
        Path log = redirect.file().orElse(null);
        if (log == null) {
            return false;
        }
        try {
            return !Files.isSameFile(directory.resolve(log), Path.of("/proc/self/fd/" + number));
        } catch (IOException removed) {
            return true;
        }
    }

    private void reopen(@Nullable Path log, int[] numbers) {
        if (log != null) {
            LogFile.replace(directory.resolve(log), numbers);
        }
    }
}
