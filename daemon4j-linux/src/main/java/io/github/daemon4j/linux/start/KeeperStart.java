/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.RestartPolicy;
import io.github.daemon4j.linux.control.Keeper;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.systemd.UnitRestart;
import io.github.daemon4j.linux.wire.KeeperWord;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonBackend.Spawned;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a keeper in the place of a program, which it starts then, and again when it fails: a shell with {@code keeper.sh}. It takes
 * what the program would take, so the native step is the same; the program inherits it from the keeper.
 */
final class KeeperStart {

    private static final String SHELL = "/bin/sh";
    private static final String SCRIPT = "keeper.sh";

    /** What the shell shows as its own name. */
    private static final String NAME = "daemon4j-keeper";

    private final DaemonOptions options;
    private final RestartPolicy policy;
    private final LaunchDirectory directory;
    private final LaunchTarget target;
    private byte[] once = {};

    private KeeperStart(DaemonOptions options, RestartPolicy policy, LaunchDirectory directory, LaunchTarget target) {
        this.options = options;
        this.policy = policy;
        this.directory = directory;
        this.target = target;
    }

    /**
     * Prepares it.
     *
     * @return null if the options ask for no keeper
     * @throws DaemonException if there is no shell
     */
    static @Nullable KeeperStart of(DaemonOptions options, LaunchDirectory directory, LaunchTarget target) {
        RestartPolicy policy = options.restartPolicy().orElse(null);
        if (policy == null) {
            return null;
        }
        String supervised = UnitRestart.refusal(new File("/"));
        if (supervised != null) {
            throw new DaemonException("a restartPolicy is for machines where no supervisor is: " + supervised);
        }
        if (!Files.isExecutable(Path.of(SHELL))) {
            throw new DaemonException(
                    "a restartPolicy needs " + SHELL + ", which starts the daemon again: it is not there, or may"
                            + " not be executed; leave the policy out, and have the daemon started again by whoever runs this system");
        }
        return new KeeperStart(options, policy, directory, target);
    }

    /** Has an argument given to the first daemon alone. */
    void giveOnce(byte[] argument) {
        once = argument;
    }

    /** Takes the native step for a program with this keeper, or, if there is none, for the program itself: the pid of what was started. */
    static int orNone(
            @Nullable KeeperStart keeper,
            LaunchTarget target,
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            LaunchTarget.Streams streams,
            Inheritance inheritance)
            throws ErrnoException {
        return keeper == null
                ? target.spawn(executable, arguments, environment, streams, inheritance.passed())
                : keeper.spawn(executable, arguments, environment, streams, inheritance);
    }

    /**
     * Takes the native step.
     *
     * @param streams what the program gets; but its descriptor 0 will be {@code /dev/null}
     * @return the keeper's pid
     */
    private int spawn(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            LaunchTarget.Streams streams,
            Inheritance inheritance)
            throws ErrnoException {
        ShellEnvironment variables = new ShellEnvironment(environment);
        if (!variables.lost().isEmpty()) {
            System.err.println(
                    ProgramName.of(options) + ": not passed on to the daemon, because its keeper is a shell, which"
                            + " has no variables of such names: " + String.join(", ", variables.lost()));
        }
        try (Descriptor word = Descriptor.anonymousFile(KeeperWord.NAME)) {
            target.handOver(word);
            return target.spawn(
                    SystemText.bytes(SHELL),
                    command(executable, arguments, inheritance),
                    variables.passed(),
                    new LaunchTarget.Streams(word.number(), streams.output(), streams.errors()),
                    inheritance.passed());
        }
    }

    /** Writes into a pid file that this keeper is to be found by it. */
    static void name(HeldProcess keeper, PidFile pidFile) {
        Neighbour seen = Neighbour.of(keeper.procPid());
        pidFile.writeKeeper(keeper.pid(), keeper.startTicks(), seen == null ? 0 : seen.sessionId());
    }

    /** Names a keeper that no launcher watches, and waits for the program that it starts: a moment, which a shell takes. */
    static Spawned look(int pid, PidFile pidFile) throws ErrnoException {
        try (HeldProcess held = HeldProcess.open(pid)) {
            if (held == null) {
                pidFile.write(pid, 0);
                return new Spawned(pid, 0);
            }
            name(held, pidFile);
            try (HeldProcess program = new Keeper(held).firstDaemon()) {
                return program == null ? new Spawned(pid, 0) : new Spawned(program.pid(), program.procPid());
            }
        }
    }

    /** The words of the shell: its script, the script's own, and the program's, by its path in the place of its name. */
    private List<byte[]> command(byte[] executable, List<byte[]> arguments, Inheritance inheritance) {
        int account = inheritance.number(Inheritance.ACCOUNT);
        boolean apart = !options.errorOutput().equals(options.output());
        String output = later(options.output(), inheritance.number(Inheritance.OUTPUT));
        String errors = apart ? later(options.errorOutput(), inheritance.number(Inheritance.ERRORS)) : output;
        List<byte[]> words = new ArrayList<>();
        for (String word : new String[] {
            SHELL,
            "-c",
            script(),
            NAME,
            ProgramName.of(options),
            Long.toString(policy.firstWait().toMillis()),
            Long.toString(policy.longestWait().toMillis()),
            Integer.toString(policy.restarts()),
            Long.toString(policy.within().toSeconds()),
            account < 0 ? "" : Integer.toString(account)
        }) {
            words.add(SystemText.bytes(word));
        }
        Path pidFile = options.pidFile().orElseThrow();
        words.add(SystemText.bytes(directory.resolve(pidFile)));
        words.add(SystemText.bytes(output));
        words.add(SystemText.bytes(errors));
        words.add(once);
        words.add(executable);
        words.addAll(arguments.subList(1, arguments.size()));
        return words;
    }

    /**
     * Where a stream leads for the keeper and for later daemons, if not to what the first one was given: that is a file in memory
     * which the launcher has shown, and nobody else is to fill.
     */
    private static String later(Redirect redirect, int pipe) {
        if (redirect.kind() == Redirect.Kind.PIPE && pipe >= 0) {
            return "/proc/self/fd/" + pipe;
        }
        return redirect.kind() == Redirect.Kind.DISCARD ? "/dev/null" : "";
    }

    /** Without its comments, as ps(1) shows it to everybody. */
    private static String script() {
        try (InputStream in = KeeperStart.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is missing beside " + KeeperStart.class.getName());
            }
            StringBuilder text = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String plain = line.strip();
                if (!plain.isEmpty() && !plain.startsWith("#")) {
                    text.append(plain).append('\n');
                }
            }
            return text.toString();
        } catch (IOException failure) {
            throw new DaemonException("cannot read " + SCRIPT + " out of the jar: " + failure, failure);
        }
    }
}
