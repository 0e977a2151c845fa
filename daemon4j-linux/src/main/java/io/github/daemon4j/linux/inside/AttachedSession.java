/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.systemd.ServiceManager;
import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server that stays the process it is: under systemd, as process 1, under inetd, or in the foreground. */
public final class AttachedSession implements DaemonSession {

    private final ModeDecision decision;
    private final DaemonOptions options;
    private final @Nullable HeldPidFile pidFile;
    private final ServiceManager manager;
    private final Platform platform;
    private boolean ready;
    private boolean warned;

    public AttachedSession(
            ModeDecision decision,
            DaemonOptions options,
            @Nullable HeldPidFile pidFile,
            Platform platform,
            ServiceManager manager) {
        this.decision = decision;
        this.options = options;
        this.pidFile = pidFile;
        this.platform = platform;
        this.manager = manager;
    }

    @Override
    public LaunchMode mode() {
        return decision.mode();
    }

    @Override
    public String why() {
        return decision.why();
    }

    @Override
    public Path launchDirectory() {
        return LaunchDirectory.own().path();
    }

    @Override
    public synchronized void ready(@Nullable String status) {
        if (!ready) {
            ready = true;
            tell("READY=1" + (status == null ? "" : "\nSTATUS=" + oneLine(status)));
        }
    }

    @Override
    public void status(String text) {
        tell("STATUS=" + oneLine(text));
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        tell("EXTEND_TIMEOUT_USEC=" + TimeUnit.MICROSECONDS.convert(duration));
    }

    @Override
    public void failed(int exitStatus, String message) {
        System.err.println(message);
        tell("STATUS=" + oneLine(message) + "\nEXIT_STATUS=" + exitStatus);
    }

    /** As users of sd_notify(3) do: a manager that cannot be told is said once, and no reason not to serve. */
    private synchronized void tell(String message) {
        try {
            manager.tell(message);
        } catch (DaemonException failure) {
            if (!warned) {
                warned = true;
                System.err.println(options.name().orElse("daemon4j") + ": " + failure.getMessage());
            }
        }
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    @Override
    public DetachReport report() {
        return SelfCheck.report(platform.processes(), options, null, pidFile);
    }
}
