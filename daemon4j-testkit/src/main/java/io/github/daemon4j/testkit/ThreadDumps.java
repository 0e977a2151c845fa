/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import io.github.daemon4j.testkit.ProcFs.Stat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the threads of JVMs do, for the message of a wait that was in vain: the {@code jstack} of the JDK that runs the test
 * asks them, if it has one.
 */
final class ThreadDumps {

    private static final Path JSTACK = Path.of(System.getProperty("java.home"), "bin", "jstack");

    /** For all together: who waits for the message has waited long enough. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ThreadDumps() {}

    /** Those of the JVMs among these; nothing if there is none. */
    static String of(List<Stat> processes) {
        if (!Files.isExecutable(JSTACK)) {
            return "";
        }
        Deadline deadline = Deadline.after(PATIENCE);
        return processes.stream()
                .filter(ProcFs::writesThreadDumps)
                .map(jvm -> "Threads of " + jvm.pid() + ":\n"
                        + ask(jvm.pid(), deadline).indent(2))
                .collect(Collectors.joining());
    }

    private static String ask(long pid, Deadline deadline) {
        try {
            Path answer = Files.createTempFile("daemon4j-testkit-", ".threads");
            try {
                Process jstack = new ProcessBuilder(JSTACK.toString(), Long.toString(pid))
                        .redirectErrorStream(true)
                        .redirectOutput(answer.toFile())
                        .start();
                return endsBy(deadline, jstack) ? javaThreads(Files.readString(answer)) : "(it did not answer jstack)";
            } finally {
                Files.delete(answer);
            }
        } catch (IOException e) {
            return "(" + e + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "(interrupted)";
        }
    }

    private static boolean endsBy(Deadline deadline, Process jstack) throws InterruptedException {
        try {
            return jstack.waitFor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            jstack.destroyForcibly();
        }
    }

    /** Without those of the JVM itself, which have no frames; all that was said if there are no frames at all. */
    private static String javaThreads(String answer) {
        String threads = Stream.of(answer.split("\n\n", -1))
                .filter(paragraph -> paragraph.contains("\tat "))
                .collect(Collectors.joining("\n\n"));
        return threads.isEmpty() ? answer : threads;
    }
}
