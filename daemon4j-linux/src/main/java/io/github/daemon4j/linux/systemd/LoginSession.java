/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether logging out ends a daemon: with {@code KillUserProcesses=yes} systemd-logind kills the session's scope, and
 * neither setsid nor a second fork leaves it. logind.conf(5), loginctl(1).
 */
public final class LoginSession {

    /** In the order of precedence, the strongest last; drop-ins of all of them come after logind.conf. */
    private static final List<String> DIRECTORIES = List.of("usr/lib/systemd", "run/systemd", "etc/systemd");

    private final Path root;

    /** @param root {@code /}, or a copy of what is read below it */
    public LoginSession(Path root) {
        this.root = root;
    }

    /**
     * Tells why a daemon of this process would end at logout.
     *
     * @param user the daemon's user
     * @return null if it would not, as far as the files tell
     */
    public @Nullable String endsDaemons(String user) {
        String scope = scope();
        if (scope == null
                || !killsUserProcesses(user)
                || Files.exists(root.resolve("var/lib/systemd/linger/" + user))) {
            return null;
        }
        return "logging out will end this daemon: it belongs to " + scope
                + ", and logind.conf has KillUserProcesses=yes."
                + " Let " + user + " linger (loginctl enable-linger " + user + ") and start it with"
                + " systemd-run --user --scope";
    }

    /** The scope this process is in, from /proc/self/cgroup; null if it is in no login session. */
    private @Nullable String scope() {
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            int at = line.lastIndexOf("/session-");
            if (at >= 0 && line.endsWith(".scope")) {
                return line.substring(at + 1);
            }
        }
        return null;
    }

    private boolean killsUserProcesses(String user) {
        String kill = "no";
        List<String> exempt = List.of("root");
        for (Path file : configuration()) {
            for (String line : lines(file)) {
                String setting = line.trim();
                if (setting.startsWith("KillUserProcesses=")) {
                    kill = setting.substring(setting.indexOf('=') + 1).trim();
                } else if (setting.startsWith("KillExcludeUsers=")) {
                    exempt = words(setting);
                } else if (setting.startsWith("KillOnlyUsers=")
                        && !words(setting).contains(user)) {
                    exempt = List.of(user);
                }
            }
        }
        boolean on = kill.equals("yes") || kill.equals("true") || kill.equals("on") || kill.equals("1");
        return on && !exempt.contains(user);
    }

    private static List<String> words(String setting) {
        return Arrays.asList(setting.substring(setting.indexOf('=') + 1).trim().split("\\s+", -1));
    }

    private List<Path> configuration() {
        List<Path> files = new ArrayList<>();
        for (String directory : DIRECTORIES) {
            files.add(root.resolve(directory).resolve("logind.conf"));
        }
        for (String directory : DIRECTORIES) {
            String[] names =
                    root.resolve(directory).resolve("logind.conf.d").toFile().list();
            List<String> sorted = names == null ? List.of() : new ArrayList<>(List.of(names));
            if (!sorted.isEmpty()) {
                Collections.sort(sorted);
            }
            for (String name : sorted) {
                files.add(root.resolve(directory).resolve("logind.conf.d").resolve(name));
            }
        }
        return files;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
