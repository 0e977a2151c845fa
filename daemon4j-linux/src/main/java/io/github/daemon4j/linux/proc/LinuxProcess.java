/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Availability;
import io.github.daemon4j.Capabilities;
import io.github.daemon4j.CgroupMembership;
import io.github.daemon4j.IoCounters;
import io.github.daemon4j.MemoryUsage;
import io.github.daemon4j.OpenDescriptor;
import io.github.daemon4j.ProcessFile;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessState;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.ResourceLimit;
import io.github.daemon4j.RoleEvidence;
import io.github.daemon4j.Signal;
import io.github.daemon4j.SignalSet;
import io.github.daemon4j.TerminalDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One process: its stat, read at once, and its {@link Facts}, read when asked for. */
final class LinuxProcess implements ProcessInfo {

    private final ProcBackend backend;
    private final Stat stat;
    private final Relatives relatives;
    private volatile @Nullable Facts facts;

    LinuxProcess(ProcBackend backend, Stat stat, Relatives relatives) {
        this.backend = backend;
        this.stat = stat;
        this.relatives = relatives;
    }

    Stat stat() {
        return stat;
    }

    boolean mayBeHidden(long other) {
        return backend.mayBeHidden(other);
    }

    Facts facts() {
        Facts known = facts;
        if (known == null) {
            synchronized (this) {
                known = facts;
                if (known == null) {
                    known = new Facts(backend, stat);
                    facts = known;
                }
            }
        }
        return known;
    }

    @Override
    public Availability availability(ProcessFile file) {
        if (file == ProcessFile.STAT) {
            return stat.isDenied() ? Availability.DENIED : Availability.READ;
        }
        return facts().availability(file);
    }

    @Override
    public long pid() {
        return stat.pid;
    }

    @Override
    public long parentPid() {
        return stat.parent;
    }

    @Override
    public long processGroupId() {
        return stat.group;
    }

    @Override
    public long sessionId() {
        return stat.session;
    }

    @Override
    public long foregroundProcessGroupId() {
        return stat.foregroundGroup;
    }

    @Override
    public Optional<TerminalDevice> terminal() {
        return stat.terminal == 0
                ? Optional.empty()
                : Optional.of(backend.terminals().of(stat));
    }

    @Override
    public ProcessState state() {
        return ProcessState.of(stat.state);
    }

    @Override
    public RoleEvidence roleEvidence() {
        return facts().role(this, relatives);
    }

    @Override
    public String command() {
        return stat.name();
    }

    @Override
    public byte[] rawCommand() {
        return stat.command.clone();
    }

    @Override
    public List<String> commandLine() {
        byte[] raw = facts().commandLine();
        return raw == null ? List.of() : CommandLine.split(raw);
    }

    @Override
    public byte[] rawCommandLine() {
        byte[] raw = facts().commandLine();
        return raw == null ? new byte[0] : raw.clone();
    }

    @Override
    public Optional<Map<String, String>> environment() {
        return Optional.ofNullable(facts().environment());
    }

    @Override
    public Optional<Path> executable() {
        return withoutDeleted(ProcessFile.EXECUTABLE);
    }

    @Override
    public boolean isExecutableDeleted() {
        Path link = facts().link(ProcessFile.EXECUTABLE);
        return link != null && isDeleted(ProcessFile.EXECUTABLE, link);
    }

    @Override
    public Optional<Path> workingDirectory() {
        return withoutDeleted(ProcessFile.WORKING_DIRECTORY);
    }

    @Override
    public Optional<Path> root() {
        return withoutDeleted(ProcessFile.ROOT);
    }

    private Optional<Path> withoutDeleted(ProcessFile file) {
        Path link = facts().link(file);
        return Optional.ofNullable(link != null && isDeleted(file, link) ? Links.withoutDeleted(link) : link);
    }

    private boolean isDeleted(ProcessFile file, Path link) {
        return Links.endsWithDeleted(link) && backend.files().isDeleted(stat.pid, file.fileName(), link);
    }

    @Override
    public String user() {
        return backend.names().user(stat.pid, effectiveUid());
    }

    @Override
    public String group() {
        return backend.names().group(stat.pid, effectiveGid());
    }

    @Override
    public long uid() {
        Status status = facts().status();
        return status == null ? -1 : status.users[0];
    }

    @Override
    public long effectiveUid() {
        Owner owner = facts().owner();
        return owner == null ? -1 : owner.uid();
    }

    @Override
    public long savedUid() {
        Status status = facts().status();
        return status == null ? -1 : status.users[2];
    }

    @Override
    public long gid() {
        Status status = facts().status();
        return status == null ? -1 : status.groups[0];
    }

    @Override
    public long effectiveGid() {
        Owner owner = facts().owner();
        return owner == null ? -1 : owner.gid();
    }

    @Override
    public long savedGid() {
        Status status = facts().status();
        return status == null ? -1 : status.groups[2];
    }

    @Override
    public List<Long> supplementaryGroups() {
        Status status = facts().status();
        return status == null ? List.of() : status.supplementaryGroups;
    }

    @Override
    public int umask() {
        Status status = facts().status();
        return status == null ? -1 : status.umask;
    }

    @Override
    public Optional<SignalSet> blockedSignals() {
        Status status = facts().status();
        return Optional.ofNullable(status == null ? null : status.blocked);
    }

    @Override
    public Optional<SignalSet> ignoredSignals() {
        Status status = facts().status();
        return Optional.ofNullable(status == null ? null : status.ignored);
    }

    @Override
    public Optional<SignalSet> caughtSignals() {
        Status status = facts().status();
        return Optional.ofNullable(status == null ? null : status.caught);
    }

    @Override
    public Optional<SignalSet> pendingSignals() {
        Status status = facts().status();
        return Optional.ofNullable(status == null ? null : status.pending);
    }

    @Override
    public Optional<Capabilities> capabilities() {
        Status status = facts().status();
        return Optional.ofNullable(status == null ? null : status.capabilities());
    }

    @Override
    public boolean hasNoNewPrivileges() {
        Status status = facts().status();
        return status != null && status.noNewPrivileges;
    }

    @Override
    public long tracerPid() {
        Status status = facts().status();
        return status == null ? -1 : status.tracer;
    }

    @Override
    public List<Long> namespacePids() {
        Status status = facts().status();
        return status == null ? List.of() : status.namespacePids;
    }

    @Override
    public int threads() {
        return stat.threads;
    }

    @Override
    public List<Long> threadIds() {
        return facts().threadIds();
    }

    @Override
    public long residentBytes() {
        return stat.residentPages < 0 ? -1 : stat.residentPages * MachineFacts.pageSize();
    }

    @Override
    public long virtualBytes() {
        return stat.virtualBytes;
    }

    @Override
    public Optional<MemoryUsage> memory() {
        return Optional.ofNullable(facts().memory());
    }

    @Override
    public int nice() {
        return stat.nice;
    }

    @Override
    public Optional<List<OpenDescriptor>> openDescriptors() {
        return Optional.ofNullable(facts().openDescriptors());
    }

    @Override
    public List<CgroupMembership> cgroups() {
        return facts().cgroups();
    }

    @Override
    public Optional<String> cgroup() {
        return Optional.ofNullable(Cgroups.main(cgroups()));
    }

    @Override
    public Optional<String> systemdUnit() {
        String path = Cgroups.main(cgroups());
        return Optional.ofNullable(path == null ? null : Cgroups.unit(path));
    }

    @Override
    public Map<String, Long> namespaces() {
        return facts().namespaces();
    }

    @Override
    public List<ResourceLimit> limits() {
        return facts().limits();
    }

    @Override
    public Optional<IoCounters> io() {
        return Optional.ofNullable(facts().io());
    }

    @Override
    public OptionalInt oomScore() {
        return facts().number(ProcessFile.OOM_SCORE);
    }

    @Override
    public OptionalInt oomScoreAdjust() {
        return facts().number(ProcessFile.OOM_SCORE_ADJUST);
    }

    @Override
    public Instant startTime() {
        return stat.isDenied() ? Instant.EPOCH : backend.clock().instantOf(stat.startTicks);
    }

    @Override
    public long startTicks() {
        return stat.startTicks;
    }

    @Override
    public String bootId() {
        return backend.bootId();
    }

    @Override
    public Duration cpuTime() {
        return MachineFacts.duration(stat.userTicks + stat.systemTicks);
    }

    @Override
    public Duration userTime() {
        return MachineFacts.duration(stat.userTicks);
    }

    @Override
    public Duration systemTime() {
        return MachineFacts.duration(stat.systemTicks);
    }

    @Override
    public boolean isAlive() {
        return backend.isAlive(stat);
    }

    @Override
    public CompletableFuture<ProcessInfo> onExit() {
        return backend.onExit(this);
    }

    @Override
    public boolean signal(Signal signal) {
        return backend.signal(stat, signal);
    }

    @Override
    public Optional<ProcessInfo> parent() {
        return relatives.parent(this);
    }

    @Override
    public List<ProcessInfo> children() {
        ProcessTable table = relatives.table(this);
        return table == null ? List.of() : table.children(stat.pid);
    }

    @Override
    public List<ProcessInfo> ancestors() {
        return relatives.ancestors(this);
    }

    @Override
    public List<ProcessInfo> descendants() {
        ProcessTable table = relatives.table(this);
        return table == null ? List.of() : table.descendants(stat.pid);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof ProcessInfo process && isSameProcessAs(process));
    }

    @Override
    public int hashCode() {
        return 31 * stat.pid + Long.hashCode(stat.startTicks);
    }

    /** The line a debugger or a failed assertion shows. */
    @Override
    public String toString() {
        return command() + "(" + stat.pid + ") ppid " + stat.parent + " pgid " + stat.group + " sid " + stat.session
                + " tty " + terminal().map(TerminalDevice::name).orElse("?") + " state " + stat.state;
    }
}
