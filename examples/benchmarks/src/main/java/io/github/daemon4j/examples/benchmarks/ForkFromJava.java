/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.StringArray;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * What daemon4j does not do: {@code fork()} called through JNA, and Java that runs on in the child until {@code execv}. The
 * child has one thread, so it waits for ever for the first safepoint, allocation or compilation that another would serve.
 */
final class ForkFromJava {

    private static final NativeLibrary LIBC = NativeLibrary.getProcess();
    private static final int WNOHANG = 1;
    private static final int SIGKILL = 9;

    /** A child that lives ends within some ten milliseconds; the loop goes on after the first and gives up after the second. */
    private static final long PATIENCE_NANOS = 200_000_000L;

    private static final long HANG_NANOS = 2_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 200_000L;

    private record Child(int pid, long since) {}

    private final Deque<Child> waiting = new ArrayDeque<>();
    private int hung;
    private long cameUp;

    private ForkFromJava() {}

    static SoakBenchmark.Outcome launch(int launches) {
        ForkFromJava loop = new ForkFromJava();
        try {
            return loop.run(launches);
        } finally {
            loop.killHung(0);
        }
    }

    private SoakBenchmark.Outcome run(int launches) {
        double[] millis = new double[launches];
        int measured = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < launches; i++) {
            long start = System.nanoTime();
            Child child = new Child(fork(), start);
            waiting.add(child);
            if (awaitEnd(child, PATIENCE_NANOS)) {
                millis[measured++] = (System.nanoTime() - start) / 1e6;
            }
            killHung(HANG_NANOS);
        }
        while (!waiting.isEmpty()) {
            awaitEnd(waiting.element(), HANG_NANOS);
            killHung(HANG_NANOS);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new SoakBenchmark.Outcome(cameUp, hung, Median.of(Arrays.copyOf(millis, measured)), seconds);
    }

    private static int fork() {
        Function exec = LIBC.getFunction("execv");
        Object[] command = {"/bin/true", new StringArray(new String[] {"/bin/true"})};
        int pid = call("fork");
        if (pid == 0) {
            exec.invokeInt(command);
            call("_exit", 127);
        }
        if (pid < 0) {
            throw new IllegalStateException("fork() failed");
        }
        return pid;
    }

    private boolean awaitEnd(Child child, long nanos) {
        while (!ended(child, WNOHANG)) {
            if (System.nanoTime() - child.since > nanos) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        cameUp++;
        waiting.remove(child);
        return true;
    }

    private void killHung(long nanos) {
        while (!waiting.isEmpty() && System.nanoTime() - waiting.element().since > nanos) {
            Child child = waiting.remove();
            if (ended(child, WNOHANG)) {
                cameUp++;
            } else {
                call("kill", child.pid, SIGKILL);
                ended(child, 0);
                hung++;
            }
        }
    }

    private static boolean ended(Child child, int flags) {
        return call("waitpid", child.pid, null, flags) == child.pid;
    }

    private static int call(String function, Object... arguments) {
        return LIBC.getFunction(function).invokeInt(arguments);
    }
}
