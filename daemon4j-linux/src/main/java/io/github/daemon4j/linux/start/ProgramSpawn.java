/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.ChildProcesses;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.start.LaunchTarget.Streams;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.linux.wire.SocketCounts;
import io.github.daemon4j.spi.DaemonBackend.Spawned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other program as a daemon: the same transaction and the same native step, without anybody who waits for it. */
public final class ProgramSpawn {

    private final DaemonOptions options;
    private final LaunchDirectory directory;

    public ProgramSpawn(DaemonOptions options) {
        this.options = options;
        directory = LaunchDirectory.own();
    }

    /**
     * Starts a program.
     *
     * @param notifySocket what {@code NOTIFY_SOCKET} is to be for it; null for none
     * @return which process it is
     */
    public Spawned spawn(List<String> command, @Nullable String notifySocket) {
        NativeAccess.require();
        LaunchTarget target = LaunchTarget.of(options, directory);
        List<byte[]> arguments = new ArrayList<>();
        for (String argument : command) {
            arguments.add(SystemText.bytes(argument));
        }
        String program = command.get(0);
        byte[] executable = Executables.find(program, directory, "cannot start " + program + " as a daemon");
        refuseRolling();
        try (StartTransaction transaction = StartTransaction.ofSpawner(ProgramName.of(options));
                Descriptor nothing = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            PidFile pidFile = transaction.owns(acquire());
            transaction.enter();
            Inheritance inheritance = new Inheritance(List.of(), SocketCounts.NONE);
            if (pidFile != null) {
                transaction.made(new NewClaim.Removal(pidFile));
                pidFile.reserve(new Kept(options.stopSchedule(), -1, null));
                inheritance.add(Inheritance.LOCK, pidFile.lock().number());
            }
            OutputReaders readers = OutputReaders.start(options, directory, target, null, transaction);
            Outputs outputs = transaction.owns(target.openOutputs());
            List<byte[]> environment = environment(target, notifySocket);
            Streams streams = new Streams(
                    DaemonSpawn.NO_INPUT,
                    number(options.output(), readers.output(), outputs.outputNumber(), nothing),
                    number(options.errorOutput(), readers.errors(), outputs.errorNumber(), nothing));
            KeeperStart keeper = KeeperStart.of(options, directory, target);
            int pid = KeeperStart.orNone(keeper, target, executable, arguments, environment, streams, inheritance);
            Spawned spawned = keeper == null || pidFile == null ? look(pid, pidFile) : KeeperStart.look(pid, pidFile);
            ChildProcesses.reapAtEnd(pid);
            reap(readers.output());
            reap(readers.errors());
            transaction.keep();
            transaction.leave();
            return spawned;
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot start " + command.get(0) + " as a daemon: " + failure.getMessage(), failure);
        }
    }

    private static List<byte[]> environment(LaunchTarget target, @Nullable String notifySocket) {
        List<byte[]> environment = target.environment(OwnCommand.environment());
        if (notifySocket != null) {
            DaemonEnvironment.replace(environment, ManagerVariables.NOTIFY_SOCKET, notifySocket);
        }
        return environment;
    }

    private @Nullable PidFile acquire() {
        return options.pidFile().isPresent()
                ? PidFile.acquire(directory.resolve(options.pidFile().get()), options.stopGrace())
                : null;
    }

    /** A program may have ended by now; then the pid file says so by having no lock. */
    private static Spawned look(int pid, @Nullable PidFile pidFile) throws ErrnoException {
        try (HeldProcess program = HeldProcess.open(pid)) {
            if (pidFile != null) {
                pidFile.write(pid, program == null ? 0 : program.startTicks());
            }
            return new Spawned(pid, program == null ? 0 : program.procPid());
        }
    }

    /** No launcher watches this output, so it goes to its reader at once, or to {@code /dev/null}. */
    private static int number(Redirect redirect, @Nullable OutputReader reader, int opened, Descriptor nothing) {
        if (reader != null) {
            return reader.writing().number();
        }
        return redirect.kind() == Redirect.Kind.DISCARD ? nothing.number() : opened;
    }

    private static void reap(@Nullable OutputReader reader) {
        if (reader != null) {
            ChildProcesses.reapAtEnd(reader.pid());
        }
    }

    /** A daemon rotates its log itself, which another program does not know how to do. */
    private void refuseRolling() {
        for (Redirect redirect : new Redirect[] {options.output(), options.errorOutput()}) {
            if (redirect.kind() == Redirect.Kind.ROLLING) {
                throw new DaemonException(
                        redirect + " is for a daemon that daemon4j runs in: nobody would rotate the log"
                                + " of another program; use Redirect.pipeTo(\"rotatelogs\", ..), or appendTo and logrotate(8)"
                                + " with copytruncate");
            }
        }
    }
}
