/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Known;
import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.Cgroup;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.ProcessInfo.ResourceLimit;
import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.Signal;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.ProcessView;
import io.github.daemon4j.spi.RoleFinding;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One process: its stat, read at once, and its {@link Facts}, read when asked for. */
final class LinuxProcess implements ProcessView {

    private final ProcBackend backend;
    private final Stat stat;
    private volatile @Nullable Facts facts;

    LinuxProcess(ProcBackend backend, Stat stat) {
        this.backend = backend;
        this.stat = stat;
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
    public Fact<Terminal> terminal() {
        if (stat.terminal == 0) {
            return new Missing<>(stat.isDenied() ? Reason.FORBIDDEN : Reason.NONE);
        }
        return new Known<>(backend.terminals().of(stat));
    }

    @Override
    public ProcessInfo.State state() {
        return ProcessInfo.State.of(stat.state);
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
    public int threads() {
        return stat.threads;
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
    public Fact<Integer> nice() {
        return ofStat((int) stat.nice);
    }

    @Override
    public long startTicks() {
        return stat.startTicks;
    }

    @Override
    public Fact<Instant> startTime() {
        return stat.isDenied()
                ? new Missing<>(Reason.FORBIDDEN)
                : new Known<>(backend.clock().instantOf(stat.startTicks));
    }

    @Override
    public Fact<String> bootId() {
        return backend.bootId();
    }

    @Override
    public Fact<Duration> cpuTime() {
        return ofStat(MachineFacts.duration(stat.userTicks + stat.systemTicks));
    }

    @Override
    public Fact<Duration> userTime() {
        return ofStat(MachineFacts.duration(stat.userTicks));
    }

    @Override
    public Fact<Duration> systemTime() {
        return ofStat(MachineFacts.duration(stat.systemTicks));
    }

    private <T> Fact<T> ofStat(T value) {
        return stat.isDenied() ? new Missing<>(Reason.FORBIDDEN) : new Known<>(value);
    }

    @Override
    public Fact<Long> effectiveUid() {
        return owner().map(Owner::uid);
    }

    @Override
    public Fact<Long> effectiveGid() {
        return owner().map(Owner::gid);
    }

    @Override
    public Fact<String> user() {
        return owner().map(owner -> backend.names().user(stat.pid, owner.uid()));
    }

    @Override
    public Fact<String> group() {
        return owner().map(owner -> backend.names().group(stat.pid, owner.gid()));
    }

    private Fact<Owner> owner() {
        return facts().of(ProcessFile.OWNER);
    }

    @Override
    public Fact<Status> status() {
        return facts().of(ProcessFile.STATUS);
    }

    @Override
    public Fact<List<String>> commandLine() {
        return facts().<byte[]>of(ProcessFile.COMMAND_LINE).map(CommandLine::split);
    }

    @Override
    public Fact<byte[]> rawCommandLine() {
        return facts().<byte[]>of(ProcessFile.COMMAND_LINE).map(byte[]::clone);
    }

    @Override
    public Fact<Map<String, String>> environment() {
        return facts().<byte[]>of(ProcessFile.ENVIRONMENT).map(FactParsers::environment);
    }

    @Override
    public Fact<Path> executable() {
        return withoutDeleted(ProcessFile.EXECUTABLE);
    }

    @Override
    public Fact<Boolean> isExecutableDeleted() {
        return facts().<Path>of(ProcessFile.EXECUTABLE).map(link -> isDeleted(ProcessFile.EXECUTABLE, link));
    }

    @Override
    public Fact<Path> workingDirectory() {
        return withoutDeleted(ProcessFile.WORKING_DIRECTORY);
    }

    @Override
    public Fact<Path> root() {
        return withoutDeleted(ProcessFile.ROOT);
    }

    private Fact<Path> withoutDeleted(ProcessFile file) {
        return facts().<Path>of(file).map(link -> isDeleted(file, link) ? Links.withoutDeleted(link) : link);
    }

    private boolean isDeleted(ProcessFile file, Path link) {
        return Links.endsWithDeleted(link) && backend.files().isDeleted(stat.pid, file.fileName(), link);
    }

    @Override
    public Fact<List<DescriptorEntry>> descriptors() {
        return facts().of(ProcessFile.DESCRIPTORS);
    }

    @Override
    public Fact<List<InetSocketAddress>> listening() {
        return descriptors().map(open -> backend.sockets(stat.pid).listening(open));
    }

    @Override
    public Fact<List<Cgroup>> cgroups() {
        return facts().of(ProcessFile.CGROUP);
    }

    @Override
    public Fact<String> cgroup() {
        return foundIn(cgroups(), Cgroups.main(cgroups().orElse(List.of())));
    }

    @Override
    public Fact<String> systemdUnit() {
        String path = Cgroups.main(cgroups().orElse(List.of()));
        return foundIn(cgroups(), path == null ? null : Cgroups.unit(path));
    }

    private static Fact<String> foundIn(Fact<?> where, @Nullable String found) {
        return found == null && where.isKnown()
                ? new Missing<>(Reason.NONE)
                : where.map(known -> String.valueOf(found));
    }

    @Override
    public Fact<Map<String, Long>> namespaces() {
        return facts().of(ProcessFile.NAMESPACES);
    }

    @Override
    public Fact<List<ResourceLimit>> limits() {
        return facts().of(ProcessFile.LIMITS);
    }

    @Override
    public Fact<Map<String, Long>> io() {
        return facts().of(ProcessFile.IO);
    }

    @Override
    public Fact<Map<String, Long>> memory() {
        return facts().of(ProcessFile.MEMORY);
    }

    @Override
    public Fact<Integer> oomScore() {
        return facts().of(ProcessFile.OOM_SCORE);
    }

    @Override
    public Fact<Integer> oomScoreAdjust() {
        return facts().of(ProcessFile.OOM_SCORE_ADJUST);
    }

    @Override
    public Fact<List<Long>> threadIds() {
        return facts().of(ProcessFile.THREADS);
    }

    @Override
    public RoleFinding role(@Nullable LongFunction<@Nullable ProcessView> table) {
        return facts().role(this, pid -> table == null ? backend.files().stat(pid) : statIn(table, pid));
    }

    private static @Nullable Stat statIn(LongFunction<@Nullable ProcessView> table, long pid) {
        return table.apply(pid) instanceof LinuxProcess process ? process.stat : null;
    }

    @Override
    public Optional<ProcessView> parent() {
        Stat parent = backend.parent(stat);
        return parent == null ? Optional.empty() : Optional.of(backend.process(parent));
    }

    @Override
    public boolean isAlive() {
        return backend.isAlive(stat);
    }

    @Override
    public boolean signal(Signal signal) {
        return PidSignals.send(stat, signal);
    }

    @Override
    public <T> CompletableFuture<T> onExit(T whenEnded) {
        return PidSignals.onExit(stat, whenEnded);
    }

    /** For a debugger. */
    @Override
    public String toString() {
        return "process " + stat.pid + " started at tick " + stat.startTicks;
    }
}
