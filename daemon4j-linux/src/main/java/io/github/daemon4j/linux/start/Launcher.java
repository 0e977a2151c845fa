/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.commandline.DaemonCommand;
import io.github.daemon4j.linux.commandline.Debugger;
import io.github.daemon4j.linux.commandline.JvmStart;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.commandline.LaunchRefusedException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.proc.SocketTables;
import io.github.daemon4j.linux.proc.StackLimit;
import io.github.daemon4j.linux.systemd.LoginSession;
import io.github.daemon4j.linux.wire.Handshake;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.io.IOException;
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
        name = name(options);
    }

    /** What messages begin with. */
    public static String name(DaemonOptions options) {
        return options.name().isPresent() ? options.name().get() : programName();
    }

    /** Starts the daemon and waits until it is ready, has failed, or the time is up. */
    public Launched launch(@Nullable Duration readyTimeout) {
        NativeAccess.begin();
        DaemonCommand command = replay(current());
        requireFreeAddresses(command);
        warnOfLogout();
        for (String warning : command.warnings()) {
            System.err.println(name + ": " + warning);
        }
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
        requireFreeAddresses(replay(current()));
        NativeAccess.require();
        OutputTarget output = LaunchTarget.of(options, directory).openOutput();
        if (output != null) {
            output.close();
        }
    }

    private static LaunchCommand current() {
        return new LaunchCommand(ProcSelf.strings("cmdline"), ProcSelf.strings("environ"));
    }

    private static void requireFreeAddresses(DaemonCommand command) {
        String refusal = HeldSockets.refusal(SocketTables.own().listeningSinceStart(), command);
        if (refusal != null) {
            throw new DaemonException(refusal);
        }
    }

    /** Why a development environment is to keep this very process; null if it need not. */
    public static @Nullable String developmentEnvironment() {
        try {
            JvmStart start = JvmStart.of(SystemText.bytes(ProcSelf.link("exe")), System.getProperties(), List.of());
            byte[] directory = SystemText.bytes(LaunchDirectory.own().toPath());
            return Debugger.attachedBy(new CommandLineReplay(start, "ALL-UNNAMED", 0).ownOptions(current(), directory));
        } catch (LaunchRefusedException noJavaLauncher) {
            return null;
        }
    }

    private void warnOfLogout() {
        String user = options.user().orElse(System.getProperty("user.name", ""));
        String warning = new LoginSession(Path.of("/")).endsDaemons(user);
        if (warning != null) {
            System.err.println(name + ": " + warning);
        }
    }

    private DaemonCommand replay(LaunchCommand current) {
        List<byte[]> jvmOptions = new ArrayList<>();
        for (String option : options.jvmOptions()) {
            jvmOptions.add(SystemText.bytes(option));
        }
        String module = Launcher.class.getModule().isNamed() ? "com.sun.jna" : "ALL-UNNAMED";
        long space = LaunchCommand.argumentSpace(StackLimit.soft());
        Path asked = options.workingDirectory().orElse(null);
        boolean keeps = asked == null || directory.isReachedBy(asked);
        if (asked == null && ProcSelf.link("cwd").endsWith(" (deleted)")) {
            throw new DaemonException("the working directory " + directory.path()
                    + " has been removed, and no JVM can start in it; do not use keepWorkingDirectory(), or start from"
                    + " another directory");
        }
        try {
            JvmStart start =
                    JvmStart.of(SystemText.bytes(ProcSelf.link("exe")), System.getProperties(), stackOfCaller());
            return new CommandLineReplay(start, module, space)
                    .forDaemon(current, SystemText.bytes(directory.toPath()), keeps, jvmOptions);
        } catch (LaunchRefusedException refused) {
            throw new DaemonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private Launched launch(
            DaemonCommand command,
            LaunchTarget target,
            @Nullable PidFile pidFile,
            @Nullable OutputTarget output,
            @Nullable Duration readyTimeout)
            throws ErrnoException {
        Descriptor[] pipe = Descriptor.pipe();
        try {
            target.handOver(pipe[1]);
            Handshake handshake = new Handshake(
                    PIPE_NUMBER,
                    inode(pipe[1]),
                    pidFile == null ? -1 : LOCK_NUMBER,
                    options.output().kind(),
                    !DaemonSpawn.leavesSession(),
                    SystemText.encoded(directory.toPath()));
            List<byte[]> environment = target.environment(command.launch().environment());
            environment.add(SystemText.bytes(Handshake.VARIABLE + "=" + handshake.format()));
            int[] inherited = pidFile == null
                    ? new int[] {pipe[1].number()}
                    : new int[] {pipe[1].number(), pidFile.descriptor().number()};
            Signals.Disposition hangUp = Signals.ignore(Signals.SIGHUP); // a closed terminal: the start goes on
            boolean adoptedBefore = ChildProcesses.adoptOrphans(true);
            try (StartWatch watch = new StartWatch(name, pipe[0], output, readyTimeout, command.earlyDeathHint())) {
                Interruption interruption = Interruption.during(name, watch, pidFile);
                try {
                    interruption.enterStep();
                    try {
                        watch.follow(
                                target.spawn(executable(), command.launch().arguments(), environment, output, inherited)
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

    private static long inode(Descriptor pipe) {
        try {
            return FileStatus.of(pipe).inode();
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the handshake pipe: " + failure, failure);
        }
    }

    private static List<String> stackOfCaller() {
        List<String> classes = new ArrayList<>();
        for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
            classes.add(frame.getClassName());
        }
        return classes;
    }

    /** The jar or main class, as the user typed it. */
    private static String programName() {
        String command = System.getProperty("sun.java.command", "daemon");
        int space = command.indexOf(' ');
        String program = space < 0 ? command : command.substring(0, space);
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
