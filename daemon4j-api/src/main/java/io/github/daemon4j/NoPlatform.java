/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.NotifySocket;
import io.github.daemon4j.spi.Platform;
import io.github.daemon4j.spi.ProcessBackend;
import io.github.daemon4j.spi.Request;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Any system without a backend. A program can be developed and tried there: it stays in the foreground, and its life is the
 * same. Whatever is about another process is refused.
 */
final class NoPlatform implements Platform, DaemonBackend {

    private static final String SYSTEM = System.getProperty("os.name", "this system");

    @Override
    public boolean isSupported() {
        return true;
    }

    @Override
    public ProcessBackend processes() {
        throw missing("processes cannot be read");
    }

    @Override
    public DaemonBackend daemons() {
        return this;
    }

    /** On Linux a dependency is missing; elsewhere nothing is. */
    static String why() {
        return SYSTEM.toLowerCase(Locale.ROOT).startsWith("linux")
                ? "no backend of daemon4j was found: add io.github.daemon4j:daemon4j-linux to the class path or module path"
                : "daemon4j has no backend for " + SYSTEM;
    }

    static UnsupportedOperationException missing(String what) {
        return new UnsupportedOperationException(what + ": " + why());
    }

    @Override
    public DetachResult detach(DaemonOptions options, @Nullable Duration readyTimeout, @Nullable OtherWords words) {
        String name = options.name().orElse("daemon");
        System.err.println(name + ": stays in the foreground: " + why()
                + (options.pidFile().isPresent() ? "; there is no pid file" : ""));
        return new DetachResult.Serving(new ForegroundSession(name));
    }

    @Override
    public LaunchMode mode(DaemonOptions options) {
        return LaunchMode.FOREGROUND;
    }

    @Override
    public void check(DaemonOptions options) {
        throw missing("what runs cannot be stopped from here; end it with Ctrl-C, and start it again");
    }

    @Override
    public boolean isToServe() {
        return false;
    }

    @Override
    public Spawned spawn(DaemonOptions options, List<String> command, @Nullable String notifySocket) {
        throw missing(command.get(0) + " cannot be started as a daemon");
    }

    @Override
    public NotifySocket notifySocket() {
        throw missing("no program can be started as a daemon");
    }

    @Override
    public Seen look(Path pidFile) {
        throw missing("it cannot be known whether a daemon runs");
    }

    @Override
    public @Nullable List<byte[]> words(Path pidFile) {
        return null;
    }

    @Override
    public StopResult stop(Path pidFile, @Nullable StopSchedule schedule) {
        throw missing("what runs cannot be stopped from here; end it with Ctrl-C");
    }

    @Override
    public StopResult replace(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next) {
        return stop(pidFile, schedule);
    }

    @Override
    public boolean upgrade(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next) {
        throw missing("what runs cannot be upgraded from here");
    }

    @Override
    public @Nullable String upgradeThis(Path launchDirectory) {
        throw missing("this program cannot be upgraded");
    }

    @Override
    public @Nullable String ask(Path pidFile, Request request, Duration patience) {
        throw missing("what runs cannot be asked for anything from here");
    }

    @Override
    public DetachReport report(Path pidFile, DaemonOptions options) {
        throw missing("it cannot be known what a daemon holds");
    }

    @Override
    public boolean awaitReady(Path pidFile, Duration patience) {
        throw missing("it cannot be known whether a daemon runs");
    }

    @Override
    public boolean awaitEnd(Path pidFile, Duration patience) {
        throw missing("it cannot be known whether a daemon runs");
    }

    @Override
    public boolean signal(Path pidFile, Signal signal) {
        throw missing("what runs cannot be signalled from here");
    }

    @Override
    public String systemdUnit(DaemonOptions options, UnitOf asked) {
        throw missing("there is no systemd here");
    }

    @Override
    public SeekableByteChannel openLog(Path log) throws IOException {
        return Files.newByteChannel(log);
    }
}
