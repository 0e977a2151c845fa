/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.linux.control.PidFileControl;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.inside.AttachedSession;
import io.github.daemon4j.linux.inside.DetachedSession;
import io.github.daemon4j.linux.inside.ModeDecision;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.proc.SocketTables;
import io.github.daemon4j.linux.start.Launcher;
import io.github.daemon4j.linux.start.ProgramSpawn;
import io.github.daemon4j.linux.systemd.ServiceManager;
import io.github.daemon4j.linux.wire.Handshake;
import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which role this process has in making a daemon. */
final class LinuxDaemons implements DaemonBackend {

    private final Platform platform;

    /** @param platform whose processes tell a daemon, when it is asked for a report, what it is */
    public LinuxDaemons(Platform platform) {
        this.platform = platform;
    }

    @Override
    public DetachResult detach(DaemonOptions options, @Nullable Duration readyTimeout) {
        OwnState self = self();
        requireMainThread();
        Handshake handshake = handshake(self);
        if (handshake != null) {
            DetachedSession session = DetachedSession.enter(handshake, self, options, platform);
            if (readyTimeout == null) {
                session.ready(null);
            }
            return new DetachResult.Serving(session);
        }
        ModeDecision decision = decide(options, self);
        if (decision.mode() == LaunchMode.DETACHED) {
            return new Launcher(options).launch(readyTimeout);
        }
        return new DetachResult.Serving(stay(decision, options, self));
    }

    private static ModeDecision decide(DaemonOptions options, OwnState self) {
        ModeDecision found = ModeDecision.decide(
                options.mode(), System.getenv(), self.pid(), SocketTables.own().isNetworkSocket(0));
        boolean asked = options.mode().isPresent() || System.getenv(ModeDecision.VARIABLE) != null;
        if (found.mode() == LaunchMode.DETACHED && !asked) {
            String environment = Launcher.developmentEnvironment();
            if (environment != null) {
                return new ModeDecision(LaunchMode.FOREGROUND, environment);
            }
        }
        return found;
    }

    @Override
    public void check(DaemonOptions options) {
        OwnState self = self();
        requireMainThread();
        if (decide(options, self).mode() == LaunchMode.DETACHED) {
            new Launcher(options).check();
        }
    }

    @Override
    public boolean isStartedByLauncher() {
        return handshake(self()) != null;
    }

    private static @Nullable Handshake handshake(OwnState self) {
        String mark = System.getenv(Handshake.VARIABLE);
        Handshake handshake = mark == null ? null : Handshake.parse(mark);
        return handshake != null && handshake.isOurs(self) ? handshake : null;
    }

    private AttachedSession stay(ModeDecision decision, DaemonOptions options, OwnState self) {
        HeldPidFile held = null;
        Path asked = options.pidFile().orElse(null);
        if (asked != null) {
            NativeAccess.require();
            PidFile pidFile = PidFile.lock(LaunchDirectory.own().resolve(asked));
            pidFile.write(self.pid());
            held = pidFile.keep();
            held.removeAtExit();
        }
        if (decision.mode() != LaunchMode.SYSTEMD) {
            System.err.println(options.name().orElse("daemon4j") + ": stays in the foreground: " + decision.why());
        }
        // Whatever keeps it attached: a manager that listens is told, or it would end a unit that says "run".
        ServiceManager manager = new ServiceManager(System.getenv("NOTIFY_SOCKET"));
        return new AttachedSession(decision, options, held, platform, manager);
    }

    private static OwnState self() {
        try {
            return OwnState.read();
        } catch (IOException noProc) {
            throw ProcSelf.notReadable(noProc);
        }
    }

    /** The launcher's main thread goes no further, so it has to be the one that calls; in the daemon the same code runs. */
    private static void requireMainThread() {
        Thread thread = Thread.currentThread();
        if (!thread.getName().equals("main")) {
            throw new IllegalStateException("Daemon.detach() was called by the thread \"" + thread.getName()
                    + "\": call it from main, before other threads are started, because the launcher ends in it");
        }
    }

    @Override
    public long spawn(DaemonOptions options, List<String> command) {
        return ProgramSpawn.spawn(options, command);
    }

    @Override
    public DaemonStatus status(Path pidFile) {
        return PidFileControl.status(pidFile);
    }

    @Override
    public OptionalLong pid(Path pidFile) {
        return PidFileControl.pid(pidFile);
    }

    @Override
    public StopResult stop(Path pidFile, Duration grace) {
        return PidFileControl.stop(pidFile, grace);
    }
}
