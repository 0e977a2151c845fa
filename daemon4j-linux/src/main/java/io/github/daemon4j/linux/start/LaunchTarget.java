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
import io.github.daemon4j.linux.libc.IdNumber;
import io.github.daemon4j.linux.libc.OwnIds;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.libc.UserDatabase;
import io.github.daemon4j.linux.libc.UserDatabase.User;
import io.github.daemon4j.linux.wire.Mark;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state a daemon is to be started in: what the options say, looked up and checked. */
public final class LaunchTarget {

    private static final String NO_ID = ", and it is no number from 0 to 4294967294; ";

    private static final String OOM_SCORE_ADJ = "/proc/self/oom_score_adj";

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
        try {
            User user = options.user().isPresent() ? user(options.user().get()) : null;
            return new LaunchTarget(options, directory, workingDirectory, user, identity(options, user));
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot look up the daemon's user or group: " + failure.getMessage(), failure);
        }
    }

    private static User user(String name) throws ErrnoException {
        User user = UserDatabase.user(name);
        if (user == null) {
            throw new DaemonException(
                    "there is no user " + name + " (getpwnam_r)" + NO_ID + "create it, or name another one");
        }
        return user;
    }

    private static @Nullable Identity identity(DaemonOptions options, @Nullable User user) throws ErrnoException {
        String group = options.group().orElse(null);
        if (user == null && group == null) {
            return null;
        }
        long ownUid = OwnIds.geteuid();
        long ownGid = OwnIds.getegid();
        long uid = user == null ? ownUid : user.uid();
        long gid = group != null ? group(group) : user != null && user.hasEntry() ? user.gid() : ownGid;
        if (ownUid != 0) {
            if (uid == ownUid && gid == ownGid) {
                return null;
            }
            throw new DaemonException("only root may start a daemon as uid " + uid + ", gid " + gid + "; this is uid "
                    + ownUid + ", gid " + ownGid);
        }
        if (user == null) {
            String name = System.getProperty("user.name", "root");
            return new Identity(uid, gid, UserDatabase.supplementaryGroups(name, gid));
        }
        if (!user.hasEntry() && group == null) {
            throw new DaemonException("user " + uid
                    + " has no entry (getpwuid_r) that says its group; give the group too, with group(..)");
        }
        return new Identity(uid, gid, UserDatabase.supplementaryGroups(user, gid));
    }

    private static long group(String name) throws ErrnoException {
        long gid = UserDatabase.group(name);
        if (gid == IdNumber.NONE) {
            throw new DaemonException(
                    "there is no group " + name + " (getgrnam_r)" + NO_ID + "create it, or name another one");
        }
        return gid;
    }

    /** Who the daemon is to become; -1 if it stays who this process is. */
    long uid() {
        return identity == null ? -1 : identity.uid();
    }

    /** Opens where the daemon prints; null if it keeps the launcher's streams. */
    @Nullable
    OutputFile openOutput() {
        Redirect output = options.output();
        Path file = output.file().orElse(null);
        if (file != null) {
            Whom whom = Whom.own(Whom.Use.LOG_FILE);
            return identity == null
                    ? OutputFile.log(directory.resolve(file), whom, -1)
                    : OutputFile.log(directory.resolve(file), whom.forUser(identity.uid()), (int) identity.gid());
        }
        return output.kind() == Redirect.Kind.INHERIT ? null : memory();
    }

    private OutputFile memory() {
        OutputFile memory = OutputFile.memory();
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

    /** The daemon's environment, made from this process's. */
    List<byte[]> environment(List<byte[]> inherited) {
        DaemonEnvironment environment = new DaemonEnvironment(Mark.VARIABLE);
        if (user != null) {
            environment.set("HOME", user.home());
            environment.set("USER", user.name());
            environment.set("LOGNAME", user.name());
        }
        for (Map.Entry<String, String> entry : options.environment().entrySet()) {
            environment.set(entry.getKey(), entry.getValue());
        }
        return environment.of(inherited);
    }

    /**
     * Takes the native step.
     *
     * @return the daemon's pid
     */
    public int spawn(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            @Nullable OutputFile output,
            List<Passed> inherited)
            throws ErrnoException {
        DaemonSpawn.Request request = new DaemonSpawn.Request(
                executable,
                arguments,
                environment,
                workingDirectory,
                options.umask(),
                output == null ? 1 : output.writing().number(),
                output == null ? 2 : output.writing().number(),
                inherited,
                identity,
                options.nice().isPresent() ? options.nice().getAsInt() : null,
                options.coreDumps());
        synchronized (STEP) {
            if (options.oomScoreAdjust().isEmpty()) {
                return DaemonSpawn.spawn(request);
            }
            // Inherited over fork, so it is set here for the moment of the step: the kernel says whether it is allowed.
            String before =
                    oomScoreAdj(Integer.toString(options.oomScoreAdjust().getAsInt()));
            try {
                return DaemonSpawn.spawn(request);
            } finally {
                restoreOomScoreAdj(before);
            }
        }
    }

    /** No reason to lose a daemon that was started. */
    private static void restoreOomScoreAdj(String before) {
        try {
            oomScoreAdj(before);
        } catch (DaemonException failure) {
            System.err.println(failure.getMessage());
        }
    }

    private static String oomScoreAdj(String value) {
        try {
            String before = Files.readString(Path.of(OOM_SCORE_ADJ)).trim();
            try (FileOutputStream out = new FileOutputStream(OOM_SCORE_ADJ)) {
                out.write(value.getBytes(StandardCharsets.US_ASCII));
            }
            return before;
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot set oom_score_adj to " + value + ": " + failure.getMessage()
                            + "; lowering it needs CAP_SYS_RESOURCE",
                    failure);
        }
    }
}
