/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.start.Launcher;
import io.github.daemon4j.linux.wire.Frame;
import io.github.daemon4j.linux.wire.Handshake;
import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.Platform;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The daemon's side of a start. Loads no native library: the pipe is {@code /proc/self/fd/N}, the lock is inherited. */
public final class DetachedSession implements DaemonSession {

    /** The exit status of a daemon that found itself half-detached: EX_OSERR of sysexits.h. */
    private static final int EX_OSERR = 71;

    private final Handshake handshake;
    private final DaemonOptions options;
    private final @Nullable HeldPidFile pidFile;
    private final Platform platform;
    private boolean ready;

    private DetachedSession(
            Handshake handshake, DaemonOptions options, @Nullable HeldPidFile pidFile, Platform platform) {
        this.handshake = handshake;
        this.options = options;
        this.pidFile = pidFile;
        this.platform = platform;
    }

    /**
     * Takes over what the launcher has prepared.
     *
     * @throws DaemonException if this process is not detached as it should be; the launcher has been told
     */
    public static DetachedSession enter(Handshake handshake, OwnState self, DaemonOptions options, Platform platform) {
        LaunchDirectory directory = new LaunchDirectory(SystemText.decoded(handshake.launchDirectory()));
        String problem = SelfCheck.problem(self, handshake, options);
        Path path = options.pidFile().orElse(null);
        HeldPidFile pidFile = null;
        if (path != null && handshake.lock() >= 0) {
            pidFile = new HeldPidFile(directory.resolve(path), handshake.lock());
            try {
                pidFile.ensureHolds(self.pid());
            } catch (IOException failure) {
                problem = "the pid file " + pidFile.path() + " does not hold its pid: " + failure;
            }
        }
        DetachedSession session = new DetachedSession(handshake, options, pidFile, platform);
        if (problem != null) {
            String message = "the daemon came up half-detached: " + problem;
            session.failed(EX_OSERR, message);
            throw new DaemonException(message);
        }
        if (pidFile != null) {
            pidFile.removeAtExit();
        }
        return session;
    }

    @Override
    public LaunchMode mode() {
        return LaunchMode.DETACHED;
    }

    @Override
    public String why() {
        String leader =
                handshake.sessionLeader() ? "; it leads its session, because this C library has no makecontext(3)" : "";
        return "a launcher in " + SystemText.decoded(handshake.launchDirectory()) + " started it" + leader;
    }

    @Override
    public Path launchDirectory() {
        return new LaunchDirectory(SystemText.decoded(handshake.launchDirectory())).toPath();
    }

    @Override
    public synchronized void ready(@Nullable String status) {
        if (ready) {
            return;
        }
        ready = true;
        System.out.flush();
        System.err.flush();
        long shown = outputLength(); // what comes after this is not for the terminal
        if (handshake.output() == Redirect.Kind.DISCARD) {
            discardOutput();
        }
        handshake.say(new Frame(Frame.READY, shown, status == null ? "" : status));
    }

    /**
     * Lets go of the file that was shown on the terminal. Closing descriptor 1 or 2 in the JDK opens {@code /dev/null} in
     * its place, in one {@code dup2}, so that the VM and native code print into nothing too.
     */
    private static void discardOutput() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            new FileOutputStream(FileDescriptor.out).close();
            new FileOutputStream(FileDescriptor.err).close();
        } catch (IOException impossible) {
            throw new DaemonException(
                    "cannot open /dev/null in place of descriptors 1 and 2: " + impossible, impossible);
        }
    }

    @Override
    public void status(String text) {
        if (isStarting()) {
            System.out.flush();
            System.err.flush();
            handshake.say(new Frame(Frame.STATUS, outputLength(), text));
        }
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        if (isStarting()) {
            handshake.say(new Frame(Frame.EXTEND, TimeUnit.MILLISECONDS.convert(duration), ""));
        }
    }

    @Override
    public void failed(int exitStatus, String message) {
        System.out.flush();
        System.err.flush();
        boolean told = isStarting() && handshake.say(new Frame(Frame.FAILED, exitStatus, message));
        if (!told) {
            System.err.println(Launcher.name(options) + ": " + message); // the log is all that is left to say it
        }
    }

    private static long outputLength() {
        return new File("/proc/self/fd/1").length();
    }

    private synchronized boolean isStarting() {
        return !ready;
    }

    @Override
    public DetachReport report() {
        return SelfCheck.report(platform.processes(), options, handshake, pidFile);
    }
}
