/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a pid may be written to: root's {@code kill $(cat FILE)} must not be in the hands of anybody else. What is refused
 * here are the ways of CVE-2017-14159, CVE-2011-1784 and CVE-2020-14367.
 */
public final class PidFileSafety {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private PidFileSafety() {}

    /**
     * Checks the directory of a pid file.
     *
     * @return the file in the directory that its path leads to
     */
    public static Path requireSafeDirectory(Path asked) {
        Path directory = asked.toAbsolutePath().getParent();
        if (directory == null) {
            throw new DaemonException("the pid file " + asked + " is a directory; name a file");
        }
        try {
            // /var/run is a symbolic link on every system; the directory it leads to is what counts.
            Path real = directory.toRealPath();
            FileStatus status = FileStatus.of(real);
            if (isForeign(status)) {
                throw refusal(
                        asked,
                        "its directory " + real + " belongs to uid " + status.uid()
                                + ", who could put another pid into it; use a directory of root or of this user");
            }
            boolean sticky = (status.mode() & STICKY) != 0;
            if ((status.mode() & 0002) != 0 && !sticky) {
                throw refusal(
                        asked,
                        "its directory " + real
                                + " is writable by everyone, who could put another pid into it; chmod o-w, or use another one");
            }
            // The group of an ordinary user is as a rule his alone; root's pid file is what root signals.
            if ((status.mode() & 0020) != 0 && !sticky && status.gid() != 0 && ownUid() == 0) {
                throw refusal(
                        asked,
                        "its directory " + real + " is writable by the group " + status.gid()
                                + ", whose members could put another pid into it; chmod g-w, or use another one");
            }
            return real.resolve(asked.getFileName());
        } catch (NoSuchFileException missing) {
            throw new DaemonException(
                    "the directory of the pid file " + asked + " does not exist; create " + directory, missing);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot look at the directory of the pid file " + asked + ": " + failure, failure);
        }
    }

    /** Checks the file that has been opened. */
    public static void requireSafeFile(Path path, Descriptor file) {
        try {
            FileStatus status = FileStatus.of(file);
            if (!status.isRegular()) {
                throw refusal(path, "it is no regular file; remove it");
            }
            if (isForeign(status)) {
                throw refusal(path, "it belongs to uid " + status.uid() + "; remove it");
            }
            if ((status.mode() & WRITABLE_BY_OTHERS) != 0) {
                throw refusal(
                        path,
                        "others may write to it (mode " + status.permissions()
                                + ") and could put another pid into it; chmod go-w, or remove it");
            }
            if (status.links() > 1) {
                throw refusal(path, "it has other hard links; remove it");
            }
        } catch (IOException failure) {
            throw new DaemonException("cannot look at the pid file " + path + ": " + failure, failure);
        }
    }

    private static boolean isForeign(FileStatus status) throws IOException {
        return status.uid() != 0 && status.uid() != ownUid();
    }

    private static int ownUid() throws IOException {
        return FileStatus.of(Path.of("/proc/self")).uid();
    }

    public static DaemonException refusal(Path path, String why) {
        return new DaemonException("the pid file " + path + " is refused: " + why);
    }
}
