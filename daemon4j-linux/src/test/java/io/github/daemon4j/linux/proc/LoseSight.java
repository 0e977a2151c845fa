/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.Signal;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Looks at a living child, can then no longer look at it, and tells what it makes of that: lines {@code fact=value}. */
final class LoseSight {

    private LoseSight() {}

    /** Takes a copy of cat that its user may run and not read, or {@code descriptors}. */
    public static void main(String[] arguments) throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "echo up; read line; exec \"$0\"", arguments[0]).start();
        // Ends with its input: the JDK kills no child whose start time it cannot read.
        try (OutputStream in = child.getOutputStream()) {
            Children.firstLine(child);
            ProcessInfo seen = ProcessInfo.of(child.pid()).orElseThrow();
            if (arguments[0].equals("descriptors")) {
                withoutDescriptors(seen);
            } else {
                in.write('\n');
                in.flush();
                Children.await(
                        "a child that may not be read",
                        () -> ProcessInfo.of(child.pid()).orElseThrow().state() == ProcessInfo.State.UNKNOWN,
                        () -> ProcessInfo.of(child.pid()));
                tell(seen).forEach(System.out::println);
            }
            System.out.println("lives=" + child.isAlive());
        }
        child.waitFor();
    }

    /** All that the telling needs is loaded by a first telling: a class file takes a descriptor too. */
    private static void withoutDescriptors(ProcessInfo seen) throws Exception {
        for (String name :
                List.of("libc.Errno", "libc.ErrnoException", "proc.MalformedProcFileException", "proc.Owner")) {
            Class.forName("io.github.daemon4j.linux." + name);
        }
        for (String name : List.of("ProcessAccessException", "Fact$Known", "Fact$Missing")) {
            Class.forName("io.github.daemon4j." + name);
        }
        tell(seen);
        Children.await("the wait to be given up", LoseSight::noneWaits, Thread::getAllStackTraces);
        ProcessInfo fresh = ProcessInfo.of(seen.pid()).orElseThrow();
        List<Closeable> all = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try {
            while (true) {
                all.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            told.addAll(tell(fresh));
            told.add("find=" + attempt(() -> ProcessInfo.of(fresh.pid()).isPresent()));
            all.remove(0).close(); // the pidfd takes it
            told.add("signalWithOneLeft=" + attempt(() -> fresh.signal(Signal.WINCH)));
            told.add("onExitWithOneLeft=" + attempt(() -> hasEnded(fresh)));
        }
        for (Closeable one : all) {
            one.close();
        }
        told.forEach(System.out::println);
        System.out.println("statusLater=" + Shown.how(fresh.umask()));
    }

    private static List<String> tell(ProcessInfo process) {
        List<String> told = new ArrayList<>(Arrays.asList(
                "signal=" + attempt(() -> process.signal(Signal.WINCH)),
                "onExit=" + attempt(() -> hasEnded(process)),
                "alive=" + attempt(process::isAlive)));
        for (ProcessFile file :
                List.of(ProcessFile.STATUS, ProcessFile.ENVIRONMENT, ProcessFile.DESCRIPTORS, ProcessFile.NAMESPACES)) {
            told.add(file + "=" + attempt(() -> Shown.how(Shown.from(file, process))));
        }
        return told;
    }

    private static boolean hasEnded(ProcessInfo process) {
        CompletableFuture<ProcessInfo> exit = process.onExit();
        boolean ended = exit.isDone();
        exit.cancel(false); // else the next question joins this one and needs no descriptor
        return ended;
    }

    private static boolean noneWaits() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("daemon4j process exits"));
    }

    private static String attempt(Callable<Object> question) {
        try {
            return String.valueOf(question.call());
        } catch (Exception e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
