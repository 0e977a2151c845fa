/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.DaemonSpawn.Spawned;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.ProcSelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other program as a daemon: the same native step, without a handshake. */
public final class ProgramSpawn {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private ProgramSpawn() {}

    public static long spawn(DaemonOptions options, List<String> command) {
        NativeAccess.require();
        LaunchDirectory directory = LaunchDirectory.own();
        LaunchTarget target = LaunchTarget.of(options, directory);
        List<byte[]> arguments = new ArrayList<>();
        for (String argument : command) {
            arguments.add(SystemText.bytes(argument));
        }
        String executable = find(command.get(0), directory);
        PidFile pidFile = options.pidFile().isPresent()
                ? PidFile.lock(directory.resolve(options.pidFile().get()))
                : null;
        boolean keepPidFile = false;
        try (OutputTarget output = openOutput(options, target)) {
            if (pidFile != null) {
                pidFile.reserve();
            }
            int[] inherited = pidFile == null
                    ? new int[0]
                    : new int[] {pidFile.descriptor().number()};
            List<byte[]> environment = target.environment(ProcSelf.strings("environ"));
            Spawned daemon = target.spawn(SystemText.bytes(executable), arguments, environment, output, inherited);
            if (pidFile != null) {
                pidFile.write(daemon.pid());
            }
            keepPidFile = true;
            return daemon.pid();
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot start " + command.get(0) + " as a daemon: " + failure.getMessage(), failure);
        } finally {
            if (pidFile != null) {
                if (!keepPidFile) {
                    pidFile.remove();
                }
                pidFile.close();
            }
        }
    }

    /** No launcher watches this output, so what is discarded goes to {@code /dev/null} at once. */
    private static @Nullable OutputTarget openOutput(DaemonOptions options, LaunchTarget target) {
        if (options.output().kind() == Redirect.Kind.DISCARD) {
            return OutputTarget.devNull();
        }
        return target.openOutput();
    }

    private static String find(String program, LaunchDirectory directory) {
        if (program.indexOf('/') >= 0) {
            return directory.resolve(Path.of(program)).toString();
        }
        String path = System.getenv("PATH");
        for (String entry : (path == null ? DEFAULT_PATH : path).split(":", -1)) {
            Path candidate = directory.resolve(Path.of(entry)).resolve(program);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate.toString();
            }
        }
        throw new DaemonException("cannot start " + program + " as a daemon: no such program in PATH=" + path
                + " (ENOENT); name it with its directory");
    }
}
