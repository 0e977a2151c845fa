/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.LogFile;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The socket that inetd hands over as descriptor 0, and as a rule as 1 and 2 too. Who is at its other end is to read what the server
 * writes there, and neither what it prints nor a stack trace.
 */
public final class InetdSocket {

    private InetdSocket() {}

    /** Puts the logs of the options, or {@code /dev/null}, in the place of descriptors 1 and 2 where they are that socket. */
    public static void keepFromPrinting(DaemonOptions options) {
        String socket = OwnProcess.descriptor(0);
        if (socket == null || !socket.startsWith("socket:")) {
            return;
        }
        boolean output = socket.equals(OwnProcess.descriptor(1));
        boolean errors = socket.equals(OwnProcess.descriptor(2));
        Path log = options.output().file().orElse(null);
        Path errorLog = options.errorOutput().file().orElse(null);
        if ((output || errors) && (log != null || errorLog != null)) {
            log(log, errorLog);
            return;
        }
        if (output) {
            NullDevice.replaceOutput();
        }
        if (errors) {
            NullDevice.replaceErrors();
        }
    }

    /** The JDK makes the channel once, and puts {@code /dev/null} at 0, 1 and 2 then: so before the logs are there. */
    private static void log(@Nullable Path log, @Nullable Path errorLog) {
        try {
            System.inheritedChannel();
        } catch (IOException noChannel) {
            NullDevice
                    .replaceOutput(); // a socket of a kind that Java does not know; what the server does with it is its
            // own affair
            NullDevice.replaceErrors();
            return;
        }
        LaunchDirectory directory = LaunchDirectory.own();
        if (log != null) {
            LogFile.replace(directory.resolve(log), 1);
        }
        if (errorLog != null) {
            LogFile.replace(directory.resolve(errorLog), 2);
        }
    }
}
