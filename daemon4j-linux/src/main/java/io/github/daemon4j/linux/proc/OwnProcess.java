/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/self} has of this process besides its {@link OwnState}. Text that is bytes stays bytes: in the C locale a
 * {@link Path} keeps a name that is no ASCII, a string does not.
 */
public final class OwnProcess {

    private static final String SELF = "/proc/self/";

    private OwnProcess() {}

    /** The strings of {@code /proc/self/cmdline}. */
    public static List<byte[]> commandLine() throws IOException {
        return strings(ProcFile.bytes(SELF + "cmdline"));
    }

    /**
     * The strings of {@code /proc/self/environ}, which are those this process was started with.
     *
     * @throws java.nio.file.AccessDeniedException if this process is not dumpable, as with file capabilities
     */
    public static List<byte[]> environment() throws IOException {
        return strings(ProcFile.bytes(SELF + "environ"));
    }

    /** Splits a block as {@code cmdline} and {@code environ} are at each NUL. Only a last terminator is dropped: an empty string before it counts. */
    public static List<byte[]> strings(byte[] block) {
        List<byte[]> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < block.length; i++) {
            if (block[i] == 0) {
                strings.add(Arrays.copyOfRange(block, start, i));
                start = i + 1;
            }
        }
        // A process that wrote its own title over its arguments need not end it with NUL.
        if (start < block.length) {
            strings.add(Arrays.copyOfRange(block, start, block.length));
        }
        return List.copyOf(strings);
    }

    /** Where {@code /proc/self/exe} leads, with {@code " (deleted)"} if the file was removed or replaced. */
    public static Path executable() throws IOException {
        return link("exe");
    }

    /** Where {@code /proc/self/cwd} leads, with {@code " (deleted)"} if the directory was removed. */
    public static Path workingDirectory() throws IOException {
        return link("cwd");
    }

    /** Whether the working directory was removed. The end of {@link #workingDirectory} alone could be part of a name. */
    public static boolean isWorkingDirectoryRemoved() throws IOException {
        Path shown = workingDirectory();
        return Links.endsWithDeleted(shown) && !(Files.exists(shown) && Files.isSameFile(Path.of(SELF + "cwd"), shown));
    }

    private static Path link(String name) throws IOException {
        return Files.readSymbolicLink(Path.of(SELF + name));
    }

    /** What a descriptor leads to, as {@code pipe:[123]}; {@code null} if it is not open. */
    public static @Nullable String descriptor(int descriptor) {
        try {
            return link("fd/" + descriptor).toString();
        } catch (IOException notOpen) {
            return null;
        }
    }

    /** The file offset of a descriptor; -1 if it is not open, or its kind has none. */
    public static long descriptorPosition(int descriptor) {
        try {
            return FdInfo.parse(ProcFile.bytes(SELF + "fdinfo/" + descriptor)).position();
        } catch (IOException notOpen) {
            return -1;
        }
    }

    /**
     * The soft RLIMIT_STACK, a quarter of which execve(2) takes for arguments and environment.
     *
     * @return bytes; -1 if there is no limit, or if it cannot be read
     */
    public static long stackLimit() {
        try {
            return stackLimit(ProcFile.bytes(SELF + "limits"));
        } catch (IOException unreadable) {
            return -1;
        }
    }

    /** {@code unlimited} is no number, which is -1 as well. */
    static long stackLimit(byte[] limits) {
        Text text = new Text(limits);
        while (!text.atEnd()) {
            if (text.skip("Max stack size ")) {
                return text.number();
            }
            text.skipLine();
        }
        return -1;
    }

    /** The inode of {@code /proc/self/ns/pid}, which is the pid namespace's; -1 if it cannot be read. */
    public static long pidNamespace() {
        try {
            return pidNamespace(link("ns/pid").toString());
        } catch (IOException unreadable) {
            return -1;
        }
    }

    static long pidNamespace(String link) {
        Text text = new Text(link.getBytes(StandardCharsets.US_ASCII));
        return text.skip("pid:[") ? text.number() : -1;
    }

    /** The id of this boot of the machine, 36 characters; empty if it cannot be read. */
    public static String bootId() {
        try {
            return new String(ProcFile.bytes("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
