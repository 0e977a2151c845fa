/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.RoleFinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one process that are read when asked for, a file at a time. A file is kept only if the process is still the one
 * whose {@code stat} was read first: otherwise it is {@link Reason#GONE}, or {@link Reason#FORBIDDEN} if the stat may no longer
 * be read.
 */
final class Facts {

    private final ProcBackend backend;
    private final ProcFiles files;
    private final Stat stat;
    private final Map<ProcessFile, Fact<?>> kept = new EnumMap<>(ProcessFile.class);
    private @Nullable RoleFinding role;

    Facts(ProcBackend backend, Stat stat) {
        this.backend = backend;
        files = backend.files();
        this.stat = stat;
    }

    synchronized RoleFinding role(LinuxProcess process, LongFunction<@Nullable Stat> others) {
        RoleFinding known = role;
        if (known == null) {
            known = Roles.decide(process, others);
            role = known;
        }
        return known;
    }

    /** What a file says. The caller knows of which type it is: {@link #read} makes one type of each file. */
    @SuppressWarnings("unchecked")
    <T> Fact<T> of(ProcessFile file) {
        return (Fact<T>) fact(file);
    }

    private synchronized Fact<?> fact(ProcessFile file) {
        Fact<?> known = kept.get(file);
        if (known == null) {
            known = stat.isDenied() && file != ProcessFile.OWNER
                    ? new Missing<>(Reason.FORBIDDEN)
                    : checked(file, read(file));
            kept.put(file, known);
        }
        return known;
    }

    /**
     * Reads several files and asks only once whether they are all of one process: its directory must still be the one it
     * was before the stat was read. It is not if the process has ended, or if the kernel was short of memory and forgot
     * the inode: then each file is checked by itself when it is asked for.
     *
     * @param directory the {@link ProcFiles#directoryKey} from before
     * @param owner what was read with it, if that is asked for
     */
    synchronized void readTogether(ProcessFile[] together, Object directory, @Nullable Fact<Owner> owner) {
        if (stat.isDenied()) {
            return;
        }
        for (ProcessFile file : together) {
            if (file != ProcessFile.STAT) {
                kept.put(
                        file,
                        file == ProcessFile.OWNER && owner != null ? owner : withoutMemory(file, read(file), stat));
            }
        }
        if (!directory.equals(files.directoryKey(stat.pid))) {
            kept.clear();
        }
    }

    private Fact<?> checked(ProcessFile file, Fact<?> reading) {
        Stat now = reading.is(Reason.GONE) ? null : files.stat(stat.pid);
        if (now != null && now.startTicks == stat.startTicks) {
            return withoutMemory(file, reading, now);
        }
        boolean unreadable = now == null ? backend.isHidden(stat.pid) : now.isDenied();
        return new Missing<>(unreadable ? Reason.FORBIDDEN : Reason.GONE);
    }

    /** The kernel refuses what lies in a memory that is not there with ESRCH or EACCES, as its version goes. */
    private static Fact<?> withoutMemory(ProcessFile file, Fact<?> reading, Stat now) {
        boolean inMemory = switch (file) {
            case ENVIRONMENT, EXECUTABLE, MEMORY -> true;
            default -> false;
        };
        return inMemory && now.hasNoMemory() ? new Missing<>(Reason.NONE) : reading;
    }

    private Fact<?> read(ProcessFile file) {
        return switch (file) {
            case OWNER -> files.owner(stat.pid);
            case EXECUTABLE, WORKING_DIRECTORY, ROOT -> files.link(stat.pid, file.fileName());
            case DESCRIPTORS -> files.directory(stat.pid, file).map(this::descriptors);
            case THREADS -> files.directory(stat.pid, file).map(Facts::numbers);
            case NAMESPACES -> files.namespaces(stat.pid);
            default -> parsed(file);
        };
    }

    private Fact<?> parsed(ProcessFile file) {
        return files.file(stat.pid, file).map(buffer -> FactParsers.parse(file, buffer.bytes, buffer.length));
    }

    private static List<Long> numbers(List<String> names) {
        List<Long> numbers = new ArrayList<>(names.size());
        for (String name : names) {
            numbers.add(Long.valueOf(name));
        }
        Collections.sort(numbers);
        return List.copyOf(numbers);
    }

    private List<DescriptorEntry> descriptors(List<String> names) {
        List<DescriptorEntry> found = new ArrayList<>(names.size());
        for (String name : names) {
            // A link that is missing was closed since the directory was read.
            files.link(stat.pid, "fd/" + name).ifKnown(target -> found.add(descriptor(Integer.parseInt(name), target)));
        }
        found.sort(Comparator.comparingInt(DescriptorEntry::number));
        return List.copyOf(found);
    }

    private DescriptorEntry descriptor(int number, Path target) {
        String link = "fd/" + number;
        String text = Links.text(target);
        return new DescriptorEntry(
                number,
                text,
                backend.terminals().isTerminal(stat.pid, link, text),
                target.isAbsolute() && Links.endsWithDeleted(target) && files.isDeleted(stat.pid, link, target));
    }
}
