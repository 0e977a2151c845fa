/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The little of {@code /proc} the kit needs to find and end processes. Its own, so that a fault in the library under test
 * cannot hide a process from the tests.
 */
final class ProcFs {

    /** What a pidfd's {@code Pid:} says when the process is gone. */
    static final long REAPED = -1;

    private static final Path ROOT = Path.of("/proc");

    /** Neither runs nor waits for a processor or a disk. */
    private static final Pattern SLEEPS = Pattern.compile("^State:\\t[^RD]", Pattern.MULTILINE);

    /** The third bit is that of SIGQUIT. */
    private static final Pattern CATCHES_QUIT = Pattern.compile("^SigCgt:\\t[0-9a-f]+[4-7c-f]$", Pattern.MULTILINE);

    private ProcFs() {}

    /**
     * A process at one moment, from {@code /proc/PID/stat}.
     *
     * @param state that of its main thread
     * @param threads how many there are, a main thread that has ended included
     * @param startTicks clock ticks from boot to its start; with the pid, its identity
     */
    record Stat(
            long pid, char state, long parent, long group, long session, int terminal, int threads, long startTicks) {

        /** A zombie has ended; only its parent has not asked yet. It has not while threads of it are left. */
        boolean isAlive() {
            return isMainThreadAlive() || (state == 'Z' && threads > 1);
        }

        boolean isMainThreadAlive() {
            return state != 'Z' && state != 'X';
        }

        /** Its main thread computes, waits for a processor to do so, or for a disk. */
        boolean isBusy() {
            return state == 'R' || state == 'D';
        }

        boolean isSessionLeader() {
            return pid == session;
        }

        boolean isSameProcessAs(Stat other) {
            return pid == other.pid && startTicks == other.startTicks;
        }
    }

    static List<Stat> processes() {
        List<Stat> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            for (Path entry : entries) {
                stat(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("Cannot list " + ROOT + ": the kit needs it to find processes", e);
        }
        return all;
    }

    /** Empty if there is no such process. */
    static Optional<Stat> stat(long pid) {
        return parse(pid, read(pid, "stat"));
    }

    private static Optional<Stat> parse(long pid, String stat) {
        // The name may hold spaces, newlines and parentheses: only the last one closes it.
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return Optional.empty();
        }
        String[] fields = stat.substring(name + 2).split(" ", -1);
        return Optional.of(new Stat(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[17]),
                Long.parseLong(fields[19])));
    }

    /** Whether there is an environment that may be read. */
    static boolean hasEnvironment(long pid) {
        return !read(pid, "environ").isEmpty() || !environmentOfThreads(pid).isEmpty();
    }

    /** Whether the environment the process was started with holds a string that starts so. */
    static boolean environmentHas(long pid, String prefix) {
        String environment = read(pid, "environ");
        if (environment.isEmpty()) {
            environment = environmentOfThreads(pid);
        }
        return environment.startsWith(prefix) || environment.contains("\0" + prefix);
    }

    /** The main thread shows none when it has ended, though the others still have the memory it is in. */
    private static String environmentOfThreads(long pid) {
        if (stat(pid)
                .filter(stat -> stat.isAlive() && !stat.isMainThreadAlive())
                .isEmpty()) {
            return "";
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(ROOT.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                String environment = read(pid, "task/" + thread.getFileName() + "/environ");
                if (!environment.isEmpty()) {
                    return environment;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended in between.
        }
        return "";
    }

    /**
     * The process a pidfd of this JVM means, as this {@code /proc} numbers it (proc_pid_fdinfo(5)): {@link #REAPED}, or 0 if
     * it has no number here.
     */
    static long pidBehind(int descriptor) {
        return pidIn(read("self", "fdinfo/" + descriptor));
    }

    /** The {@code Pid:} of a pidfd's fdinfo; 0 if there is none. */
    static long pidIn(String fdinfo) {
        return fdinfo.lines()
                .filter(line -> line.startsWith("Pid:"))
                .map(line -> Long.parseLong(line.substring("Pid:".length()).strip()))
                .findFirst()
                .orElse(0L);
    }

    /** The command line for a human; the name in brackets if it has none. */
    static String commandLine(long pid) {
        String arguments = read(pid, "cmdline");
        return arguments.isEmpty()
                ? "[" + read(pid, "comm").strip() + "]"
                : arguments.replace('\0', ' ').replace('\n', ' ').strip();
    }

    /**
     * Whether it is a JVM of this JVM's user that writes down what its threads do when it is asked: it is not suspended, and
     * SIGQUIT, which would end any other process, is caught.
     */
    static boolean writesThreadDumps(Stat stat) {
        Path process = ROOT.resolve(Long.toString(stat.pid()));
        try {
            return stat.state() != 'T'
                    && Files.readSymbolicLink(process.resolve("exe")).endsWith("java")
                    && Files.getAttribute(process, "unix:uid")
                            .equals(Files.getAttribute(ROOT.resolve("self"), "unix:uid"))
                    && CATCHES_QUIT.matcher(read(stat.pid(), "status")).find();
        } catch (IOException e) {
            return false; // it has ended in between, or is somebody else's
        }
    }

    /** The regular files of a user that the process has open for writing, as far as its descriptors may be read. */
    static List<String> writableFilesOf(long pid, int uid) {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(ROOT.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                String number = descriptor.getFileName().toString();
                if (isOpenForWriting(read(pid, "fdinfo/" + number))
                        && Files.isRegularFile(descriptor)
                        && Files.getAttribute(descriptor, "unix:uid").equals(uid)) {
                    files.add(number + " -> " + Files.readSymbolicLink(descriptor));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return files; // closed or gone in between
        }
        return files;
    }

    /** O_ACCMODE is the last octal digit's two low bits: O_RDONLY is 0. */
    private static boolean isOpenForWriting(String fdinfo) {
        return fdinfo.lines()
                .filter(line -> line.startsWith("flags:"))
                .anyMatch(line -> (line.charAt(line.length() - 1) & 3) != 0);
    }

    /** The file {@code status} of each of its threads: how it is named, by its first 15 bytes, and for {@link #areAtRest}. */
    static List<String> threadStatus(long pid) {
        List<String> contents = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(ROOT.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                contents.add(read(pid, "task/" + thread.getFileName() + "/status"));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return contents; // it has ended in between
        }
        return contents;
    }

    /**
     * Whether all threads of a process slept at one instant. To find each asleep is not enough: they are read one after the
     * other, and one may wake another that was read before. So they are read twice: {@code status} counts how often a
     * thread has run, and where nothing differs, none has in between.
     */
    static boolean areAtRest(List<String> before, List<String> after) {
        return !before.isEmpty()
                && before.equals(after)
                && before.stream().allMatch(status -> SLEEPS.matcher(status).find());
    }

    /** Empty as well when the process is gone or cannot be read. */
    private static String read(long pid, String file) {
        return read(Long.toString(pid), file);
    }

    private static String read(String process, String file) {
        try {
            return new String(Files.readAllBytes(ROOT.resolve(process).resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
