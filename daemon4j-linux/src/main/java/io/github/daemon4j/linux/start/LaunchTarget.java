/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.libc.UserDatabase.User;
import io.github.daemon4j.linux.privileges.UserAccount;
import io.github.daemon4j.linux.sockets.Listener;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.MemoryName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state a daemon is to be started in: what the options say, looked up and checked. */
public final class LaunchTarget {

    /** One step at a time: for its length this process itself has what the daemon is to inherit. */
    private static final Object STEP = new Object();

    private final DaemonOptions options;
    private final LaunchDirectory directory;
    private final byte @Nullable [] workingDirectory;
    private final @Nullable User user;
    private final @Nullable Identity identity;

    private LaunchTarget(
            DaemonOptions options,
            LaunchDirectory directory,
            byte @Nullable [] workingDirectory,
            @Nullable User user,
            @Nullable Identity identity) {
        this.options = options;
        this.directory = directory;
        this.workingDirectory = workingDirectory;
        this.user = user;
        this.identity = identity;
    }

    /**
     * Looks the options up.
     *
     * @throws DaemonException if they name what is not there, or what this user may not become
     */
    public static LaunchTarget of(DaemonOptions options, LaunchDirectory directory) {
        byte[] workingDirectory = null;
        if (options.workingDirectory().isPresent()) {
            Path path = directory.resolve(options.workingDirectory().get());
            if (!Files.isDirectory(path)) {
                throw new DaemonException("the daemon's working directory " + path + " is no directory; create it");
            }
            workingDirectory = SystemText.bytes(path);
        }
        UserAccount account =
                UserAccount.of(options.user().orElse(null), options.group().orElse(null));
        return new LaunchTarget(options, directory, workingDirectory, account.user(), account.identity());
    }

    /** Who the daemon is to become; -1 if it stays who this process is. */
    long uid() {
        return identity == null ? -1 : identity.uid();
    }

    /** Whose the sockets are to be that are bound for it. */
    Listener.Owner socketOwner() {
        return identity == null
                ? new Listener.Owner(-1, -1, options.umask(), directory)
                : new Listener.Owner(identity.uid(), identity.gid(), options.umask(), directory);
    }

    /** Opens where the daemon prints while it comes up. */
    Outputs openOutputs() {
        OutputFile output = open(options.output(), MemoryName.OUTPUT);
        if (options.errorOutput().equals(options.output())) {
            return new Outputs(output, output);
        }
        try {
            return new Outputs(output, open(options.errorOutput(), MemoryName.ERRORS));
        } catch (DaemonException failure) {
            if (output != null) {
                output.close();
            }
            throw failure;
        }
    }

    private @Nullable OutputFile open(Redirect redirect, String memory) {
        Path file = redirect.file().orElse(null);
        if (file != null) {
            Whom whom = Whom.own(Whom.Use.LOG_FILE);
            return identity == null
                    ? OutputFile.log(directory.resolve(file), whom, -1, options.umask())
                    : OutputFile.log(
                            directory.resolve(file),
                            whom.forUser(identity.uid()),
                            (int) identity.gid(),
                            options.umask());
        }
        return redirect.kind() == Redirect.Kind.INHERIT ? null : memory(memory);
    }

    private OutputFile memory(String name) {
        OutputFile memory = OutputFile.memory(name);
        handOver(memory.writing());
        return memory;
    }

    /** Gives a descriptor's file to the daemon's user, who could not open it again through /proc otherwise. */
    void handOver(Descriptor descriptor) {
        if (identity == null) {
            return;
        }
        try {
            descriptor.changeOwner((int) identity.uid(), (int) identity.gid());
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot give a descriptor to uid " + identity.uid() + ": " + failure.getMessage(), failure);
        }
    }

    /** The environment of a program that is not this one, made from this process's. */
    List<byte[]> environment(List<byte[]> inherited) {
        return environment(inherited, PassedSockets.NONE);
    }

    /**
     * The daemon's environment, made from this process's.
     *
     * @param sockets what it is given to listen on
     * @param ownProgram what this same program cannot be started again without
     */
    List<byte[]> environment(List<byte[]> inherited, PassedSockets sockets, String... ownProgram) {
        DaemonEnvironment environment = new DaemonEnvironment(Mark.VARIABLE);
        if (options.clearsEnvironment()) {
            environment.clear();
            for (String name : ownProgram) {
                environment.keep(name);
            }
            for (String name : options.keptEnvironment()) {
                environment.keep(name);
            }
        }
        if (user != null) {
            environment.set("HOME", user.home());
            environment.set("USER", user.name());
            environment.set("LOGNAME", user.name());
        }
        if (!options.environment().isEmpty()) { // to walk through it takes classes
            for (Map.Entry<String, String> entry : options.environment().entrySet()) {
                environment.set(entry.getKey(), entry.getValue());
            }
        }
        if (sockets.count() > 0) {
            environment.set(PassedSockets.COUNT, Integer.toString(sockets.count()));
            environment.set(PassedSockets.NAMES, sockets.joinedNames());
        }
        return environment.of(inherited);
    }

    /**
     * Finds out whether the daemon can be given the privileges that the options ask for. Starts nothing.
     *
     * @throws ErrnoException if not
     */
    void rehearse() throws ErrnoException {
        DaemonSpawn.rehearse(AskedPrivileges.of(options, identity));
    }

    /** What a program gets as descriptors 0, 1 and 2, as this process numbers it. */
    record Streams(int input, int output, int errors) {

        /** Nothing to read, and these to write to. */
        static Streams of(Outputs outputs) {
            return new Streams(DaemonSpawn.NO_INPUT, outputs.outputNumber(), outputs.errorNumber());
        }
    }

    /**
     * Takes the native step.
     *
     * @return the daemon's pid
     */
    int spawn(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            Streams streams,
            List<Passed> inherited)
            throws ErrnoException {
        DaemonSpawn.Request request = new DaemonSpawn.Request(
                executable,
                arguments,
                environment,
                workingDirectory,
                options.umask(),
                streams.input(),
                streams.output(),
                streams.errors(),
                inherited,
                AskedPrivileges.of(options, identity));
        synchronized (STEP) {
            if (options.oomScoreAdjust().isEmpty()) {
                return DaemonSpawn.spawn(request);
            }
            // Inherited over fork, so it is set here for the moment of the step: the kernel says whether it is allowed.
            String before =
                    OomScore.adjust(Integer.toString(options.oomScoreAdjust().getAsInt()));
            try {
                return DaemonSpawn.spawn(request);
            } finally {
                OomScore.restore(before);
            }
        }
    }
}
