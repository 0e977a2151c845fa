/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.systemd.ServiceManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service manager that listens at {@code NOTIFY_SOCKET}. As users of sd_notify(3) do: that it cannot be told is said
 * once, and no reason not to serve.
 */
final class Systemd implements Supervisor {

    private final ServiceManager manager;
    private final String name;
    private boolean warned;

    /** @param name what messages begin with */
    Systemd(String notifySocket, String name) {
        manager = new ServiceManager(notifySocket);
        this.name = name;
    }

    @Override
    public void ready(@Nullable String status) {
        tell("READY=1" + (status == null ? "" : "\nSTATUS=" + oneLine(status)));
    }

    @Override
    public void reloading() {
        tell("RELOADING=1\nMONOTONIC_USEC=" + TimeUnit.NANOSECONDS.toMicros(System.nanoTime()));
    }

    @Override
    public void reloaded() {
        tell("READY=1");
    }

    @Override
    public void stopping() {
        tell("STOPPING=1");
    }

    @Override
    public void status(String text) {
        tell("STATUS=" + oneLine(text));
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        tell("EXTEND_TIMEOUT_USEC=" + TimeUnit.MICROSECONDS.convert(duration));
    }

    /** The journal is to have it too. */
    @Override
    public boolean failed(int exitStatus, String message) {
        tell("STATUS=" + oneLine(message) + "\nEXIT_STATUS=" + exitStatus);
        return false;
    }

    private synchronized void tell(String message) {
        try {
            manager.tell(message);
        } catch (DaemonException failure) {
            if (!warned) {
                warned = true;
                System.err.println(name + ": " + failure.getMessage());
            }
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }
}
