/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessAccessException;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what processes look like to the user, namespace and mount it runs in: lines {@code fact=value}. */
final class ShowProcess {

    private ShowProcess() {}

    /** Takes a pid, or {@code self}. */
    public static void main(String[] arguments) {
        Optional<ProcessInfo> found = arguments[0].equals("self")
                ? Optional.of(ProcessInfo.current())
                : ProcessInfo.of(Long.parseLong(arguments[0]));
        ProcessInfo self = ProcessInfo.current();
        print("selfPid", self.pid());
        print("selfHandlePid", ProcessHandle.current().pid());
        print("selfStart", self.startTime().value().toEpochMilli());
        print("selfStartAgain", self.startTime().value().toEpochMilli());
        print("selfParent", self.parent().map(ProcessInfo::pid).orElse(-1L));
        print("selfAncestors", self.ancestors().size());
        print("now", System.currentTimeMillis());
        print("tableSize", ProcessTable.snapshot().size());
        print("tableRoots", ProcessTable.snapshot().roots().size());
        print("present", found.isPresent());
        found.ifPresent(ShowProcess::show);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void show(ProcessInfo process) {
        print("state", process.state());
        print("role", process.role());
        print("explain", process.explainRole());
        print("parent", process.parentPid());
        print("user", process.user().orElseGet(Enum::name));
        print("command", process.command());
        print("arguments", process.commandLine().map(List::size).orElse(-1));
        print("executable", Shown.how(process.executable()));
        print("startTime", Shown.how(process.startTime()));
        print("terminal", Shown.how(process.terminal()));
        print("targets", ascii(process.descriptors().toString()));
        print("namespacePids", process.namespacePids().orElse(List.of()));
        print("alive", process.isAlive());
        for (ProcessFile file : ProcessFile.values()) {
            print(file.name(), Shown.how(Shown.from(file, process)));
        }
        try {
            print("signal", process.signal(Signal.WINCH));
        } catch (ProcessAccessException e) {
            print("signal", e.getMessage());
        }
    }

    /** The output's encoding is the locale's, which may be ASCII. */
    private static String ascii(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 128 ? Character.toString(c) : "<" + Integer.toHexString(c) + ">"));
        return escaped.toString();
    }

    private static void print(String fact, @Nullable Object value) {
        System.out.println(fact + "=" + value);
    }
}
