/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.linux.files.FileStatus;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A pid file whose lock this process holds at a descriptor. The daemon inherits it so and needs no native call for what is
 * left to do with it.
 */
public record HeldPidFile(Path path, int descriptor) {

    private static final String LONGEST = Integer.MAX_VALUE + "\n";

    /** Writes the pid unless it is there: the launcher has done so, unless it was killed in the moment between. */
    public void ensureHolds(long pid) throws IOException {
        // The descriptor, not the path: another user, whom the daemon has become, may not search that directory.
        Path held = Path.of("/proc/self/fd/" + descriptor);
        // Who may not read it may not write to it either: root has kept the file to itself, and its launcher wrote the
        // pid.
        if (Files.isReadable(held) && read(held) != pid && isWhatThePathNames()) {
            try (FileOutputStream out = new FileOutputStream(held.toFile())) {
                out.write((pid + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Removes the file, if the path still names the one that is locked. */
    @SuppressWarnings("EmptyCatch")
    public void remove() {
        try {
            if (isWhatThePathNames()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftBehind) {
            // The directory may not be writable any more, after privileges were dropped. Who reads a file without a
            // lock knows that it is stale.
        }
    }

    /** Removes the file when this JVM ends: after the shutdown hooks, which may be what takes a server its time. */
    public void removeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread("daemon4j pid file") {
            @Override
            public void run() {
                try {
                    if (isWhatThePathNames()) {
                        path.toFile().deleteOnExit();
                    }
                } catch (IOException alreadyGone) {
                    return;
                }
            }
        });
    }

    /** Whether the path still names the file that is open: the same inode. */
    public boolean isWhatThePathNames() throws IOException {
        FileStatus held = FileStatus.of(Path.of("/proc/self/fd/" + descriptor));
        return held.isSameFileAs(FileStatus.of(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether it holds what a launcher writes: nothing yet, or one number. */
    public boolean isOfLauncher() {
        Path held = Path.of("/proc/self/fd/" + descriptor);
        try {
            return FileStatus.of(held).size() <= LONGEST.length() && isOfLauncher(Files.readAllBytes(held));
        } catch (IOException unreadable) {
            return false;
        }
    }

    public static boolean isOfLauncher(byte[] content) {
        for (int i = 0; i < content.length; i++) {
            boolean digit = content[i] >= '0' && content[i] <= '9';
            if (!digit && (content[i] != '\n' || i + 1 < content.length)) {
                return false;
            }
        }
        return true;
    }

    /** The pid in the first line; 0 if there is none: not written yet, garbage, or unreadable. */
    public static long read(Path path) {
        try {
            return parse(Files.readAllBytes(path));
        } catch (IOException unreadable) {
            return 0;
        }
    }

    public static long parse(byte[] content) {
        long pid = 0;
        for (int i = 0; i < content.length && content[i] != '\n'; i++) {
            int digit = content[i] - '0';
            pid = pid * 10 + digit;
            if (digit < 0 || digit > 9 || pid > Integer.MAX_VALUE) {
                return 0;
            }
        }
        return pid > 1 ? pid : 0;
    }
}
