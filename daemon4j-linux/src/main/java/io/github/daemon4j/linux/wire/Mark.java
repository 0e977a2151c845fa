/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.linux.proc.PercentText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher puts into the environment of the daemon it starts. It says what the daemon has been given, and by whom.
 * An environment reaches every descendant: whether a process is the one that was meant is decided by {@link Role}.
 *
 * <p>Written as {@code key=value} pairs with a semicolon between them, paths percent-encoded. Keys that are not known are
 * left alone: a jar may have been replaced by a newer one between launcher and daemon.
 *
 * @param pipe the number of the pipe's writing end
 * @param pipeInode which pipe it is
 * @param capacity how many bytes the pipe holds, {@code F_GETPIPE_SZ}
 * @param lock the number of the pid file's lock, or -1
 * @param output where output goes once the daemon is ready
 * @param errors where standard error goes; null if it goes where output goes
 * @param sockets what it has been given to listen on
 * @param sessionLeader whether the daemon leads its session, because it could not be forked twice
 * @param launcher the launcher's pid, as {@code /proc} numbers it
 * @param launcherStart the launcher's start, in clock ticks since boot
 * @param generation how many launchers stand above the daemon, each started by the daemon of the one before
 * @param account the number of the file for the daemon's {@link Account}, or -1
 * @param consent the number of the pipe by which the launcher of an upgrade says that the daemon has taken over, or -1
 * @param words how many of the last strings of its command line are what main is given; -1 if that is not known
 * @param uid who the daemon was to become, or -1 if it stays who the launcher is
 * @param directory the launcher's working directory, one character for each byte (ISO 8859-1)
 * @param pidFile the pid file, absolute, one character for each byte; null if there is none
 */
public record Mark(
        int pipe,
        long pipeInode,
        int capacity,
        int lock,
        Stream output,
        @Nullable Stream errors,
        SocketCounts sockets,
        boolean sessionLeader,
        long launcher,
        long launcherStart,
        int generation,
        int account,
        int consent,
        int words,
        long uid,
        String directory,
        @Nullable String pidFile) {

    /** The environment variable. */
    public static final String VARIABLE = "DAEMON4J_HANDSHAKE";

    /** What a daemon sets for a child of its own that is to upgrade it: the daemon's pid. */
    public static final String UPGRADE = "DAEMON4J_UPGRADE";

    /** Which launchers may have started each other before it looks like a loop that nothing else would end. */
    public static final int MOST_GENERATIONS = 8;

    private static final String VERSION = "2";

    /** The mark in this process's environment; null if there is none, or none of this version. */
    public static @Nullable Mark ofEnvironment() {
        String value = System.getenv(VARIABLE);
        return value == null ? null : parse(value);
    }

    /** Parses the variable's value; null if no launcher of this version has written it. */
    public static @Nullable Mark parse(String value) {
        Fields fields = new Fields(value);
        Stream output = Stream.parse(fields.get("output"));
        String errors = fields.get("errors");
        Stream apart = Stream.parse(errors);
        SocketCounts sockets = SocketCounts.parse(fields.get("listen"));
        String leader = fields.get("leader");
        String directory = fields.bytes("directory");
        String launcher = fields.get("launcher");
        int colon = launcher == null ? -1 : launcher.indexOf(':');
        if (!VERSION.equals(fields.get("v"))
                || output == null
                || (errors != null && apart == null)
                || sockets == null
                || leader == null
                || directory == null
                || launcher == null
                || colon < 0) {
            return null;
        }
        Mark mark = new Mark(
                number(fields, "pipe"),
                Fields.number(fields.get("inode"), Long.MAX_VALUE),
                number(fields, "capacity"),
                number(fields, "lock"),
                output,
                apart,
                sockets,
                leader.equals("yes"),
                Fields.number(launcher.substring(0, colon), Long.MAX_VALUE),
                Fields.number(launcher.substring(colon + 1), Long.MAX_VALUE),
                number(fields, "generation"),
                number(fields, "account"),
                number(fields, "consent"),
                number(fields, "words"),
                Fields.number(fields.get("uid"), Long.MAX_VALUE),
                directory,
                fields.bytes("pidfile"));
        return mark.isComplete() ? mark : null;
    }

    private static int number(Fields fields, String key) {
        return (int) Fields.number(fields.get(key), Integer.MAX_VALUE);
    }

    /** Whether what every mark has is in it. */
    private boolean isComplete() {
        return pipe >= 0 && pipeInode >= 0 && capacity >= 0 && launcher >= 0 && launcherStart >= 0 && generation >= 0;
    }

    /** The variable's value. */
    public String format() {
        return "v=" + VERSION
                + ";pipe=" + pipe
                + ";inode=" + pipeInode
                + ";capacity=" + capacity
                + (lock < 0 ? "" : ";lock=" + lock)
                + ";output=" + output.format()
                + (errors == null ? "" : ";errors=" + errors.format())
                + (sockets.all() == 0 ? "" : ";listen=" + sockets.format())
                + ";leader=" + (sessionLeader ? "yes" : "no")
                + ";launcher=" + launcher + ":" + launcherStart
                + ";generation=" + generation
                + (account < 0 ? "" : ";account=" + account)
                + (consent < 0 ? "" : ";consent=" + consent)
                + (words < 0 ? "" : ";words=" + words)
                + (uid < 0 ? "" : ";uid=" + uid)
                + ";directory=" + PercentText.encode(directory)
                + (pidFile == null ? "" : ";pidfile=" + PercentText.encode(pidFile));
    }

    /**
     * Whether a process that leads the daemon's session is the one between launcher and daemon, which does nothing any more but end.
     * Where others want the processor, the daemon's JVM can be up before it has.
     *
     * @param parent the parent of that process
     */
    public boolean isIntermediate(long parent) {
        return !sessionLeader && parent == launcher;
    }

    /** The bytes of a path as this record holds them. */
    public static String text(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }

    /** The launcher's working directory. */
    public byte[] directoryBytes() {
        return directory.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The pid file; null if there is none. */
    public byte @Nullable [] pidFileBytes() {
        return pidFile == null ? null : pidFile.getBytes(StandardCharsets.ISO_8859_1);
    }
}
