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
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonBackend.Spawned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other program as a daemon: the same transaction and the same native step, without anybody who waits for it. */
public final class ProgramSpawn {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final DaemonOptions options;
    private final LaunchDirectory directory;

    public ProgramSpawn(DaemonOptions options) {
        this.options = options;
        directory = LaunchDirectory.own();
    }

    /**
     * Starts a program.
     *
     * @return which process it is
     */
    public Spawned spawn(List<String> command) {
        NativeAccess.require();
        LaunchTarget target = LaunchTarget.of(options, directory);
        List<byte[]> arguments = new ArrayList<>();
        for (String argument : command) {
            arguments.add(SystemText.bytes(argument));
        }
        byte[] executable = find(command.get(0));
        try (StartTransaction transaction = StartTransaction.ofSpawner(ProgramName.of(options))) {
            PidFile pidFile = transaction.owns(acquire());
            transaction.enter();
            Inheritance inheritance = new Inheritance();
            if (pidFile != null) {
                transaction.made(new Launcher.Removal(pidFile));
                pidFile.reserve(new Kept(options.stopSchedule(), -1, null));
                inheritance.add(Inheritance.LOCK, pidFile.lock().number());
            }
            OutputFile output = transaction.owns(openOutput(target));
            List<byte[]> environment = target.environment(OwnCommand.environment());
            int pid = target.spawn(executable, arguments, environment, output, inheritance.passed());
            Spawned spawned = look(pid, pidFile);
            ChildProcesses.reapAtEnd(pid);
            transaction.keep();
            transaction.leave();
            return spawned;
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot start " + command.get(0) + " as a daemon: " + failure.getMessage(), failure);
        }
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

    /** No launcher watches this output, so what is discarded goes to {@code /dev/null} at once. */
    private @Nullable OutputFile openOutput(LaunchTarget target) {
        return options.output().kind() == Redirect.Kind.DISCARD ? OutputFile.devNull() : target.openOutput();
    }

    private byte[] find(String program) {
        if (program.indexOf('/') >= 0) {
            return SystemText.bytes(directory.resolve(Path.of(program)));
        }
        String asked = System.getenv("PATH");
        String path = asked == null ? DEFAULT_PATH : asked;
        for (String entry : path.split(":", -1)) {
            Path candidate = directory.resolve(Path.of(entry)).resolve(program);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return SystemText.bytes(candidate);
            }
        }
        throw new DaemonException("cannot start " + program + " as a daemon: no such program in PATH=" + path
                + " (ENOENT); name it with its directory");
    }
}
