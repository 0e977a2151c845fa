/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Spawned;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.libc.UserDatabase;
import io.github.daemon4j.linux.libc.UserDatabase.User;
import io.github.daemon4j.linux.wire.Handshake;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state a daemon is to be started in: what the options say, looked up and checked. */
public final class LaunchTarget {

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
            throw new DaemonException("there is no user " + name + " (getpwnam_r); create it, or name another one");
        }
        return user;
    }

    private static @Nullable Identity identity(DaemonOptions options, @Nullable User user) throws ErrnoException {
        String group = options.group().orElse(null);
        if (user == null && group == null) {
            return null;
        }
        int ownUid = own("unix:uid");
        int ownGid = own("unix:gid");
        int gid = user == null ? ownGid : user.gid();
        if (group != null) {
            gid = UserDatabase.group(group);
            if (gid < 0) {
                throw new DaemonException(
                        "there is no group " + group + " (getgrnam_r); create it, or name another one");
            }
        }
        int uid = user == null ? ownUid : user.uid();
        if (ownUid != 0) {
            if (uid == ownUid && gid == ownGid) {
                return null;
            }
            throw new DaemonException("only root may start a daemon as uid " + uid + ", gid " + gid + "; this is uid "
                    + ownUid + ", gid " + ownGid);
        }
        String name = user == null ? System.getProperty("user.name", "root") : user.name();
        return new Identity(uid, gid, UserDatabase.supplementaryGroups(name, gid));
    }

    private static int own(String attribute) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
        } catch (IOException failure) {
            throw new DaemonException("cannot read /proc/self: " + failure, failure);
        }
    }

    /** Opens where the daemon prints; null if it keeps the launcher's streams. */
    @Nullable
    public OutputTarget openOutput() {
        Redirect output = options.output();
        if (output.kind() == Redirect.Kind.INHERIT) {
            return null;
        }
        Path file = output.file().orElse(null);
        OutputTarget target =
                OutputTarget.open(file == null ? null : directory.resolve(file), identity == null ? 0 : identity.uid());
        if (target.isMade()) {
            handOver(target.writing());
        }
        return target;
    }

    /** Gives a descriptor's file to the daemon's user, who could not open it again through /proc otherwise. */
    public void handOver(Descriptor descriptor) {
        if (identity == null) {
            return;
        }
        try {
            descriptor.changeOwner(identity.uid(), identity.gid());
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot give a descriptor to uid " + identity.uid() + ": " + failure.getMessage(), failure);
        }
    }

    /** The environment the daemon gets: the launcher's, byte for byte, but for what the options and the user change. */
    public List<byte[]> environment(List<byte[]> inherited) {
        List<byte[]> changes = new ArrayList<>();
        if (user != null) {
            changes.add(SystemText.bytes("HOME=" + user.home()));
            changes.add(SystemText.bytes("USER=" + user.name()));
            changes.add(SystemText.bytes("LOGNAME=" + user.name()));
        }
        for (Map.Entry<String, String> entry : options.environment().entrySet()) {
            changes.removeIf(change -> startsWith(change, SystemText.bytes(entry.getKey() + "=")));
            changes.add(SystemText.bytes(entry.getKey() + "=" + entry.getValue()));
        }
        byte[] mark = SystemText.bytes(Handshake.VARIABLE + "=");
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : inherited) {
            boolean replaced = startsWith(entry, mark);
            for (byte[] change : changes) {
                replaced |= startsWith(entry, name(change));
            }
            if (!replaced) {
                environment.add(entry);
            }
        }
        environment.addAll(changes);
        return environment;
    }

    private static byte[] name(byte[] entry) {
        int end = 0;
        while (entry[end] != '=') {
            end++;
        }
        return java.util.Arrays.copyOf(entry, end + 1);
    }

    private static boolean startsWith(byte[] entry, byte[] prefix) {
        return entry.length >= prefix.length
                && java.util.Arrays.equals(entry, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Takes the native step. */
    public Spawned spawn(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            @Nullable OutputTarget output,
            int[] inherited)
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
                oomScoreAdj(before);
            }
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
