/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.proc.OwnState;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a JVM knows that it is the daemon, and how it answers. The launcher names in the environment the pipe it passes on.
 * An environment reaches every descendant, so it is believed only by a process that has that very pipe at that descriptor,
 * and that is not a child of another process of its session (which the daemon, adopted by its launcher or by init, never is).
 *
 * @param pipe the number of the pipe's writing end
 * @param pipeInode which pipe it is
 * @param lock the number of the locked pid file, or -1
 * @param output where output goes once the daemon is ready
 * @param sessionLeader whether the daemon leads its session, because the C library has no {@code makecontext}
 * @param launchDirectory the launcher's working directory
 */
public record Handshake(
        int pipe, long pipeInode, int lock, Redirect.Kind output, boolean sessionLeader, String launchDirectory) {

    /** The environment variable. */
    public static final String VARIABLE = "DAEMON4J_HANDSHAKE";

    private static final String VERSION = "1";

    /** Parses the variable's value; null if it is none of ours. */
    public static @Nullable Handshake parse(String value) {
        String[] fields = new String[7];
        int at = 0;
        for (int i = 0; i < 6; i++) {
            int colon = value.indexOf(':', at);
            if (colon < 0) {
                return null;
            }
            fields[i] = value.substring(at, colon);
            at = colon + 1;
        }
        fields[6] = value.substring(at);
        if (!fields[0].equals(VERSION)) {
            return null;
        }
        try {
            return new Handshake(
                    Integer.parseInt(fields[1]),
                    Long.parseLong(fields[2]),
                    Integer.parseInt(fields[3]),
                    Redirect.Kind.valueOf(fields[4]),
                    fields[5].equals("leader"),
                    fields[6]);
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    /** The variable's value. */
    public String format() {
        return VERSION + ":" + pipe + ":" + pipeInode + ":" + lock + ":"
                + output.name().toUpperCase(Locale.ROOT) + ":" + (sessionLeader ? "leader" : "member") + ":"
                + launchDirectory;
    }

    /** Whether this process is the one that was meant. */
    public boolean isOurs(OwnState self) {
        return hasPipe() && !self.parentIsInSession();
    }

    private boolean hasPipe() {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + pipe));
            return target.toString().equals("pipe:[" + pipeInode + "]");
        } catch (IOException | InvalidPathException notOpen) {
            return false;
        }
    }

    /**
     * Says something to the launcher. That it has been killed is nothing to fail for: the daemon was to outlive it anyway.
     * What is opened is a path, so nothing is written unless it still leads to the pipe, and nothing is ever truncated: in a
     * JVM that was not started by a launcher descriptor 3 is the JDK's own {@code lib/modules}.
     *
     * @return whether there was a launcher to take it
     */
    public boolean say(Frame frame) {
        if (!hasPipe()) {
            return false;
        }
        boolean append = true;
        try (FileOutputStream out = new FileOutputStream("/proc/self/fd/" + pipe, append)) {
            out.write(frame.encode());
            return true;
        } catch (IOException launcherGone) {
            return false;
        }
    }
}
