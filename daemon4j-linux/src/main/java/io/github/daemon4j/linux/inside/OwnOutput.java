/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.LogFile;
import java.nio.file.Path;

/** Where this daemon prints to. */
final class OwnOutput {

    private OwnOutput() {}

    /**
     * Opens the log again under its name, and puts it in the place of descriptors 1 and 2, each in one step: what the JVM and
     * native code print is never without a place. The first call loads JNA, which no daemon needs until then.
     *
     * @throws io.github.daemon4j.DaemonException if it cannot be opened; the old one stays
     */
    static void reopen(DaemonOptions options, LaunchDirectory directory) {
        Path log = options.output().file().orElse(null);
        if (log != null) {
            System.out.flush();
            System.err.flush();
            LogFile.replace(directory.resolve(log), 1, 2);
        }
    }
}
