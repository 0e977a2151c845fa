/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Availability;
import io.github.daemon4j.CgroupMembership;
import io.github.daemon4j.IoCounters;
import io.github.daemon4j.MemoryUsage;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessFile;
import io.github.daemon4j.ResourceLimit;
import io.github.daemon4j.RoleEvidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one process that are read when asked for, one {@link Reading} a file. A file is kept only if the process is
 * still the one whose {@code stat} was read first: otherwise its facts are {@link Availability#GONE}, or
 * {@link Availability#DENIED} if the stat may no longer be read.
 */
final class Facts {

    private final ProcBackend backend;
    private final ProcFiles files;
    private final Stat stat;
    private final Map<ProcessFile, Reading<?>> readings = new EnumMap<>(ProcessFile.class);
    private @Nullable RoleEvidence role;

    Facts(ProcBackend backend, Stat stat) {
        this.backend = backend;
        files = backend.files();
        this.stat = stat;
    }

    Availability availability(ProcessFile file) {
        return reading(file).availability();
    }

    @Nullable
    Status status() {
        return reading(ProcessFile.STATUS).value() instanceof Status status ? status : null;
    }

    @Nullable
    Owner owner() {
        return reading(ProcessFile.OWNER).value() instanceof Owner owner ? owner : null;
    }

    byte @Nullable [] commandLine() {
        return reading(ProcessFile.COMMAND_LINE).value() instanceof byte[] raw ? raw : null;
    }

    @Nullable
    Map<String, String> environment() {
        return reading(ProcessFile.ENVIRONMENT).value() instanceof byte[] raw ? FactParsers.environment(raw) : null;
    }

    @Nullable
    Path link(ProcessFile file) {
        return reading(file).value() instanceof Path path ? path : null;
    }

    @Nullable
    MemoryUsage memory() {
        return reading(ProcessFile.MEMORY).value() instanceof MemoryUsage memory ? memory : null;
    }

    @Nullable
    IoCounters io() {
        return reading(ProcessFile.IO).value() instanceof IoCounters io ? io : null;
    }

    @SuppressWarnings("unchecked") // read() puts nothing else there
    @Nullable
    List<OpenDescriptor> openDescriptors() {
        return (List<OpenDescriptor>) reading(ProcessFile.DESCRIPTORS).value();
    }

    List<CgroupMembership> cgroups() {
        return list(ProcessFile.CGROUP);
    }

    List<ResourceLimit> limits() {
        return list(ProcessFile.LIMITS);
    }

    List<Long> threadIds() {
        return list(ProcessFile.THREADS);
    }

    @SuppressWarnings("unchecked") // read() puts nothing else there
    Map<String, Long> namespaces() {
        Map<String, Long> found =
                (Map<String, Long>) reading(ProcessFile.NAMESPACES).value();
        return found == null ? Map.of() : found;
    }

    OptionalInt number(ProcessFile file) {
        return reading(file).value() instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }

    synchronized RoleEvidence role(LinuxProcess process, Relatives relatives) {
        RoleEvidence known = role;
        if (known == null) {
            known = Roles.decide(process, relatives);
            role = known;
        }
        return known;
    }

    @SuppressWarnings("unchecked") // read() puts nothing else there
    private <T> List<T> list(ProcessFile file) {
        List<T> found = (List<T>) reading(file).value();
        return found == null ? List.of() : found;
    }

    private synchronized Reading<?> reading(ProcessFile file) {
        Reading<?> known = readings.get(file);
        if (known == null) {
            known = stat.isDenied() && file != ProcessFile.OWNER
                    ? Reading.missing(Availability.DENIED)
                    : checked(file, read(file));
            readings.put(file, known);
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
    synchronized void readTogether(ProcessFile[] together, Object directory, @Nullable Reading<Owner> owner) {
        if (stat.isDenied()) {
            return;
        }
        for (ProcessFile file : together) {
            if (file != ProcessFile.STAT) {
                readings.put(
                        file,
                        file == ProcessFile.OWNER && owner != null ? owner : withoutMemory(file, read(file), stat));
            }
        }
        if (!directory.equals(files.directoryKey(stat.pid))) {
            readings.clear();
        }
    }

    private Reading<?> checked(ProcessFile file, Reading<?> reading) {
        Stat now = reading.availability() == Availability.GONE ? null : files.stat(stat.pid);
        if (now != null && now.startTicks == stat.startTicks) {
            return withoutMemory(file, reading, now);
        }
        boolean unreadable = now == null ? backend.isHidden(stat.pid) : now.isDenied();
        return Reading.missing(unreadable ? Availability.DENIED : Availability.GONE);
    }

    /** The kernel refuses what lies in a memory that is not there with ESRCH or EACCES, as its version goes. */
    private static Reading<?> withoutMemory(ProcessFile file, Reading<?> reading, Stat now) {
        boolean inMemory = switch (file) {
            case ENVIRONMENT, EXECUTABLE, MEMORY -> true;
            default -> false;
        };
        return inMemory && now.hasNoMemory() ? Reading.missing(Availability.NONE) : reading;
    }

    private Reading<?> read(ProcessFile file) {
        return switch (file) {
            case OWNER -> files.owner(stat.pid);
            case EXECUTABLE, WORKING_DIRECTORY, ROOT -> files.link(stat.pid, file.fileName());
            case DESCRIPTORS -> descriptors();
            case THREADS -> threads();
            case NAMESPACES -> files.namespaces(stat.pid);
            default -> parsed(file);
        };
    }

    private Reading<?> parsed(ProcessFile file) {
        Reading<ProcFiles.Buffer> read = files.file(stat.pid, file);
        ProcFiles.Buffer buffer = read.value();
        return buffer == null ? read : Reading.of(FactParsers.parse(file, buffer.bytes, buffer.length));
    }

    private Reading<?> threads() {
        Reading<List<String>> names = files.directory(stat.pid, ProcessFile.THREADS);
        if (names.value() == null) {
            return names;
        }
        List<Long> ids = new ArrayList<>();
        for (String name : names.value()) {
            ids.add(Long.valueOf(name));
        }
        Collections.sort(ids);
        return Reading.of(List.copyOf(ids));
    }

    private Reading<?> descriptors() {
        Reading<List<String>> names = files.directory(stat.pid, ProcessFile.DESCRIPTORS);
        if (names.value() == null) {
            return names;
        }
        List<OpenDescriptor> found = new ArrayList<>();
        for (String name : names.value()) {
            Path target = files.link(stat.pid, "fd/" + name).value();
            if (target != null) { // else closed since the directory was read
                found.add(descriptor(Integer.parseInt(name), target));
            }
        }
        Collections.sort(found);
        return Reading.of(List.copyOf(found));
    }

    private OpenDescriptor descriptor(int number, Path target) {
        String link = "fd/" + number;
        String text = Links.text(target);
        return new OpenDescriptor(
                number,
                text,
                backend.terminals().isTerminal(stat.pid, link, text),
                target.isAbsolute() && Links.endsWithDeleted(target) && files.isDeleted(stat.pid, link, target));
    }
}
