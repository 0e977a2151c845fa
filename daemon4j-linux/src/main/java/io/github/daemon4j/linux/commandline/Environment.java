/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code NAME=value} entries of a process in their order. Entries that have no such form are kept. */
final class Environment {

    private final List<String> entries;

    Environment(List<String> entries) {
        this.entries = entries;
    }

    List<String> entries() {
        return entries;
    }

    /** As getenv(3): the first one counts. */
    @Nullable
    String get(String name) {
        int at = indexOf(name);
        return at < 0 ? null : entries.get(at).substring(name.length() + 1);
    }

    Environment with(String name, String value) {
        List<String> changed = new ArrayList<>(entries);
        String entry = name + "=" + value;
        int at = indexOf(name);
        if (at < 0) {
            changed.add(entry);
        } else {
            changed.set(at, entry);
        }
        return new Environment(changed);
    }

    Environment without(String name) {
        List<String> kept = new ArrayList<>(entries.size());
        for (String entry : entries) {
            if (!entry.startsWith(name + "=")) {
                kept.add(entry);
            }
        }
        return new Environment(kept);
    }

    private int indexOf(String name) {
        String prefix = name + "=";
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).startsWith(prefix)) {
                return i;
            }
        }
        return -1;
    }
}
