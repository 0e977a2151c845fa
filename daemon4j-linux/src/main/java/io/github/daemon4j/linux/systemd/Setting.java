/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a unit or of a configuration file, as systemd.syntax(7) has them.
 *
 * @param section what stands in brackets above it
 * @param key before the equals sign
 * @param value after it, without blanks around it; empty to begin a list anew
 */
record Setting(String section, String key, String value) {

    /** Reads those of a file, in their order. */
    static List<Setting> of(Iterable<String> lines) {
        List<Setting> settings = new ArrayList<>();
        String section = "";
        String begun = "";
        for (String each : lines) {
            String line = each.trim();
            if (line.startsWith("#") || line.startsWith(";")) { // also between the parts of one that goes on
                continue;
            }
            if (line.endsWith("\\")) {
                begun = begun + line.substring(0, line.length() - 1) + " ";
                continue;
            }
            line = begun + line;
            begun = "";
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (equals > 0) {
                String key = line.substring(0, equals).trim();
                settings.add(
                        new Setting(section, key, line.substring(equals + 1).trim()));
            }
        }
        return settings;
    }

    /** Whether it sets this. */
    boolean is(String inSection, String name) {
        return section.equals(inSection) && key.equals(name);
    }
}
