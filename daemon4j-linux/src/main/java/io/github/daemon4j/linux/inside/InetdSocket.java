/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.LogFile;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The socket that inetd hands over as descriptor 0, and as a rule as 1 and 2 too. Who is at its other end is to read what the server
 * writes there, and neither what it prints nor a stack trace.
 */
public final class InetdSocket {

    private InetdSocket() {}

    /** Puts the logs of the options in the place of descriptors 1 and 2 if one of them is that socket; without a log {@code /dev/null}. */
    public static void keepFromPrinting(DaemonOptions options) {
        String socket = OwnProcess.descriptor(0);
        if (socket == null || !socket.startsWith("socket:")) {
            return;
        }
        boolean output = socket.equals(OwnProcess.descriptor(1));
        boolean errors = socket.equals(OwnProcess.descriptor(2));
        if (output || errors) {
            Path log = options.output().file().orElse(null);
            Path errorLog = options.errorOutput().file().orElse(null);
            if (!isReplaced(log, 1) && output) {
                NullDevice.replaceOutput();
            }
            if (!isReplaced(errorLog, 2) && errors) {
                NullDevice.replaceErrors();
            }
        }
    }

    private static boolean isReplaced(@Nullable Path log, int number) {
        if (log == null) {
            return false;
        }
        LogFile.replace(LaunchDirectory.own().resolve(log), number);
        return true;
    }
}
