/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** What logind.conf(5) and its drop-ins say of the end of a session. */
final class LogindConfiguration {

    private static final String SECTION = "Login";
    private static final String KILL = "KillUserProcesses";

    private boolean isKilling;
    private final List<String> excluded = new ArrayList<>();
    private final List<String> only = new ArrayList<>();
    private boolean isManagerKept;

    private LogindConfiguration() {}

    /**
     * Decides by what was read. What no file sets is as Debian, Fedora and SUSE build it: without
     * {@code KillUserProcesses}.
     *
     * @param settings those of all files, the strongest last
     */
    static LogindConfiguration of(Iterable<Setting> settings) {
        LogindConfiguration read = new LogindConfiguration();
        for (Setting setting : settings) {
            if (setting.section().equals(SECTION)) {
                read.apply(setting);
            }
        }
        return read;
    }

    private void apply(Setting setting) {
        String value = setting.value();
        switch (setting.key()) {
            case KILL -> isKilling = isTrue(value);
            case "KillExcludeUsers" -> assign(excluded, value);
            case "KillOnlyUsers" -> assign(only, value);
            case "UserStopDelaySec" -> isManagerKept = value.equals("infinity");
            default -> {}
        }
    }

    private static boolean isTrue(String value) {
        return switch (value) {
            case "1", "yes", "y", "true", "t", "on" -> true;
            default -> false;
        };
    }

    /** A list: what is assigned is added, an empty assignment begins anew. */
    private static void assign(List<String> users, String value) {
        if (value.isEmpty()) {
            users.clear();
        }
        StringTokenizer words = new StringTokenizer(value);
        while (words.hasMoreTokens()) {
            users.add(words.nextToken());
        }
    }

    /** The setting that ends the sessions of a user with all that is in them; null if none does. */
    @Nullable
    String killing(String user) {
        if (excluded.isEmpty() ? user.equals("root") : excluded.contains(user)) { // empty is its default again
            return null;
        }
        if (!only.isEmpty()) {
            return only.contains(user) ? "KillOnlyUsers=" + user : null;
        }
        return isKilling ? KILL + "=yes" : null;
    }

    /** Whether the manager of a user who has logged in once stays for ever: {@code UserStopDelaySec=infinity}. */
    boolean keepsManagers() {
        return isManagerKept;
    }
}
