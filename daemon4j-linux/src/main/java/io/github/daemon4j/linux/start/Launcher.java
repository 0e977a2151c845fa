/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.commandline.Debugger;
import io.github.daemon4j.linux.commandline.JvmStart;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.commandline.LaunchRefusedException;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.systemd.LoginSession;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The launcher's side of {@code detach()}: starts this JVM's own command line again as a daemon, and waits for it.
 *
 * <p>What can fail is done before the native step; a failure after it ends the daemon. So an error leaves nothing started.
 */
public final class Launcher {

    /** The daemon's descriptors after 0, 1 and 2. */
    private static final int PIPE_NUMBER = 3;

    private static final int LOCK_NUMBER = 4;

    private final DaemonOptions options;
    private final LaunchDirectory directory;
    private final String name;

    public Launcher(DaemonOptions options) {
        this.options = options;
        directory = LaunchDirectory.own();
        name = ProgramName.of(options);
    }

    /** Starts the daemon and waits until it is ready, has failed, or the time is up. */
    public Launched launch(@Nullable Duration readyTimeout) {
        LaunchMark.refuseLoop(Mark.ofEnvironment());
        NativeAccess.begin();
        LaunchCommand command = replay(new LaunchCommand(ProcSelf.strings("cmdline"), ProcSelf.strings("environ")));
        warnOfLogout();
        NativeAccess.require();
        LaunchTarget target = LaunchTarget.of(options, directory);
        PidFile pidFile = options.pidFile().isPresent()
                ? PidFile.lock(directory.resolve(options.pidFile().get()))
                : null;
        OutputTarget output = null;
        boolean keepPidFile = false;
        try {
            if (pidFile != null) {
                pidFile.reserve();
            }
            output = target.openOutput();
            Launched launched = launch(command, target, pidFile, output, readyTimeout);
            keepPidFile = launched.exitStatus() == 0;
            return launched;
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot start the daemon: " + failure.getMessage(), failure);
        } finally {
            if (pidFile != null) {
                if (!keepPidFile) {
                    pidFile.remove();
                }
                pidFile.close();
            }
            if (output != null) {
                output.close();
            }
        }
    }

    /** Does what a launch does before it locks the pid file, which may be held by the daemon that is to be replaced. */
    public void check() {
        replay(new LaunchCommand(ProcSelf.strings("cmdline"), ProcSelf.strings("environ")));
        NativeAccess.require();
        OutputTarget output = LaunchTarget.of(options, directory).openOutput();
        if (output != null) {
            output.close();
        }
    }

    private void warnOfLogout() {
        String user = options.user().orElse(System.getProperty("user.name", ""));
        String warning = new LoginSession(Path.of("/")).endsDaemons(user);
        if (warning != null) {
            System.err.println(name + ": " + warning);
        }
    }

    /** Who debugs this very process, so that it has to stay; null if nobody, or if {@link #launch} will refuse to read it. */
    public @Nullable String attachedDebugger() {
        LaunchCommand current = new LaunchCommand(ProcSelf.strings("cmdline"), ProcSelf.strings("environ"));
        try {
            return Debugger.attachedBy(commandLine().ownOptions(current, SystemText.bytes(directory.path())));
        } catch (LaunchRefusedException unreadable) {
            return null;
        }
    }

    private static CommandLineReplay commandLine() {
        String module = Launcher.class.getModule().isNamed() ? "com.sun.jna" : "ALL-UNNAMED";
        long space = LaunchCommand.argumentSpace(OwnProcess.stackLimit());
        JvmStart start = JvmStart.of(SystemText.bytes(ProcSelf.link("exe")), System.getProperties(), stackOfCaller());
        return new CommandLineReplay(start, module, space);
    }

    private LaunchCommand replay(LaunchCommand current) {
        List<byte[]> jvmOptions = new ArrayList<>();
        for (String option : options.jvmOptions()) {
            jvmOptions.add(SystemText.bytes(option));
        }
        Path asked = options.workingDirectory().orElse(null);
        boolean keeps = asked == null || directory.isReachedBy(asked);
        if (asked == null && ProcSelf.link("cwd").endsWith(" (deleted)")) {
            throw new DaemonException("the working directory " + directory.path()
                    + " has been removed, and no JVM can start in it; do not use keepWorkingDirectory(), or start from"
                    + " another directory");
        }
        try {
            return commandLine()
                    .forDaemon(current, SystemText.bytes(directory.path()), keeps, jvmOptions)
                    .launch();
        } catch (LaunchRefusedException refused) {
            throw new DaemonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private Launched launch(
            LaunchCommand command,
            LaunchTarget target,
            @Nullable PidFile pidFile,
            @Nullable OutputTarget output,
            @Nullable Duration readyTimeout)
            throws ErrnoException {
        Descriptor[] pipe = Descriptor.pipe();
        try {
            target.handOver(pipe[1]);
            Path held =
                    pidFile == null ? null : directory.resolve(options.pidFile().orElseThrow());
            Mark mark = LaunchMark.of(options, directory, target.uid(), pipe[1], PIPE_NUMBER, held, LOCK_NUMBER);
            List<byte[]> environment = target.environment(command.environment());
            environment.add(SystemText.bytes(Mark.VARIABLE + "=" + mark.format()));
            int[] inherited = pidFile == null
                    ? new int[] {pipe[1].number()}
                    : new int[] {pipe[1].number(), pidFile.descriptor().number()};
            Signals.Disposition hangUp = Signals.ignore(Signals.SIGHUP); // a closed terminal: the start goes on
            boolean adoptedBefore = ChildProcesses.adoptOrphans(true);
            try (StartWatch watch = new StartWatch(name, pipe[0], output, readyTimeout)) {
                Interruption interruption = Interruption.during(name, watch, pidFile);
                try {
                    interruption.enterStep();
                    try {
                        watch.follow(target.spawn(executable(), command.arguments(), environment, output, inherited)
                                .pid());
                    } finally {
                        interruption.leaveStep();
                    }
                    if (pidFile != null) {
                        pidFile.write(watch.pid());
                    }
                    return watch.await();
                } catch (Throwable failure) {
                    watch.abandon(failure);
                    throw failure;
                } finally {
                    interruption.over();
                }
            } finally {
                hangUp.restore();
                ChildProcesses.adoptOrphans(adoptedBefore);
            }
        } finally {
            pipe[0].close();
            pipe[1].close();
        }
    }

    /** The real path, because the JVM looks for its files beside it; the link itself if the file was removed. */
    private static byte[] executable() {
        String path = ProcSelf.link("exe");
        return SystemText.bytes(Files.exists(Path.of(path)) ? path : "/proc/self/exe");
    }

    private static List<String> stackOfCaller() {
        List<String> classes = new ArrayList<>();
        for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
            classes.add(frame.getClassName());
        }
        return classes;
    }
}
