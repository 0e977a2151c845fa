/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files that tell what systemd and logind will do, read without asking either: there may be no bus, and no time. For
 * the same reason by java.io, most of which is in every JVM already.
 */
final class SystemdFiles {

    /** Where configuration is, the strongest first. */
    private static final List<String> CONFIGURATION =
            List.of("etc/systemd", "run/systemd", "usr/local/lib/systemd", "usr/lib/systemd");

    /** Where units are, the strongest first; systemd.unit(5). */
    private static final List<String> SYSTEM_UNITS = List.of(
            "etc/systemd/system.control",
            "run/systemd/system.control",
            "run/systemd/transient",
            "etc/systemd/system",
            "run/systemd/system",
            "run/systemd/generator",
            "usr/local/lib/systemd/system",
            "usr/lib/systemd/system",
            "lib/systemd/system",
            "run/systemd/generator.late");

    private final File root;

    /** @param root {@code /}, or a copy of what is read below it */
    SystemdFiles(File root) {
        this.root = root;
    }

    /**
     * A user, as /etc/passwd has it.
     *
     * @param name the name, or the number if nothing tells the name
     * @param home the directory; null if nothing tells it
     */
    record User(String name, @Nullable String home) {}

    ControlGroupPath ownControlGroup() {
        return ControlGroupPath.of(lines(new File(root, "proc/self/cgroup")));
    }

    /** Finds a user: one that is in no file of this machine has a name here while logged in. */
    User user(long uid) {
        String home = null;
        String name = null;
        for (String line : lines(new File(root, "etc/passwd"))) {
            String[] fields = line.split(":", -1); // one character: no regular expression
            if (fields.length > 5 && fields[2].equals(Long.toString(uid))) {
                name = fields[0];
                home = fields[5];
                break;
            }
        }
        for (String line : name != null ? List.<String>of() : lines(new File(root, "run/systemd/users/" + uid))) {
            if (line.startsWith("NAME=")) {
                name = line.substring("NAME=".length());
            }
        }
        return new User(name == null ? Long.toString(uid) : name, home);
    }

    boolean lingers(User user) {
        return new File(root, "var/lib/systemd/linger/" + user.name()).exists();
    }

    /** What logind was told when it was started or last reloaded, if nobody has changed it since. */
    LogindConfiguration logind() {
        return LogindConfiguration.of(settings(CONFIGURATION, List.of("logind.conf")));
    }

    /** How a service of the system is stopped; null if its unit is in no file. */
    @Nullable
    String killMode(String service) {
        return setting(service, SYSTEM_UNITS, "KillMode", "control-group");
    }

    /** When a service is started again, {@code no} if never; null if its unit is in no file. */
    @Nullable
    String restart(ControlGroupPath place, String service) {
        List<String> directories = place.uid() < 0 ? SYSTEM_UNITS : units(place.uid(), user(place.uid()));
        return setting(service, directories, "Restart", "no");
    }

    /** How a service of a user is stopped; null if its unit is in no file. */
    @Nullable
    String killMode(String service, long uid, User user) {
        return setting(service, units(uid, user), "KillMode", "control-group");
    }

    /** Where units of a user are, the strongest first; systemd.unit(5). */
    private static List<String> units(long uid, User user) {
        List<String> directories = new ArrayList<>();
        String own = "run/user/" + uid + "/systemd/";
        if (user.home() != null && user.home().startsWith("/")) {
            directories.add(user.home().substring(1) + "/.config/systemd/user.control");
        }
        directories.add(own + "user.control");
        directories.add(own + "transient");
        if (user.home() != null && user.home().startsWith("/")) {
            directories.add(user.home().substring(1) + "/.config/systemd/user");
        }
        directories.add("etc/systemd/user");
        directories.add(own + "user");
        directories.add("run/systemd/user");
        directories.add(own + "generator");
        if (user.home() != null && user.home().startsWith("/")) {
            directories.add(user.home().substring(1) + "/.local/share/systemd/user");
        }
        directories.add("usr/local/lib/systemd/user");
        directories.add("usr/lib/systemd/user");
        directories.add(own + "generator.late");
        return directories;
    }

    private @Nullable String setting(String service, List<String> directories, String key, String byDefault) {
        List<String> names = new ArrayList<>(List.of(service));
        int at = service.indexOf('@');
        if (at > 0) {
            names.add(service.substring(0, at + 1) + ".service");
        }
        if (find(directories, names) == null) {
            return null;
        }
        String value = byDefault;
        for (Setting setting : settings(directories, names)) {
            if (setting.is("Service", key)) {
                value = setting.value().isEmpty() ? byDefault : setting.value();
            }
        }
        return value;
    }

    /**
     * The settings of a file and of its drop-ins, the strongest last: of the file only the first that is found, of drop-ins
     * all, in the order of their own names whatever directory they are in, but of one name only the first.
     *
     * @param names of the file, the strongest first
     */
    private List<Setting> settings(List<String> directories, List<String> names) {
        List<Setting> settings = new ArrayList<>();
        File file = find(directories, names);
        if (file != null) {
            settings.addAll(Setting.of(lines(file)));
        }
        Map<String, File> dropIns = new TreeMap<>();
        for (String name : names) {
            for (String directory : directories) {
                File dropInsHere = new File(root, directory + "/" + name + ".d");
                String[] found = dropInsHere.list();
                for (String each : found == null ? new String[0] : found) {
                    if (each.endsWith(".conf")) {
                        dropIns.putIfAbsent(each, new File(dropInsHere, each));
                    }
                }
            }
        }
        for (File dropIn : dropIns.values()) {
            settings.addAll(Setting.of(lines(dropIn)));
        }
        return settings;
    }

    private @Nullable File find(List<String> directories, List<String> names) {
        for (String name : names) {
            for (String directory : directories) {
                File file = new File(root, directory + "/" + name);
                if (file.exists()) {
                    return file;
                }
            }
        }
        return null;
    }

    private static List<String> lines(File file) {
        List<String> lines = new ArrayList<>();
        String text = text(file);
        int from = 0;
        while (from < text.length()) {
            int newline = text.indexOf('\n', from);
            int end = newline < 0 ? text.length() : newline;
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }

    /** What is in it; nothing if it cannot be read. */
    static String text(File file) {
        if (!file.exists()) {
            return "";
        }
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException forbidden) {
            return "";
        }
    }
}
