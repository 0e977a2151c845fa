/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.sockets.DescriptorChannel;
import io.github.daemon4j.linux.systemd.FailureErrno;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.systemd.Notification;
import io.github.daemon4j.linux.systemd.ServiceManager;
import io.github.daemon4j.linux.systemd.TimeoutExtension;
import io.github.daemon4j.linux.systemd.Watchdog;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that listens at {@code NOTIFY_SOCKET}, sd_notify(3).
 *
 * <p>{@code MAINPID=} is never sent. This process is the main one already, or a script is, which may have something to do
 * when the server has ended.
 */
final class Systemd implements Supervisor {

    /** A manager that has read nothing for so long is not waited for at the end. */
    private static final Duration UNTIL_READ = Duration.ofSeconds(3);

    private final ServiceManager manager;
    private final String name;
    private final Duration grace;
    private final @Nullable Watchdog watchdog;
    private final TimeoutExtension end;
    private @Nullable TimeoutExtension reload;
    private String status = "";
    private boolean ready;
    private boolean stopping;

    /**
     * @param name what messages begin with
     * @param grace how long a reload and the end may take
     */
    Systemd(String notifySocket, String name, Duration grace) {
        manager = new ServiceManager(notifySocket, name);
        this.name = name;
        this.grace = grace;
        watchdog = Watchdog.of(
                manager,
                name,
                System.getenv("WATCHDOG_USEC"),
                System.getenv("WATCHDOG_PID"),
                ProcessHandle.current().pid());
        end = new TimeoutExtension(manager, grace, null); // the manager's watchdog is asleep then
    }

    /** What the start said of itself is over. */
    @Override
    public synchronized void ready(@Nullable String text) {
        if (stopping) {
            return;
        }
        ready = true;
        Notification message = new Notification("READY", "1");
        if (text != null || !status.isEmpty()) {
            status = text == null ? "" : text;
            message.and("STATUS", status);
        }
        manager.tell(message);
        if (watchdog != null) {
            watchdog.start();
        }
    }

    @Override
    public void watchdog(BooleanSupplier healthy) {
        if (watchdog != null) {
            watchdog.check(healthy);
        }
    }

    /**
     * Before it is ready, the manager would take the end of a reload for that of the start. The time is that of
     * CLOCK_MONOTONIC, by which the manager knows this reload from an earlier one: on Linux, HotSpot's
     * {@code System.nanoTime()} is that clock as it is.
     */
    @Override
    public synchronized void reloading() {
        if (ready && !stopping) {
            Notification message = new Notification("RELOADING", "1")
                    .and("MONOTONIC_USEC", TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
            reload = new TimeoutExtension(manager, grace, watchdog);
            reload.begin(message);
        }
    }

    /** There is no message for a reload that has failed: the line for people says so, until the next one. */
    @Override
    public synchronized void reloaded(String problem) {
        if (reload != null) {
            reload.end();
            reload = null;
            if (!stopping) {
                manager.tell(new Notification("READY", "1")
                        .and("STATUS", problem.isEmpty() ? status : "cannot reload: " + problem));
            }
        }
    }

    /**
     * If {@code FDSTORE} says that there is room: systemd sets it from 254 on, where the unit has {@code
     * FileDescriptorStoreMax=}. An older one would complain of what it cannot keep; its unit has to set the variable as well.
     */
    @Override
    public boolean keepSocket(String socket, ServerSocketChannel channel) {
        if (!ManagerVariables.isCount(System.getenv("FDSTORE"))) {
            return false;
        }
        try {
            manager.store(socket, DescriptorChannel.number(channel, "the socket \"" + socket + "\""));
            return true;
        } catch (DaemonException closed) {
            System.err.println(name + ": the service manager cannot keep a socket while this service is restarted: "
                    + closed.getMessage());
            return false;
        }
    }

    @Override
    public void forgetSocket(String socket) {
        manager.forget(socket);
    }

    @Override
    public synchronized void stopping() {
        if (stopping) {
            return;
        }
        stopping = true;
        if (watchdog != null) {
            watchdog.end();
        }
        if (reload != null) {
            reload.end();
        }
        end.begin(new Notification("STOPPING", "1"));
    }

    @Override
    public void ended() {
        end.end();
        manager.awaitRead(UNTIL_READ);
    }

    @Override
    public synchronized void status(String text) {
        status = text;
        manager.tell(new Notification("STATUS", text));
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        manager.tell(new Notification("EXTEND_TIMEOUT_USEC", Long.toString(TimeUnit.MICROSECONDS.convert(duration))));
    }

    /** The journal is to have it too. Whoever calls may end this process at once. */
    @Override
    public boolean failed(int exitStatus, String message, @Nullable Throwable cause) {
        Notification failure = new Notification("STATUS", message);
        int errno = cause == null ? 0 : FailureErrno.of(cause);
        if (errno != 0) {
            failure.and("ERRNO", errno);
        }
        manager.tell(failure.and("EXIT_STATUS", exitStatus));
        manager.awaitRead(UNTIL_READ);
        return false;
    }
}
