/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
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
        String setting = scope == null ? null : killing(user);
        if (setting == null || Files.exists(root.resolve("var/lib/systemd/linger/" + user))) {
            return null;
        }
        return "logging out will end this daemon: it belongs to " + scope
                + ", and logind.conf has " + setting + "."
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

    /** The setting that ends a user's processes, decided as logind.conf(5) says; null if none does. */
    private @Nullable String killing(String user) {
        String kill = "no";
        List<String> excluded = null;
        List<String> only = new ArrayList<>();
        for (Path file : configuration()) {
            for (String line : lines(file)) {
                int equals = line.indexOf('=');
                String value = line.substring(equals + 1).trim();
                switch (equals < 0 ? "" : line.substring(0, equals).trim()) {
                    case "KillUserProcesses" -> kill = value;
                    case "KillExcludeUsers" -> {
                        excluded = excluded == null ? new ArrayList<>() : excluded;
                        assign(excluded, value);
                    }
                    case "KillOnlyUsers" -> assign(only, value);
                    default -> {}
                }
            }
        }
        if (excluded == null ? user.equals("root") : excluded.contains(user)) {
            return null;
        }
        if (!only.isEmpty()) {
            return only.contains(user) ? "KillOnlyUsers=" + user : null;
        }
        boolean on = kill.equals("yes") || kill.equals("true") || kill.equals("on") || kill.equals("1");
        return on ? "KillUserProcesses=yes" : null;
    }

    /** A list in systemd.syntax(7): what is assigned is added, an empty assignment begins anew. */
    private static void assign(List<String> users, String value) {
        if (value.isEmpty()) {
            users.clear();
        }
        StringTokenizer words = new StringTokenizer(value);
        while (words.hasMoreTokens()) {
            users.add(words.nextToken());
        }
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
        List<String> lines = new ArrayList<>();
        try (InputStream in = new FileInputStream(file.toFile())) { // Files would load thirty classes for it
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (int at = 0; at < text.length(); ) {
                int end = text.indexOf('\n', at);
                end = end < 0 ? text.length() : end;
                lines.add(text.substring(at, end));
                at = end + 1;
            }
        } catch (IOException absent) {
            return List.of();
        }
        return lines;
    }
}
