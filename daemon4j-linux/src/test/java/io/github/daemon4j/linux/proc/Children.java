/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Starts real processes and ends every one of them when closed. */
final class Children implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 30;

    private final List<Process> started = new ArrayList<>();

    Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    /** Runs a command to its end and returns what it wrote. */
    String run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with "
                    + (process.isAlive() ? "nothing in time" : process.exitValue()) + " and wrote: " + output);
        }
        return output;
    }

    /** The first line a child writes: it has come that far. */
    static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** Asks until the answer is yes. */
    static void await(String what, Supplier<Boolean> condition, Supplier<Object> seen) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.get()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + DEADLINE_SECONDS + " s: " + what + ". Seen: " + seen.get());
            }
            Thread.onSpinWait();
        }
    }

    /** A command line that starts a main class of this module in a JVM of its own, readable for every user. */
    static List<String> java(Path copy, Class<?> main, String... arguments) throws IOException {
        StringBuilder classPath = new StringBuilder();
        int n = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.contains("daemon4j-") || entry.contains("jna")) {
                Path target = copy.resolve("cp" + n++ + (entry.endsWith(".jar") ? ".jar" : ""));
                copyTree(Path.of(entry), target);
                classPath.append(classPath.isEmpty() ? "" : File.pathSeparator).append(target);
            }
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData", // its warnings about pids of other namespaces go to the standard output
                "-Djava.io.tmpdir=/tmp",
                "-cp",
                classPath.toString(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (Process process : started) {
            process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
