/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.NotifySocket;
import io.github.daemon4j.spi.Printable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The wait for a spawned program until it serves. Nothing announces that: it is looked for, and meanwhile the program's end is waited for. */
final class ReadyWait implements AutoCloseable {

    private final Readiness readiness;
    private final DaemonOptions options;
    private final String name;
    private final @Nullable PrintedLog log;
    private final @Nullable NotifySocket socket;

    /**
     * Prepares it, before the program is started.
     *
     * @throws DaemonException if the condition is fulfilled already, and so tells nothing of the program
     */
    ReadyWait(Readiness readiness, DaemonOptions options) {
        this.readiness = readiness;
        this.options = options;
        name = options.name().orElse("the program");
        log = options.output().file().map(PrintedLog::fromNow).orElse(null);
        if (readiness.look().isReady()) {
            throw new DaemonException("it could not be known when " + name + " is ready: " + readiness
                    + " already, before it was started; end what does that, or wait for something else");
        }
        socket = readiness.needsNotifySocket() ? Platforms.backend().notifySocket() : null;
    }

    /** What {@code NOTIFY_SOCKET} is to be for the program; null if nobody would listen there. */
    @Nullable
    String notifySocket() {
        return socket == null ? null : socket.address();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /**
     * Waits.
     *
     * @throws DaemonException if it has ended before, or was not ready in time and has been ended; with what was seen last
     */
    void await(DaemonProcess program) {
        Duration timeout = options.readyTimeout().orElse(DaemonOptions.DEFAULT_READY_TIMEOUT);
        long begin = System.nanoTime();
        Readiness.Look look = look(program, 0);
        while (!look.isReady()) {
            if (hasEnded(program)) {
                end(program);
                throw failed(program, "has ended before it was ready", look.seen());
            }
            if (System.nanoTime() - begin > timeout.toNanos()) {
                end(program);
                throw failed(
                        program,
                        "was not ready within " + timeout.toMillis() / 1000.0 + " s, and has been ended",
                        look.seen());
            }
            look = look(program, ReadyCondition.PAUSE_MILLIS);
        }
        if (!program.isAlive()) { // asked last: what serves there may be another
            end(program);
            throw failed(program, "has ended", readiness + ", but the program does not run");
        }
    }

    private DaemonException failed(DaemonProcess program, String how, String missing) {
        String last = log == null ? "" : Printable.of(log.lastLine());
        return new DaemonException(name + " (pid " + program.pid() + ") " + how + ": " + missing
                + (last.isEmpty() || log == null ? "" : "; the last line of " + log.file() + " is \"" + last + "\""));
    }

    private Readiness.Look look(DaemonProcess program, long millis) {
        try {
            return readiness.look(signs(program, millis));
        } catch (RuntimeException | Error failure) { // of the caller's own condition
            end(program);
            throw failure;
        }
    }

    /** What it shows. A message is waited for, because who sent it is to be seen before it ends. */
    private ReadyCondition.Signs signs(DaemonProcess program, long millis) {
        if (socket == null) {
            return new ReadyCondition.Signs(log, false, "");
        }
        program.process().ifPresent(running -> socket.listen(running.sessionId(), millis));
        return new ReadyCondition.Signs(log, socket.isReady(), socket.heard());
    }

    /** Waits for it, until it is time to look again. */
    private boolean hasEnded(DaemonProcess program) {
        ProcessInfo process = program.process().orElse(null);
        if (process == null) {
            return true;
        }
        try {
            process.onExit().get(socket == null ? ReadyCondition.PAUSE_MILLIS : 0, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alive) {
            return false;
        } catch (ExecutionException unknown) {
            return !process.isAlive();
        } catch (InterruptedException stop) {
            end(program, Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new DaemonException(
                    "interrupted while waiting for pid " + program.pid() + ", which has been ended", stop);
        }
    }

    private void end(DaemonProcess program) {
        end(program, options.stopGrace());
    }

    private static void end(DaemonProcess program, Duration grace) {
        DaemonControl control = program.control().orElse(null);
        ProcessInfo process = program.process().orElse(null);
        if (control != null) {
            control.stop(grace);
        } else if (process != null && process.signal(Signal.TERM)) {
            try {
                process.onExit().get(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException deaf) {
                process.signal(Signal.KILL);
            } catch (InterruptedException stop) {
                process.signal(Signal.KILL);
                Thread.currentThread().interrupt();
            }
        }
    }
}
