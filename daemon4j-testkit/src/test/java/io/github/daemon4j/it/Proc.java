/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.testkit.ObservedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A process from outside, as the kernel shows it: read here anew, so that the product is not its own witness. */
record Proc(long pid) {

    static Proc of(ObservedProcess process) {
        return new Proc(process.pid());
    }

    private Path directory() {
        return Path.of("/proc", Long.toString(pid));
    }

    boolean exists() {
        return Files.exists(directory());
    }

    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(directory().resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String text(String file) {
        return new String(bytes(file), StandardCharsets.ISO_8859_1);
    }

    /** The line of /proc/PID/status with that key, without the key. */
    String status(String key) {
        for (String line : text("status").split("\n", -1)) {
            if (line.startsWith(key + ":")) {
                return line.substring(key.length() + 1).trim();
            }
        }
        throw new AssertionError("no " + key + " in /proc/" + pid + "/status");
    }

    long mask(String key) {
        return Long.parseUnsignedLong(status(key), 16);
    }

    /** A field of /proc/PID/stat, numbered as in proc(5): 4 is the parent, 5 the group, 6 the session, 7 the terminal. */
    long stat(int number) {
        String stat = text("stat");
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number - 3]);
    }

    long parent() {
        return stat(4);
    }

    long session() {
        return stat(6);
    }

    String link(String name) {
        try {
            return Files.readSymbolicLink(directory().resolve(name)).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The command line as it is, without the last terminator. */
    List<String> commandLine() {
        String all = text("cmdline");
        List<String> arguments = new ArrayList<>(List.of(all.split("\0", -1)));
        arguments.remove(arguments.size() - 1);
        return arguments;
    }

    Optional<String> environment(String variable) {
        for (String entry : text("environ").split("\0", -1)) {
            if (entry.startsWith(variable + "=")) {
                return Optional.of(entry.substring(variable.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** What each open descriptor leads to. */
    Map<Integer, String> descriptors() {
        Map<Integer, String> descriptors = new TreeMap<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory().resolve("fd"))) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)) {
                    descriptors.put(
                            Integer.valueOf(entry.getFileName().toString()),
                            Files.readSymbolicLink(entry).toString());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return descriptors;
    }

    /** The flags a descriptor was opened with. */
    int flags(int descriptor) {
        for (String line : text("fdinfo/" + descriptor).split("\n", -1)) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).trim(), 8);
            }
        }
        throw new AssertionError("no flags of descriptor " + descriptor);
    }

    /** The soft limit of a resource as /proc/PID/limits names it. */
    String softLimit(String resource) {
        for (String line : text("limits").split("\n", -1)) {
            if (line.startsWith(resource)) {
                return line.substring(resource.length()).trim().split(" +", -1)[0];
            }
        }
        throw new AssertionError("no limit " + resource);
    }
}
