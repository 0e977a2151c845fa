/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.wire.Mark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The environment a daemon gets: the launcher's, byte for byte, or of it only what is named; except for what the options and
 * the user change, and for what a service manager meant for the launcher's own process.
 */
final class DaemonEnvironment {

    private final List<byte[]> changes = new ArrayList<>();
    private final List<byte[]> removed = new ArrayList<>();
    private final byte[] mark;
    private final List<byte[]> kept = new ArrayList<>();
    private boolean cleared;

    /** @param mark the name of the variable that marks a daemon: an inherited one is another daemon's */
    DaemonEnvironment(String mark) {
        this.mark = SystemText.bytes(mark + "=");
        removed.add(this.mark);
        removed.add(SystemText.bytes(Mark.UPGRADE + "="));
        for (String name : ManagerVariables.names()) {
            removed.add(SystemText.bytes(name + "="));
        }
    }

    /** Nothing is inherited but what {@link #keep} names. */
    void clear() {
        cleared = true;
    }

    /** Inherits a variable, whoever it was meant for. */
    void keep(String name) {
        kept.add(SystemText.bytes(name + "="));
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
    }

    /** Gives a program one more variable, whatever it would have had by that name. */
    static void replace(List<byte[]> environment, String name, String value) {
        byte[] prefix = SystemText.bytes(name + "=");
        environment.removeIf(entry -> startsWith(entry, prefix));
        environment.add(SystemText.bytes(name + "=" + value));
    }

    /** The daemon's environment. */
    List<byte[]> of(List<byte[]> inherited) {
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : inherited) {
            if (isInherited(entry) && !isChanged(entry)) {
                environment.add(entry);
            }
        }
        environment.addAll(changes);
        return environment;
    }

    private boolean isInherited(byte[] entry) {
        if (startsWith(entry, mark)) {
            return false;
        }
        return startsWithOneOf(entry, kept) || (!cleared && !startsWithOneOf(entry, removed));
    }

    private boolean isChanged(byte[] entry) {
        int name = 0;
        while (name < entry.length && entry[name] != '=') {
            name++;
        }
        for (byte[] change : changes) {
            if (name < entry.length && startsWith(change, Arrays.copyOf(entry, name + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithOneOf(byte[] entry, List<byte[]> prefixes) {
        boolean found = false;
        for (byte[] prefix : prefixes) {
            found |= startsWith(entry, prefix);
        }
        return found;
    }

    private static boolean startsWith(byte[] entry, byte[] prefix) {
        return entry.length >= prefix.length && Arrays.equals(entry, 0, prefix.length, prefix, 0, prefix.length);
    }
}
