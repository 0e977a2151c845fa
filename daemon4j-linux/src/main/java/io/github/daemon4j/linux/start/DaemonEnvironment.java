/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.SystemText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The environment a daemon gets: the launcher's, byte for byte, except for what the options and the user change, and for what
 * a service manager meant for the launcher's own process: a daemon that believed it would talk in another one's name.
 */
final class DaemonEnvironment {

    /** sd_notify(3), sd_listen_fds(3), systemd.exec(5). */
    private static final String[] FOR_THE_LAUNCHER = {
        "NOTIFY_SOCKET",
        "WATCHDOG_PID",
        "WATCHDOG_USEC",
        "LISTEN_PID",
        "LISTEN_FDS",
        "LISTEN_FDNAMES",
        "SYSTEMD_EXEC_PID",
        "INVOCATION_ID",
        "JOURNAL_STREAM",
        "MAINPID",
        "PIDFILE"
    };

    private final List<byte[]> changes = new ArrayList<>();
    private final List<byte[]> removed = new ArrayList<>();

    /** @param mark the name of the variable that marks a daemon: an inherited one is another daemon's */
    DaemonEnvironment(String mark) {
        removed.add(SystemText.bytes(mark + "="));
        for (String name : FOR_THE_LAUNCHER) {
            removed.add(SystemText.bytes(name + "="));
        }
    }

    /** Sets a variable; a later call wins. */
    void set(String name, String value) {
        byte[] prefix = SystemText.bytes(name + "=");
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (startsWith(changes.get(i), prefix)) {
                changes.remove(i);
            }
        }
        changes.add(SystemText.bytes(name + "=" + value));
        removed.add(prefix);
    }

    /** The daemon's environment. */
    List<byte[]> of(List<byte[]> inherited) {
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : inherited) {
            boolean kept = true;
            for (byte[] prefix : removed) {
                kept &= !startsWith(entry, prefix);
            }
            if (kept) {
                environment.add(entry);
            }
        }
        environment.addAll(changes);
        return environment;
    }

    private static boolean startsWith(byte[] entry, byte[] prefix) {
        return entry.length >= prefix.length && Arrays.equals(entry, 0, prefix.length, prefix, 0, prefix.length);
    }
}
