/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the files that options name, and refuses those the daemon JVM could not read a second time. */
final class OptionFiles {

    private final StartFiles files;
    private final WorkingDirectory directory;

    OptionFiles(StartFiles files, WorkingDirectory directory) {
        this.files = files;
        this.directory = directory;
    }

    WorkingDirectory directory() {
        return directory;
    }

    /** Whether the manifest of a jar started with -jar has {@code Enable-Native-Access}, for all that is on the class path. */
    boolean enablesNativeAccess(String jar) {
        return "ALL-UNNAMED".equals(attribute(jar, "Enable-Native-Access"));
    }

    /** Whether it has a package, such as {@code java.base/sun.nio.ch}, in {@code Add-Opens}. */
    boolean opens(String jar, String wanted) {
        String opened = attribute(jar, "Add-Opens");
        return opened != null && (" " + opened + " ").contains(" " + wanted + " ");
    }

    /** What the manifest of a jar adds to the class path; null if nothing. */
    @Nullable
    String classPathOf(String jar) {
        return attribute(jar, "Class-Path");
    }

    private @Nullable String attribute(String jar, String name) {
        try {
            return files.attribute(directory.file(jar), name);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Not an error where it cannot be told: a name that is no directory is what is asked for. */
    boolean isDirectory(String path) {
        try {
            return files.isDirectory(directory.file(path));
        } catch (IOException unreadable) {
            return false;
        }
    }

    boolean exists(String path) {
        String absolute = directory.file(path);
        try {
            return files.exists(absolute);
        } catch (IOException e) {
            throw refused("it cannot be told whether there is a file " + ByteText.show(absolute), e);
        }
    }

    /** The text of a file named by {@code option}, which stands in {@code origin}. */
    String read(String path, String option, String origin) {
        String absolute = directory.file(path);
        String named = "'" + ByteText.show(option) + "' in " + origin;
        if (isDescriptor(absolute)) {
            throw new LaunchRefusedException(
                    named + " names a pipe or descriptor of this process, which the daemon's JVM cannot read again",
                    "write the options to a regular file and name that");
        }
        try {
            return ByteText.of(files.read(absolute));
        } catch (IOException e) {
            throw refused(named + " cannot be read again for the daemon's JVM: " + ByteText.show(absolute), e);
        }
    }

    private static LaunchRefusedException refused(String obstacle, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        LaunchRefusedException refused = new LaunchRefusedException(
                obstacle + " (" + reason + ")", "name a regular file that stays in place until the daemon is up");
        refused.initCause(e);
        return refused;
    }

    private static boolean isDescriptor(String path) {
        return path.startsWith("/dev/fd/")
                || path.equals("/dev/stdin")
                || (path.startsWith("/proc/") && path.indexOf("/fd/", "/proc/".length()) > 0);
    }
}
