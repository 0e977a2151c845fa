/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.GivenSocket;
import io.github.daemon4j.spi.Requests;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** This process, where it is, without a backend. Nobody waits for it but a person who reads its terminal. */
final class ForegroundSession implements DaemonSession {

    private final String name;

    ForegroundSession(String name) {
        this.name = name;
    }

    @Override
    public void begin(Requests requests) {}

    @Override
    public void canReload() {}

    @Override
    public void reopenOutput() {}

    @Override
    public boolean keepSocket(String socket, ServerSocketChannel channel) {
        return false;
    }

    @Override
    public void forgetSocket(String socket) {}

    @Override
    public boolean ownsFiles() {
        return true;
    }

    @Override
    public void stopping(boolean asked) {}

    @Override
    public void ended() {}

    @Override
    public void watchdog(BooleanSupplier healthy) {}

    @Override
    public void breakOff() {}

    @Override
    public LaunchMode mode() {
        return LaunchMode.FOREGROUND;
    }

    @Override
    public String why() {
        return NoPlatform.why();
    }

    @Override
    public Path launchDirectory() {
        return Path.of("").toAbsolutePath();
    }

    @Override
    public void ready(@Nullable String status) {
        say(status);
    }

    @Override
    public void status(String text) {
        say(text);
    }

    @Override
    public List<GivenSocket> sockets() {
        return List.of();
    }

    @Override
    public void freeSocketFile(Path path) {
        StaleSocket.remove(path);
    }

    private static void say(@Nullable String text) {
        if (text != null) {
            System.err.println(text);
        }
    }

    @Override
    public void extendStartTimeout(Duration duration) {}

    @Override
    public void failed(int exitStatus, String message, @Nullable Throwable cause) {
        System.err.println(name + ": " + message);
    }

    @Override
    public @Nullable String dropPrivileges(String user, @Nullable String group) {
        throw NoPlatform.missing("privileges cannot be dropped");
    }

    @Override
    public DetachReport report() {
        return new DetachReport(List.of());
    }
}
