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
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.wire.Keeping;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.GivenSocket;
import io.github.daemon4j.spi.Platform;
import io.github.daemon4j.spi.Requests;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What this process is: a daemon that a launcher has started, or a server that stays where it is. */
public final class Session implements DaemonSession {

    private final LaunchMode mode;
    private final String why;
    private final LaunchDirectory directory;
    private final DaemonOptions options;
    private final @Nullable Mark mark;
    private final @Nullable HeldPidFile pidFile;
    private final Supervisor supervisor;
    private final AccountFile account;
    private final Tenure tenure;
    private @Nullable OwnOutput output;
    private final Platform platform;
    private final AnsweredRequests requests;
    private boolean ready;

    private Session(
            LaunchMode mode,
            String why,
            DaemonOptions options,
            @Nullable Mark mark,
            @Nullable HeldPidFile pidFile,
            Supervisor supervisor,
            OwnKept kept,
            Platform platform) {
        this.mode = mode;
        this.why = why;
        directory = mark == null ? LaunchDirectory.own() : LaunchDirectory.of(mark.directoryBytes());
        this.options = options;
        this.mark = mark;
        this.pidFile = pidFile;
        this.supervisor = supervisor;
        account = new AccountFile(kept.account(), mode);
        requests = new AnsweredRequests(ProgramName.of(options), account, supervisor, this);
        tenure = new Tenure(ProgramName.of(options), pidFile, kept, requests);
        this.platform = platform;
    }

    /**
     * Takes over what a launcher has prepared. Loads no native library: the pipe is {@code /proc/self/fd/N}, the lock is
     * inherited.
     *
     * @throws DaemonException if this process is not detached as it should be; the launcher has been told
     */
    public static Session ofLauncher(Mark mark, OwnState self, DaemonOptions options, Platform platform) {
        Supervisor launcher = new WaitingLauncher(mark);
        SelfCheck.require(self, mark, options, launcher);
        OwnKept kept = OwnKept.of(options, mark);
        Keeping keeping = Keeping.ofEnvironment();
        String why = OwnKept.why(mark, keeping);
        HeldPidFile file = OwnKept.held(mark, keeping);
        Session session = new Session(LaunchMode.DETACHED, why, options, mark, file, launcher, kept, platform);
        session.begin();
        if (keeping != null && keeping.restarts() > 0) {
            new OwnOutput(mark, options, session.directory).reopenRotated();
        }
        return session;
    }

    /**
     * Stays the process it is.
     *
     * @param pidFile the pid file, which this process has locked and written; null if there is none
     * @param written what the pid file keeps
     */
    public static Session staying(
            ModeDecision decision,
            DaemonOptions options,
            @Nullable HeldPidFile pidFile,
            Kept written,
            Platform platform) {
        Session session = new Session(
                decision.mode(),
                decision.why(),
                options,
                null,
                pidFile,
                Supervisor.whereItStays(decision, options),
                OwnKept.of(options, written),
                platform);
        session.begin();
        return session;
    }

    private void begin() {
        StoppingSign.prepare();
        tenure.begin(mark == null ? -1 : mark.consent());
    }

    @Override
    public boolean ownsFiles() {
        return tenure.ownsFiles();
    }

    @Override
    public LaunchMode mode() {
        return mode;
    }

    @Override
    public String why() {
        return why;
    }

    @Override
    public Path launchDirectory() {
        return directory.path();
    }

    @Override
    public synchronized void ready(@Nullable String status) {
        if (!ready) {
            ready = true;
            account.ready(status);
            supervisor.ready(status);
            OwnOutput printed = output();
            if (printed != null) {
                printed.ready();
            }
        }
    }

    /** What this process has to open again; null if that is somebody else's. Made when it is asked for first: nobody waits then for a class to load. */
    synchronized @Nullable OwnOutput output() {
        if (output == null && mark != null) {
            output = new OwnOutput(mark, options, directory);
        }
        return output;
    }

    @Override
    public void begin(Requests asked) {
        requests.begin(asked);
    }

    @Override
    public void canReload() {
        account.canReload();
    }

    @Override
    public void reopenOutput() {
        requests.reopenOutput();
    }

    @Override
    public List<GivenSocket> sockets() {
        boolean none = mark == null
                ? options.listeners().isEmpty() && System.getenv(PassedSockets.PID) == null
                : mark.sockets().all() == 0;
        return none ? List.of() : OwnSockets.of(mark, options); // to look takes classes
    }

    @Override
    public void freeSocketFile(Path path) {
        OwnSockets.free(path);
    }

    @Override
    public boolean keepSocket(String name, ServerSocketChannel channel) {
        return supervisor.keepSocket(name, channel);
    }

    @Override
    public void forgetSocket(String name) {
        supervisor.forgetSocket(name);
    }

    @Override
    public void stopping(boolean asked) {
        tenure.end();
        account.stopping(asked);
        supervisor.stopping();
    }

    @Override
    public void ended() {
        supervisor.ended();
    }

    @Override
    public void watchdog(BooleanSupplier healthy) {
        supervisor.watchdog(healthy);
    }

    @Override
    public void breakOff() {
        tenure.breakOff();
    }

    @Override
    public void status(String text) {
        account.status(text);
        supervisor.status(text);
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        supervisor.extendStartTimeout(duration);
    }

    @Override
    public void failed(int exitStatus, String message, @Nullable Throwable cause) {
        if (!supervisor.failed(exitStatus, message, cause)) {
            System.err.println(ProgramName.of(options) + ": " + message); // the log is all that is left to say it
        }
    }

    @Override
    public synchronized @Nullable String dropPrivileges(String user, @Nullable String group) {
        return OwnIdentity.become(user, group, options, mark);
    }

    @Override
    public DetachReport report() {
        return OwnReport.of(platform.processes(), options, mode, mark, pidFile);
    }
}
