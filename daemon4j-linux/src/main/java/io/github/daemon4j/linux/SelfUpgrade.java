/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.wire.Mark;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A daemon that upgrades itself: it starts its own command line as a child, a launcher like any other, whose wish stands in an
 * environment variable. So it is done where a person would do it, by a process that may fail, and not in the daemon.
 */
final class SelfUpgrade {

    private SelfUpgrade() {}

    /**
     * Whether this process was started by a daemon to upgrade it. What inherits the variable is a child of another process.
     *
     * @param parent the parent of this process
     */
    static boolean isAsked(long parent) {
        return Long.toString(parent).equals(System.getenv(Mark.UPGRADE));
    }

    /**
     * Upgrades this daemon, and waits for the outcome.
     *
     * @param directory where its own launcher was started
     * @return null if another one has this one's place; else what the launcher said
     */
    static @Nullable String run(Path directory) {
        ProcessBuilder launcher = new ProcessBuilder(command())
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        launcher.environment().remove(Mark.VARIABLE);
        try {
            launcher.environment()
                    .put(Mark.UPGRADE, Long.toString(OwnState.read().pid()));
            Process process = launcher.start();
            String said;
            try (InputStream out = process.getInputStream()) {
                said = new String(out.readAllBytes(), Charset.defaultCharset()).strip();
            }
            int status = process.waitFor();
            return status == 0 ? null : said.isEmpty() ? "it ended with status " + status : said;
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot start this program again to upgrade it: " + failure.getMessage(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DaemonException("interrupted while this daemon was upgraded; see its status", stop);
        }
    }

    private static List<String> command() {
        try {
            List<String> command = new ArrayList<>();
            Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
            for (byte[] word : OwnProcess.commandLine()) {
                String text = new String(word, names);
                if (!Arrays.equals(text.getBytes(names), word)) {
                    throw new DaemonException("cannot start this program again to upgrade it: '"
                            + new String(word, StandardCharsets.ISO_8859_1)
                            + "' of its command line cannot be written in "
                            + names + ", the encoding of this JVM's locale; use the verb upgrade");
                }
                command.add(text);
            }
            if (command.get(0).indexOf('/') < 0) {
                command.set(0, OwnProcess.executable().toString());
            }
            return command;
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }
}
