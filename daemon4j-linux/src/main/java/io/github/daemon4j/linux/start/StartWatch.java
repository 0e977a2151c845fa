/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.linux.control.Keeper;
import io.github.daemon4j.linux.control.Termination;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.WaitStatus;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.Message;
import io.github.daemon4j.linux.wire.MessageDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a daemon come up: what it prints, what it says, and whether it dies. Waits on the pipe, the process and the output file
 * at once; only at the output of a quick start it looks every few milliseconds ({@link FileWatch#after}).
 */
final class StartWatch implements StartTransaction.Undo, AutoCloseable {

    private final Descriptor pipe;
    private final Outputs outputs;
    private final @Nullable FileWatch outputWatch;
    private final StartListener listener;
    private final MessageDecoder decoder = new MessageDecoder();
    private final @Nullable Duration timeout;
    private final Duration endGrace;
    private final boolean isKept;
    private final int unwanted;
    private long deadline;
    private String lastStatus = "";

    /** The daemon, which this process has adopted; null before {@link #follow}, and when it has been waited for. */
    private @Nullable HeldProcess process;

    private int pid;

    /**
     * Prepares to watch, before there is anything to be watched: what can fail fails here.
     *
     * @param pipe the reading end of the pipe
     * @param outputs where the daemon prints
     * @param timeout how long to wait; null for ever
     * @param options how long a daemon that is to end may take before it is killed; and whether what is started is its keeper
     * @param unwanted a descriptor that is readable when the daemon is not wanted any more; -1 if there is none
     */
    StartWatch(
            Descriptor pipe,
            Outputs outputs,
            StartListener listener,
            @Nullable Duration timeout,
            DaemonOptions options,
            int unwanted) {
        this.unwanted = unwanted;
        this.pipe = pipe;
        this.outputs = outputs;
        this.listener = listener;
        this.timeout = timeout;
        endGrace = options.stopGrace();
        isKept = options.restartPolicy().isPresent();
        deadline = timeout == null ? 0 : Poll.deadline(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        outputWatch = outputs.watch();
    }

    /** Watches this child from now on; if that cannot be, it is killed. */
    void follow(int daemon) throws ErrnoException {
        pid = daemon;
        try {
            process = Objects.requireNonNull(HeldProcess.open(daemon), "a child that was not waited for");
        } catch (ErrnoException | RuntimeException failure) {
            ChildProcesses.kill(daemon, failure);
            throw failure;
        }
    }

    /** The daemon's pid. */
    int pid() {
        return pid;
    }

    /** The daemon, held as long as this watch is open. */
    HeldProcess process() {
        return Objects.requireNonNull(process, "no daemon to be watched");
    }

    /** Waits until the daemon is ready, has failed, has died, or the time is up; but for the first no daemon is left. */
    StartEvent.Outcome await() throws ErrnoException {
        while (true) {
            long wait = outputWatch == null ? millisLeft() : outputWatch.limit(millisLeft());
            boolean[] happened = Poll.await(
                    wait, pipe.number(), process().number(), outputWatch == null ? -1 : outputWatch.number(), unwanted);
            if (happened[2] && outputWatch != null) {
                outputWatch.drain();
            }
            // In this order: had the daemon become ready before it wrote these bytes, its word would be in the pipe.
            long written = outputs.length();
            long errors = outputs.errorLength();
            StartEvent.Outcome outcome = hear();
            if (outcome != null) {
                return outcome;
            }
            outputs.showNew(listener, written, errors);
            if (happened[1]) {
                return died();
            }
            if (happened[3]) {
                return told(new StartEvent.Unwanted(end(Termination.of(endGrace))));
            }
            if (timeout != null && millisLeft() == 0) {
                return timedOut(timeout);
            }
        }
    }

    /** Reads what has been said; a dead daemon's last words are still in the pipe. */
    private StartEvent.@Nullable Outcome hear() throws ErrnoException {
        byte[] buffer = new byte[4096];
        int count = pipe.read(buffer);
        while (count > 0) {
            List<Message> messages = decoder.feed(buffer, count);
            for (Message message : messages) {
                StartEvent.Outcome outcome = hear(message);
                if (outcome != null) {
                    return outcome;
                }
            }
            count = pipe.read(buffer);
        }
        return null;
    }

    private StartEvent.@Nullable Outcome hear(Message message) throws ErrnoException {
        if (message instanceof Message.Ready ready) {
            findDaemon();
            outputs.showNew(listener, ready.shown(), ready.errors());
            return told(new StartEvent.Ready(ready.status()));
        }
        if (message instanceof Message.Failed failed) {
            boolean killed = end(Termination.ending(endGrace));
            outputs.showNew(listener, Long.MAX_VALUE, Long.MAX_VALUE);
            return told(new StartEvent.Failed(failed.exitStatus(), failed.text(), killed));
        }
        if (message instanceof Message.Extend extend) {
            deadline = Math.max(deadline, Poll.deadline(extend.millis(), TimeUnit.MILLISECONDS));
        } else if (message instanceof Message.Status status) {
            outputs.showNew(listener, status.shown(), status.errors());
            lastStatus = status.text();
            listener.on(new StartEvent.Said(status.text()));
        }
        return null;
    }

    /** A person is told of the daemon, and not of its keeper. */
    private void findDaemon() throws ErrnoException {
        try (HeldProcess daemon = isKept ? new Keeper(process()).daemon() : null) {
            pid = daemon == null ? pid : (int) daemon.pid();
        }
    }

    private StartEvent.Outcome died() throws ErrnoException {
        var status = ChildProcesses.await((int) process().pid());
        outputs.showNew(listener, Long.MAX_VALUE, Long.MAX_VALUE);
        return told(new StartEvent.Died(isKept ? WaitStatus.ofShell(status.shellStatus()) : status));
    }

    private StartEvent.Outcome timedOut(Duration after) throws ErrnoException {
        boolean killed = end(Termination.of(endGrace));
        outputs.showNew(listener, Long.MAX_VALUE, Long.MAX_VALUE);
        return told(new StartEvent.TimedOut(after, lastStatus, killed));
    }

    private StartEvent.Outcome told(StartEvent.Outcome outcome) {
        listener.on(outcome);
        return outcome;
    }

    /** Ends the daemon and waits until it is gone: whether it had to be killed. */
    private boolean end(Termination schedule) throws ErrnoException {
        StopResult.Outcome outcome = isKept ? new Keeper(process()).end(schedule) : schedule.end(process());
        return outcome == StopResult.Outcome.KILLED;
    }

    /** Ends the daemon, and says how; null if there was none. */
    @Override
    public @Nullable String undo(boolean gently) {
        if (process == null) {
            return null;
        }
        String daemon = "the daemon (pid " + pid + ") ";
        try {
            return daemon
                    + TerminalView.ended(endGrace, end(Termination.of(gently ? endGrace : Duration.ZERO)) && gently);
        } catch (ErrnoException | DaemonException failure) {
            return daemon + "could not be ended: " + failure.getMessage();
        }
    }

    private long millisLeft() {
        return timeout == null ? -1 : Poll.millisUntil(deadline);
    }

    @Override
    public void close() {
        if (outputWatch != null) {
            outputWatch.close();
        }
        if (process != null) {
            process.close();
        }
    }
}
