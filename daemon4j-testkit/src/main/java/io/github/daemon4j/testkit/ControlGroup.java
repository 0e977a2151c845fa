/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A control group for the children of one scope below the group of the test's JVM, or for one child below that of its scope
 * (cgroups(7), version 2). What is started in it stays in it, whatever it does to its session and its environment. Only root,
 * or who has been given a group of his own to divide, can make one.
 *
 * <p>Names are safe here: below a group there are groups and the kernel's files, no links, and rmdir(2) is all that removes.
 */
record ControlGroup(Path directory) {

    private static final String MEMBERS = "cgroup.procs";

    /** A new group below that of this JVM; empty where none can be made. */
    static Optional<ControlGroup> create(String name) {
        try {
            return ofThisJvm(
                            Files.readAllLines(Path.of("/proc/self/mountinfo")),
                            Files.readString(Path.of("/proc/self/cgroup")))
                    .map(ControlGroup::new)
                    .flatMap(group -> group.createBelow(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the group of this JVM is a directory, from /proc/self/mountinfo and /proc/self/cgroup (proc(5), cgroups(7)). */
    static Optional<Path> ofThisJvm(List<String> mounts, String groups) {
        Optional<String> group = groups.lines()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::/".length()))
                // Outside the cgroup namespace (cgroup_namespaces(7)): the mount shows nothing of it, and what ".."
                // leads to
                // from there is any directory.
                .filter(name -> !List.of(name.split("/", -1)).contains(".."))
                .findFirst();
        return mounts.stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> line.split(" ", 6))
                // A mount of a part of the hierarchy is a container's; its own group is the root then, or not to be
                // seen.
                .filter(fields -> fields[3].equals("/"))
                .findFirst()
                .flatMap(fields -> group.map(Path.of(fields[4])::resolve));
    }

    /** A new group below this one; empty where none can be made. */
    Optional<ControlGroup> createBelow(String name) {
        try {
            return Optional.of(new ControlGroup(Files.createDirectory(directory.resolve(name))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Moves a process here; those it starts from now on are born here. Does nothing if the process may not be moved. */
    void add(long pid) {
        try {
            Files.writeString(directory.resolve(MEMBERS), Long.toString(pid));
        } catch (IOException e) {
            // It has ended, or the group is of a kind that takes no processes: mark and session still tell whose it is.
        }
    }

    /** The processes in the group and in those made below it. */
    Set<Long> members() {
        Set<Long> pids = new HashSet<>();
        for (Path group : groups()) {
            try {
                Files.readAllLines(group.resolve(MEMBERS)).forEach(pid -> pids.add(Long.parseLong(pid)));
            } catch (IOException e) {
                // It was removed since it was listed, and so had no members.
            }
        }
        return pids;
    }

    /** Removes the group; {@code false} while it has members. */
    boolean remove() {
        for (Path group : groups()) {
            try {
                Files.deleteIfExists(group);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** The group and those below it, the innermost first. */
    private List<Path> groups() {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
