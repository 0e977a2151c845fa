/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a process lives on after an event. A process does not end in the moment of its signal: a JVM runs its shutdown hooks,
 * for seconds, and a suspended process has not been told yet. While either can be seen, it is watched on; and a moment longer until
 * all of its threads sleep, for on a busy machine the one that is to handle the signal may not have been made yet.
 */
record Survival(ProcessInfo process) {

    /** As the kernel names such a thread, in the file {@code status}. */
    private static final Pattern HANDLER = Pattern.compile("^Name:\\t(SIG[A-Z0-9]+ handler)$", Pattern.MULTILINE);

    /** An end that takes longer is taken for none that comes. */
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    /**
     * Watches it.
     *
     * @param least how long at least
     * @return what shows that it ends; null if it lives on
     */
    @Nullable
    String lossWithin(Duration least) {
        Deadline longest = Deadline.after(LONGEST_END);
        Deadline computes = Deadline.after(Settling.LONGER_THAN_A_WAIT_FOR_A_PROCESSOR);
        String after = "";
        boolean rests = false;
        while (!rests) {
            if (endsWithin(least)) {
                return "it ended" + after;
            }
            if (longest.hasPassed()) {
                return "it did not come to rest within " + LONGEST_END.toSeconds() + " s" + after;
            }
            List<String> threads = ProcFs.threadStatus(process.pid());
            String sign = signOfEnding(threads);
            rests = sign == null
                    && (computes.hasPassed() || ProcFs.areAtRest(threads, ProcFs.threadStatus(process.pid())));
            if (sign != null) {
                computes = Deadline.after(Settling.LONGER_THAN_A_WAIT_FOR_A_PROCESSOR); // it has only begun to end
            }
            if (sign != null && !sign.isEmpty() && after.isEmpty()) {
                // The first: to the last belongs the SIGKILL that threads end each other with.
                after = ", after " + sign;
            }
        }
        return null;
    }

    private boolean endsWithin(Duration least) {
        Deadline enough = Deadline.after(least);
        boolean ends = false;
        while (!ends && !enough.hasPassed()) {
            ends = endsWithin(enough.remaining().toMillis() + 1);
        }
        return ends;
    }

    private boolean endsWithin(long millis) {
        try {
            process.onExit().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while watching process " + process.pid(), e);
        } catch (ExecutionException e) {
            throw new AssertionError("Cannot watch process " + process.pid(), e.getCause());
        }
    }

    /** What can be seen, in words; empty if there is nothing to be seen any more; null if it lives on. */
    private @Nullable String signOfEnding(List<String> threads) {
        ProcessInfo now =
                ProcessInfo.of(process.pid()).filter(process::isSameProcessAs).orElse(null);
        if (now == null) {
            return ""; // gone: the next look says so
        }
        long waiting = now.signals()
                .map(signals -> signals.pending().bits() & ~signals.blocked().bits())
                .orElse(0L);
        if (waiting != 0) {
            return "it had not taken note of " + new Signal.Set(waiting);
        }
        // A JVM ends in the thread that it handles the signal in.
        return threads.stream()
                .map(HANDLER::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(handler -> "its thread \"" + handler.group(1) + "\" was at work")
                .orElse(null);
    }
}
