/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.Stream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program that reads this daemon's output: the one that the launcher has started, and those that follow it. */
final class Reader {

    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final long MOST_PAUSE_MILLIS = 30_000;

    /** Who has lived for so long has not failed at its start. */
    private static final long LIFE_SECONDS = 1;

    private final List<String> command;
    private final LaunchDirectory directory;
    private final String input;
    private final long firstPid;
    private final long firstStart;
    private @Nullable Process process;
    private long startedAt = System.nanoTime() - TimeUnit.SECONDS.toNanos(LIFE_SECONDS);
    private long pause;
    private boolean waiting;
    private long startAt;

    /** @param input the path that leads to the pipe */
    Reader(List<String> command, LaunchDirectory directory, Stream stream, String input) {
        this.command = command;
        this.directory = directory;
        this.input = input;
        firstPid = stream.reader();
        firstStart = stream.readerStart();
    }

    String program() {
        return command.get(0);
    }

    /**
     * Starts it again if it has ended.
     *
     * @return what is to be said; null for nothing
     */
    @Nullable
    String look() {
        if (waiting) {
            return System.nanoTime() - startAt < 0 ? null : start(program() + " ");
        }
        if (isAlive()) {
            return null;
        }
        String how = process == null ? "has ended" : ended(process.exitValue());
        boolean failed = System.nanoTime() - startedAt < TimeUnit.SECONDS.toNanos(LIFE_SECONDS);
        pause = failed ? longerPause() : 0;
        if (!failed) {
            return start(program() + " " + how + "; ");
        }
        await();
        return program() + " " + how + " as soon as it was started; next attempt in " + pause + " ms";
    }

    private long longerPause() {
        return Math.min(MOST_PAUSE_MILLIS, Math.max(LEAST_PAUSE_MILLIS, 2 * pause));
    }

    private static String ended(int status) {
        return status > 128 ? "was killed by signal " + (status - 128) : "exited with status " + status;
    }

    private void await() {
        waiting = true;
        startAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    }

    private boolean isAlive() {
        if (process != null) {
            return process.isAlive();
        }
        Neighbour first = Neighbour.of(firstPid);
        return first != null && first.startTicks() == firstStart && !first.hasEnded();
    }

    /** From the pipe itself, whatever is in it; what it prints is nobody's. */
    private String start(String why) {
        List<String> words = new ArrayList<>(command);
        if (program().indexOf('/') >= 0) {
            words.set(0, directory.resolve(Path.of(program())).toString());
        }
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File(input))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(Mark.VARIABLE);
        startedAt = System.nanoTime();
        try {
            process = builder.start();
            waiting = false;
            return why + "started again (pid " + process.pid() + ")";
        } catch (IOException failure) {
            pause = longerPause();
            await();
            return why + "it cannot be started again (" + failure.getMessage() + "); next attempt in " + pause + " ms";
        }
    }
}
