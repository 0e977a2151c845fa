/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.wire.Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program that a daemon's output is piped to, as {@link Redirect#pipeTo} has it. It is started before the daemon, so that
 * one that is not there costs no start, and it is not ended by anybody: the end of the file does that.
 *
 * <p>While the daemon comes up, its output goes to a file that is shown on the terminal. The daemon passes that on when it is
 * ready; if it does not become ready, this launcher does.
 */
final class OutputReader implements StartTransaction.Undo, AutoCloseable {

    private static final int PIPE_BYTES = 1 << 20;

    /** Of what the reader says on its standard error; the file is sealed at that length, so that nothing ever fills memory. */
    private static final int ERROR_BYTES = 64 * 1024;

    private static final long PASSING_SECONDS = 2;
    private static final int CHUNK_BYTES = 8192;

    private final String program;
    private final Descriptor writing;
    private final Descriptor said;
    private final @Nullable OutputFile source;
    private final int pid;
    private long procPid;
    private long startTicks;

    private OutputReader(String program, Descriptor writing, Descriptor said, @Nullable OutputFile source, int pid) {
        this.program = program;
        this.writing = writing;
        this.said = said;
        this.source = source;
        this.pid = pid;
    }

    /**
     * Starts it.
     *
     * @param executable the program's path
     * @param source what the daemon prints to while it comes up; null if it is the pipe itself
     */
    static OutputReader start(Redirect redirect, byte[] executable, LaunchTarget target, @Nullable OutputFile source)
            throws ErrnoException {
        String program = redirect.command().get(0);
        List<byte[]> arguments = new ArrayList<>();
        for (String word : redirect.command()) {
            arguments.add(SystemText.bytes(word));
        }
        Descriptor[] pipe = Descriptor.pipe();
        Descriptor said = null;
        try (Descriptor reading = pipe[0];
                Descriptor input = reading.reopen(Descriptor.O_RDONLY); // a description of its own: it is to block
                Descriptor nothing = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            pipe[1].growPipe(PIPE_BYTES);
            said = Descriptor.boundedFile("daemon4j-reader", ERROR_BYTES);
            target.handOver(pipe[1]);
            target.handOver(said);
            List<byte[]> environment = target.environment(OwnCommand.environment());
            int pid = target.spawn(
                    executable,
                    arguments,
                    environment,
                    new LaunchTarget.Streams(input.number(), nothing.number(), said.number()),
                    List.of());
            OutputReader reader = new OutputReader(program, pipe[1], said, source, pid);
            try (HeldProcess held = HeldProcess.open(pid)) {
                reader.procPid = held == null ? 0 : held.procPid();
                reader.startTicks = held == null ? 0 : held.startTicks();
            }
            return reader;
        } catch (ErrnoException failure) {
            pipe[1].close();
            if (said != null) {
                said.close();
            }
            throw new DaemonException(
                    "cannot start " + program + ", which the daemon's output is to go to: " + failure.getMessage(),
                    failure);
        }
    }

    /** The pipe's writing end. */
    Descriptor writing() {
        return writing;
    }

    /** What the daemon is told of it. */
    Stream stream(int number) {
        return new Stream(Redirect.Kind.PIPE, number, procPid, startTicks);
    }

    /** Whose child it is, if this process adopts orphans: it is waited for then. */
    int pid() {
        return pid;
    }

    /** Why nothing will be read; null if the reader lives. */
    @Nullable
    String problem() {
        Neighbour now = Neighbour.of(procPid);
        if (now != null && now.startTicks() == startTicks && !now.hasEnded()) {
            return null;
        }
        return program + ", which the daemon's output goes to, " + how() + "; the daemon starts it again" + words();
    }

    private String how() {
        try {
            return ChildProcesses.await(pid).toString();
        } catch (ErrnoException notOurs) {
            return "has ended";
        }
    }

    private String words() {
        byte[] buffer = new byte[ERROR_BYTES];
        try {
            int count = said.read(buffer, 0);
            int end = 0;
            while (end < count && buffer[end] != 0) {
                end++;
            }
            String text = new String(buffer, 0, end, StandardCharsets.UTF_8).stripTrailing();
            return text.isEmpty() ? "" : ". It said:\n" + text;
        } catch (ErrnoException unreadable) {
            return "";
        }
    }

    /** The daemon has not become ready: what it has printed is passed on by this process. */
    @Override
    public @Nullable String undo(boolean gently) {
        if (source == null) {
            return null;
        }
        try (Descriptor pipe = writing.reopen(Descriptor.O_WRONLY | Descriptor.O_NONBLOCK)) {
            pass(source, pipe);
        } catch (ErrnoException readerGone) {
            return null; // it has been shown on the terminal
        }
        return null;
    }

    private static void pass(OutputFile from, Descriptor pipe) throws ErrnoException {
        byte[] buffer = new byte[CHUNK_BYTES];
        long deadline = Poll.deadline(PASSING_SECONDS, TimeUnit.SECONDS);
        long passed = 0;
        int count = from.reading().read(buffer, passed);
        while (count > 0 && Poll.millisUntil(deadline) > 0) {
            if (Poll.awaitWritable(pipe.number(), Poll.millisUntil(deadline))) {
                passed += pipe.offer(buffer, count);
                count = from.reading().read(buffer, passed);
            }
        }
    }

    @Override
    public void close() {
        writing.close();
        said.close();
    }
}
