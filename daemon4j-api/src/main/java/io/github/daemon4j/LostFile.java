/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells where a relative path was looked for: not where the person was who typed it. */
final class LostFile {

    private LostFile() {}

    /**
     * What to add to the account of a start that has failed.
     *
     * @param launchDirectory where the person was
     * @return empty if no relative path was its reason, or the person was where it was looked for
     */
    static String hint(Throwable failure, Path launchDirectory) {
        String here = System.getProperty("user.dir");
        if (launchDirectory.toString().equals(here)) {
            return "";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String file = relative(cause);
            if (file != null) {
                return "; " + file + " is relative and was looked for in " + here
                        + ", the working directory of the daemon: use daemon.resolve(\"" + file + "\"), which is "
                        + launchDirectory + "/" + file + ", or DaemonOptions.keepWorkingDirectory()";
            }
        }
        return "";
    }

    private static @Nullable String relative(Throwable cause) {
        String file = null;
        if (cause instanceof NoSuchFileException missing) {
            file = missing.getFile();
        } else if (cause instanceof FileNotFoundException) {
            file = cause.getMessage();
            int reason = file == null ? -1 : file.indexOf(" (");
            file = file == null || reason < 0
                    ? null
                    : file.substring(0, reason); // "conf/x.yml (No such file or directory)"
        }
        boolean isRelative = file != null && !file.isEmpty() && file.charAt(0) != '/' && file.indexOf(':') < 0;
        return isRelative ? file : null;
    }
}
