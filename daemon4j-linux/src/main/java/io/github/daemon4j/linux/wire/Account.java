/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.proc.PercentText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon says of itself to whoever asks: a text of one block in a file without a name, which the daemon holds and
 * others read by way of {@code /proc/PID/fd}. It answers without a thread, a port or a name that somebody could take, and
 * only those may read it who may look into the daemon anyway: its own user and root.
 *
 * <p>Begins and ends with one number, which each writing counts up: where they differ, it was read while it was written.
 *
 * @param phase what it does
 * @param mode what was done to make it a daemon
 * @param status its last status line, or nothing
 * @param reloads whether it can read its configuration again
 * @param reload the reloads it was asked for
 * @param reopen the times it was asked to open its output again
 * @param upgrade the times it was asked to have another one take its place
 */
public record Account(
        Phase phase, LaunchMode mode, String status, boolean reloads, Counted reload, Counted reopen, Counted upgrade) {

    /** The name of the file, as {@code memfd_create(2)} takes it. */
    public static final String NAME = "daemon4j-account";

    /** How long it is, whatever it says. */
    public static final int BYTES = 4096;

    private static final int MOST_CHARACTERS = 500;

    /** What a daemon does. */
    public enum Phase {
        /** It comes up. */
        STARTING,
        /** It serves. */
        READY,
        /** It serves, and reads its configuration again. */
        RELOADING,
        /** It ends. */
        STOPPING
    }

    /**
     * Something that is asked for again and again.
     *
     * @param begun how often it was begun
     * @param done how often it has come to an end, well or not
     * @param problem why it failed the last time; empty if it did not
     */
    public record Counted(long begun, long done, String problem) {

        /** Nobody has asked yet. */
        public static final Counted NEVER = new Counted(0, 0, "");

        /** One more has been begun. */
        public Counted begin() {
            return new Counted(begun + 1, done, problem);
        }

        /** It has come to its end. */
        public Counted end(String newProblem) {
            return new Counted(begun, done + 1, newProblem);
        }
    }

    /** That of a daemon that comes up. */
    public static Account starting(LaunchMode mode) {
        return new Account(Phase.STARTING, mode, "", false, Counted.NEVER, Counted.NEVER, Counted.NEVER);
    }

    /** The same in another phase. */
    public Account in(Phase next) {
        return new Account(next, mode, status, reloads, reload, reopen, upgrade);
    }

    /** The same with another status line. */
    public Account saying(String next) {
        return new Account(phase, mode, next, reloads, reload, reopen, upgrade);
    }

    /** The same with something to be read again. */
    public Account withReload() {
        return new Account(phase, mode, status, true, reload, reopen, upgrade);
    }

    /** The same with other reloads. */
    public Account reloaded(Counted next) {
        return new Account(phase, mode, status, reloads, next, reopen, upgrade);
    }

    /** The same with its output opened again. */
    public Account reopened(Counted next) {
        return new Account(phase, mode, status, reloads, reload, next, upgrade);
    }

    /** The same with other upgrades. */
    public Account upgraded(Counted next) {
        return new Account(phase, mode, status, reloads, reload, reopen, next);
    }

    /** The whole content of the file. */
    public byte[] format(long number) {
        String text = number
                + ";phase=" + phase.name()
                + ";mode=" + mode.name()
                + ";status=" + text(status)
                + ";reloads=" + (reloads ? "yes" : "no")
                + ";reload=" + text(reload)
                + ";reopen=" + text(reopen)
                + ";upgrade=" + text(upgrade)
                + ";" + number + "\n";
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) '\n');
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, text.length());
        return bytes;
    }

    private static String text(Counted counted) {
        return counted.begun() + "," + counted.done() + "," + text(counted.problem());
    }

    /** Of a long text only its beginning: three characters a byte, at worst, and the whole has to fit. */
    private static String text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] few = bytes.length > MOST_CHARACTERS / 2 ? Arrays.copyOf(bytes, MOST_CHARACTERS / 2) : bytes;
        return PercentText.encode(new String(few, StandardCharsets.ISO_8859_1));
    }

    /** Parses a content; null if it is none, or was read while it was written. */
    public static @Nullable Account parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        int first = text.indexOf(';');
        int last = text.lastIndexOf(';', end);
        if (end < 0 || first < 0 || last <= first || !text.substring(0, first).equals(text.substring(last + 1, end))) {
            return null;
        }
        Fields fields = new Fields(text.substring(first + 1, last));
        Phase phase = phase(fields.get("phase"));
        LaunchMode mode = mode(fields.get("mode"));
        String status = decoded(fields.get("status"));
        Counted reload = counted(fields.get("reload"));
        Counted reopen = counted(fields.get("reopen"));
        Counted upgrade = counted(fields.get("upgrade"));
        return phase == null || mode == null || status == null || reload == null || reopen == null || upgrade == null
                ? null
                : new Account(phase, mode, status, "yes".equals(fields.get("reloads")), reload, reopen, upgrade);
    }

    private static @Nullable Phase phase(@Nullable String name) {
        for (Phase phase : Phase.values()) {
            if (phase.name().equals(name)) {
                return phase;
            }
        }
        return null;
    }

    private static @Nullable LaunchMode mode(@Nullable String name) {
        for (LaunchMode mode : LaunchMode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        return null;
    }

    private static @Nullable Counted counted(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int comma = value.indexOf(',');
        int second = comma < 0 ? -1 : value.indexOf(',', comma + 1);
        if (second < 0) {
            return null;
        }
        long begun = Fields.number(value.substring(0, comma), Long.MAX_VALUE);
        long done = Fields.number(value.substring(comma + 1, second), Long.MAX_VALUE);
        String problem = decoded(value.substring(second + 1));
        return begun < 0 || done < 0 || problem == null ? null : new Counted(begun, done, problem);
    }

    private static @Nullable String decoded(@Nullable String value) {
        String bytes = value == null ? null : PercentText.decode(value);
        return bytes == null ? null : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
