/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.linux.control.RunningDaemon;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.inside.InetdSocket;
import io.github.daemon4j.linux.inside.ModeDecision;
import io.github.daemon4j.linux.inside.NoKeeper;
import io.github.daemon4j.linux.inside.Recognition;
import io.github.daemon4j.linux.inside.Session;
import io.github.daemon4j.linux.inside.StartingClasses;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.pidfile.PlainPidFile;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.start.Launcher;
import io.github.daemon4j.linux.start.MainThread;
import io.github.daemon4j.linux.start.NextClasses;
import io.github.daemon4j.linux.start.OwnUnit;
import io.github.daemon4j.linux.start.ProgramNotices;
import io.github.daemon4j.linux.start.ProgramSpawn;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.NotifySocket;
import io.github.daemon4j.spi.Platform;
import io.github.daemon4j.spi.Request;
import io.github.daemon4j.spi.Seen;
import io.github.daemon4j.spi.StopSchedule;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which role this process has in making a daemon. */
final class LinuxDaemons implements DaemonBackend {

    private final Platform platform;

    /** Null until there is anything to be replaced, or started: a daemon that comes up needs no such class. */
    private @Nullable Replacement replacement;

    /** @param platform whose processes tell a daemon, when it is asked for a report, what it is */
    LinuxDaemons(Platform platform) {
        this.platform = platform;
    }

    @Override
    public DetachResult detach(DaemonOptions options, @Nullable Duration readyTimeout, @Nullable OtherWords words) {
        StartingClasses.begin(options);
        OwnState self = self();
        Mark mark = Recognition.of(self);
        if (mark != null) {
            return new DetachResult.Serving(Session.ofLauncher(mark, self, options, platform));
        }
        LibraryPlaces.mayBeBeside(options);
        Course course = Course.of(options, self);
        Launcher launcher = course.launcher();
        if (launcher == null) {
            if (SelfUpgrade.isAsked(self.parentPid())) {
                throw new DaemonException("no upgrade from here: a daemon cannot be started, because "
                        + course.decision().why());
            }
            if (replacement != null) {
                replacement.forget(); // this process binds its own
            }
            return new DetachResult.Serving(stay(course.decision(), options));
        }
        requireOwnMain(launcher);
        String warning = course.decision().warning();
        if (warning != null) {
            System.err.println(ProgramName.of(options) + ": " + warning);
        }
        if (SelfUpgrade.isAsked(self.parentPid())) {
            replacement().upgradeParent(options, self.parentPid());
        }
        return replacement().launch(launcher, readyTimeout, words);
    }

    private Replacement replacement() {
        if (replacement == null) {
            replacement = new Replacement();
        }
        return replacement;
    }

    /**
     * What this process does that is no daemon yet.
     *
     * @param launcher who starts the daemon; null if this process stays
     */
    private record Course(ModeDecision decision, @Nullable Launcher launcher) {

        /** A developer is looked for where nothing else keeps this process: the command line has to be read for it. */
        static Course of(DaemonOptions options, OwnState self) {
            if (ModeDecision.isLikelyDetached(options.mode(), self)) {
                NextClasses.begin(options); // it takes longest, and is needed next
            }
            ModeDecision decision = ModeDecision.here(options.mode(), self, null);
            if (decision.mode() != LaunchMode.DETACHED) {
                return new Course(decision, null);
            }
            NextClasses.begin(options); // as a rule it is needed next, and the command line takes as long to read
            Launcher launcher = new Launcher(options);
            String developer = launcher.developer(self.parentPid());
            if (developer != null) {
                decision = ModeDecision.here(options.mode(), self, developer);
            }
            return new Course(decision, decision.mode() == LaunchMode.DETACHED ? launcher : null);
        }
    }

    /** The JVM first, because what runs main in its own does it in a thread of its own. */
    private static void requireOwnMain(Launcher launcher) {
        launcher.requireOwnJvm();
        MainThread.require();
    }

    private Session stay(ModeDecision decision, DaemonOptions options) {
        if (decision.mode() == LaunchMode.INETD) {
            InetdSocket.keepFromPrinting(options);
        }
        NoKeeper.instead(decision.mode(), options);
        HeldPidFile held = null;
        Kept toKeep = Kept.NOTHING;
        Path asked = options.pidFile().orElse(null);
        if (asked != null) {
            boolean isNative = NativeAccess.isPossible();
            toKeep = new Kept(options.stopSchedule(), isNative ? makeAccount() : -1, new Launcher(options).words());
            held = hold(LaunchDirectory.own().resolve(asked), options, toKeep, isNative);
        }
        if (!decision.isExpected()) {
            System.err.println(ProgramName.of(options) + ": stays in the foreground: " + decision.why());
        }
        return Session.staying(decision, options, held, toKeep, platform);
    }

    /** For the rest of this process's life. Without one nobody can ask it, which is no reason not to serve. */
    private static int makeAccount() {
        try {
            return Descriptor.anonymousFile(Account.NAME).number();
        } catch (ErrnoException noneLeft) {
            return -1;
        }
    }

    private static HeldPidFile hold(Path path, DaemonOptions options, Kept toKeep, boolean isNative) {
        Duration patience = DaemonOptions.DEFAULT_READY_TIMEOUT.plus(options.stopGrace());
        if (!isNative) {
            return PlainPidFile.hold(path, toKeep, patience);
        }
        PidFile pidFile = PidFile.acquire(path, patience);
        boolean kept = false;
        try {
            HeldPidFile held = pidFile.keep(toKeep);
            kept = true;
            return held;
        } finally {
            if (!kept) {
                pidFile.remove();
                pidFile.close();
            }
        }
    }

    @Override
    public void check(DaemonOptions options) {
        Launcher launcher = Course.of(options, self()).launcher();
        if (launcher != null) {
            requireOwnMain(launcher);
            launcher.check();
        }
    }

    @Override
    public LaunchMode mode(DaemonOptions options) {
        return Course.of(options, self()).decision().mode();
    }

    @Override
    public boolean isToServe() {
        OwnState self = self();
        return Recognition.of(self) != null || SelfUpgrade.isAsked(self.parentPid());
    }

    private static OwnState self() {
        try {
            return OwnState.read();
        } catch (IOException noProc) {
            throw ProcSelf.notReadable(noProc);
        }
    }

    @Override
    public Spawned spawn(DaemonOptions options, List<String> command, @Nullable String notifySocket) {
        return new ProgramSpawn(options).spawn(command, notifySocket);
    }

    @Override
    public NotifySocket notifySocket() {
        return ProgramNotices.open();
    }

    @Override
    public Seen look(Path pidFile) {
        return running(pidFile).look();
    }

    @Override
    public @Nullable List<byte[]> words(Path pidFile) {
        return running(pidFile).words();
    }

    @Override
    public StopResult stop(Path pidFile, @Nullable StopSchedule schedule) {
        return running(pidFile).stop(schedule, null);
    }

    @Override
    public StopResult replace(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next) {
        if (next.listeners().isEmpty()) {
            return stop(pidFile, schedule);
        }
        return running(pidFile).stop(schedule, daemon -> replacement().takeSockets(daemon, next));
    }

    @Override
    public boolean upgrade(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next) {
        return replacement().upgrade(pidFile, look(pidFile), schedule, next);
    }

    @Override
    public @Nullable String upgradeThis(Path launchDirectory) {
        return SelfUpgrade.run(launchDirectory);
    }

    @Override
    public @Nullable String ask(Path pidFile, Request request, Duration patience) {
        return running(pidFile).ask(request, patience);
    }

    @Override
    public @Nullable DetachReport report(Path pidFile, DaemonOptions options) {
        return running(pidFile).report(options, platform.processes());
    }

    @Override
    public boolean awaitReady(Path pidFile, Duration patience) {
        return running(pidFile).awaitReady(patience);
    }

    @Override
    public boolean awaitEnd(Path pidFile, Duration patience) {
        return running(pidFile).awaitEnd(patience);
    }

    @Override
    public String systemdUnit(DaemonOptions options, UnitOf asked) {
        return new OwnUnit(options, asked).text();
    }

    @Override
    public boolean signal(Path pidFile, Signal signal) {
        return running(pidFile).signal(signal.number());
    }

    /** Nothing but a regular file is opened, and by way of its descriptor: what has the name then does not matter. */
    @Override
    public SeekableByteChannel openLog(Path log) throws IOException {
        NativeAccess.require();
        int flags = Descriptor.O_RDONLY | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY;
        try (Place place = Place.of(LaunchDirectory.own().resolve(log), Whom.own(Whom.Use.LOG_TO_READ));
                Descriptor file = place.open(flags)) {
            if (file == null) {
                throw new NoSuchFileException(place.path().toString());
            }
            return Files.newByteChannel(Path.of("/proc/self/fd/" + file.number()));
        }
    }

    private static RunningDaemon running(Path pidFile) {
        Path absolute = LaunchDirectory.own().resolve(pidFile);
        LibraryPlaces.mayBeBeside(absolute);
        return new RunningDaemon(absolute);
    }
}
