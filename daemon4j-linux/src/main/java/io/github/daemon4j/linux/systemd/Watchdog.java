/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.linux.libc.Poll;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the manager of a unit with {@code WatchdogSec=} that this server lives, twice in each interval as
 * sd_watchdog_enabled(3) advises: as long as the JVM runs its threads and, if there is a health check, that says so.
 */
public final class Watchdog extends Thread {

    private final ServiceManager manager;
    private final String name;
    private final long micros;
    private @Nullable HealthCheck check;
    private boolean over;
    private volatile boolean holds = true;

    private Watchdog(ServiceManager manager, String name, long micros) {
        super("daemon4j watchdog");
        setDaemon(true);
        this.manager = manager;
        this.name = name;
        this.micros = micros;
    }

    /**
     * Makes the thread that answers the manager, to be started when this server is ready: the manager's watchdog is asleep
     * until then.
     *
     * @param interval the value of {@code WATCHDOG_USEC}, as far as there is one
     * @param of the value of {@code WATCHDOG_PID}, as far as there is one
     * @param self this process
     * @return null if no sign of life is asked of this process
     */
    public static @Nullable Watchdog of(
            ServiceManager manager, String name, @Nullable String interval, @Nullable String of, long self) {
        long micros = micros(interval);
        if (micros == 0) {
            return null;
        }
        if (of != null && !of.isEmpty() && !of.equals(Long.toString(self))) {
            System.err.println(name + ": the watchdog of the service manager waits for a sign of life of process " + of
                    + " (WATCHDOG_PID), so this one, " + self + ", gives none: if a script is the service, let it run"
                    + " the server by exec");
            return null;
        }
        return new Watchdog(manager, name, micros);
    }

    /** Nothing is asked for by what is no number, or by zero. */
    private static long micros(@Nullable String interval) {
        try {
            return interval == null ? 0 : Math.max(0, Long.parseLong(interval));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Has this asked from now on, before each sign of life. */
    public synchronized void check(BooleanSupplier healthy) {
        if (check != null) {
            check.end();
        }
        check = new HealthCheck(healthy);
    }

    /** The manager's watchdog is asleep again. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Whether nothing speaks against this server's health. */
    boolean holds() {
        return holds;
    }

    /** How long the manager waits for a sign of life. */
    long micros() {
        return micros;
    }

    @Override
    public void run() {
        try {
            boolean lives = true;
            while (lives && awaitNext()) {
                lives = look();
            }
        } catch (InterruptedException bySomebodyElse) {
            System.err.println(name + ": the thread \"" + getName() + "\" was interrupted, and gives no sign of life to"
                    + " the service manager any more");
        }
    }

    /** Waits for half an interval; whether the manager still waits then. */
    private synchronized boolean awaitNext() throws InterruptedException {
        long deadline = Poll.deadline(Math.max(1000, micros / 2), TimeUnit.MICROSECONDS);
        while (!over && Poll.millisUntil(deadline) > 0) {
            wait(Poll.millisUntil(deadline));
        }
        return !over;
    }

    private synchronized @Nullable HealthCheck check() {
        return check;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private boolean look() throws InterruptedException {
        HealthCheck asked = check();
        String problem = asked == null ? "" : problem(asked);
        if (isOver()) { // what is being closed is not unhealthy
            return false;
        }
        holds = problem.isEmpty();
        if (holds) {
            manager.tell(new Notification("WATCHDOG", "1"));
        } else {
            System.err.println(
                    name + ": " + problem + "; the service manager is told, and ends this process as WatchdogSec="
                            + " and WatchdogSignal= of its unit say");
            manager.tell(new Notification("WATCHDOG", "trigger"));
        }
        return holds;
    }

    private String problem(HealthCheck asked) throws InterruptedException {
        asked.ask();
        String problem = asked.answer(TimeUnit.MICROSECONDS.toNanos(micros / 5 * 2));
        if (problem == null) {
            holds = false;
            sayThatItHangs(asked);
        }
        while (problem == null) {
            problem = asked.answer(Long.MAX_VALUE);
        }
        return problem;
    }

    /** Soon the manager ends this process: the log is to know what has kept the check. */
    private void sayThatItHangs(HealthCheck asked) {
        StringBuilder said = new StringBuilder(name)
                .append(": the health check has not answered for ")
                .append(micros / 5 * 2 / 1000)
                .append(" ms; without an answer the service manager ends this process ")
                .append(micros / 1000)
                .append(" ms after its last sign of life. It is in");
        for (StackTraceElement frame : asked.getStackTrace()) {
            said.append("\n\tat ").append(frame);
        }
        System.err.println(said);
    }
}
