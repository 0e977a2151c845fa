/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.spi.ProcessView;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

/** What users see of views that are not of this machine's own backend: the api makes these types for itself alone. */
final class Shown {

    private Shown() {}

    static ProcessInfo process(ProcessView view) {
        try {
            Constructor<ProcessInfo> made = ProcessInfo.class.getDeclaredConstructor(ProcessView.class);
            made.setAccessible(true);
            return made.newInstance(view);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The api has changed", e);
        }
    }

    static ProcessTable table(List<ProcessView> views) {
        try {
            Method made = ProcessTable.class.getDeclaredMethod("ofViews", List.class);
            made.setAccessible(true);
            return (ProcessTable) made.invoke(null, views);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The api has changed", e);
        }
    }

    /** One fact from a file: the others are there or missing with it. */
    static Fact<?> from(ProcessFile file, ProcessInfo process) {
        return switch (file) {
            case STAT -> process.nice();
            case OWNER -> process.effectiveUid();
            case STATUS -> process.tracerPid();
            case COMMAND_LINE -> process.commandLine();
            case ENVIRONMENT -> process.environment();
            case EXECUTABLE -> process.executable();
            case WORKING_DIRECTORY -> process.workingDirectory();
            case ROOT -> process.root();
            case DESCRIPTORS -> process.descriptors();
            case CGROUP -> process.cgroups();
            case NAMESPACES -> process.namespaces();
            case LIMITS -> process.limits();
            case IO -> process.io();
            case MEMORY -> process.memory();
            case OOM_SCORE -> process.oomScore();
            case OOM_SCORE_ADJUST -> process.oomScoreAdjust();
            case THREADS -> process.threadIds();
        };
    }

    /** {@code KNOWN}, or the reason. */
    static String how(Fact<?> fact) {
        return fact instanceof Fact.Missing<?> missing ? missing.reason().name() : "KNOWN";
    }
}
