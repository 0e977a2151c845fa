/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.ProcessView;
import io.github.daemon4j.spi.StatusFields;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one process was when it was looked at.
 *
 * <p>A process is identified by its pid <em>and</em> the tick at which it started, never by the pid alone: pids are used
 * again. A {@code ProcessInfo} is a snapshot of one such identity. The numbers of {@code /proc/PID/stat} are read when it is
 * made; every other {@link ProcessFile} is read when the first fact from it is asked for, and kept. Before it is kept the start
 * tick is read again, so that one object never mixes two processes. To see a process change, look it up again.
 *
 * <p><strong>Gone, forbidden, none.</strong> What is not in {@code stat} is a {@link Fact}: a value, or the reason why there is
 * none. A file that cannot be read makes all facts from it missing, for one reason. A fact asked for after the process has
 * ended is {@linkplain Fact.Reason#GONE gone}, facts already read stay. The plain numbers of {@code stat} are -1 where it may not be
 * read. Being forbidden is never reported as being dead: on a {@code /proc} mounted with {@code hidepid} a foreign process has
 * the state {@link State#UNKNOWN} and the role {@link ProcessRole#UNKNOWN}. Methods throw
 * {@link java.io.UncheckedIOException} only if {@code /proc} itself is missing or holds what no kernel writes, or if the
 * caller has no descriptor left to look with.
 *
 * <p>Ids are those of the pid namespace {@code /proc} is mounted for, normally the caller's. Groups, sessions and parents
 * outside of it are 0, as the kernel reports them. Bytes that are no UTF-8 become U+FFFD in strings; the raw variants have the
 * bytes. Strings may hold any character, those that a terminal obeys too.
 *
 * <p>Immutable as seen from outside and safe for use by many threads; lists and maps are unmodifiable. Two objects are equal if
 * they are {@linkplain #isSameProcessAs(ProcessInfo) the same process}.
 */
public final class ProcessInfo {

    private final ProcessView view;

    /** Set before anybody else sees this object; {@code null} if it was looked up alone. */
    private @Nullable ProcessTable table;

    ProcessInfo(ProcessView view) {
        this.view = view;
    }

    ProcessView view() {
        return view;
    }

    void joins(ProcessTable table) {
        this.table = table;
    }

    /**
     * Looks a process up. Costs one read of {@code /proc/PID/stat}.
     *
     * @param pid the process; threads are not found by their thread id
     * @return the process, a zombie too; empty if there is none. Present, with an unknown state, if it exists and may not be
     *     read
     * @throws UnsupportedOperationException if no backend works here
     */
    public static Optional<ProcessInfo> of(long pid) {
        return Platforms.current().processes().find(pid).map(ProcessInfo::new);
    }

    /**
     * Returns the process that calls.
     *
     * @return this JVM's process
     * @throws UnsupportedOperationException if no backend works here
     */
    public static ProcessInfo current() {
        return new ProcessInfo(Platforms.current().processes().current());
    }

    // --- stat ---

    /**
     * Returns the process id.
     *
     * @return positive
     */
    public long pid() {
        return view.pid();
    }

    /**
     * Returns the parent's id.
     *
     * @return 0 if there is none or it is outside this pid namespace; -1 if it cannot be read
     */
    public long parentPid() {
        return view.parentPid();
    }

    /**
     * Returns the process group.
     *
     * @return the pid of the group's leader, who may have ended; 0 if outside this pid namespace; -1 if it cannot be read
     */
    public long processGroupId() {
        return view.processGroupId();
    }

    /**
     * Returns whether the process leads its process group.
     *
     * @return {@code true} if {@link #processGroupId()} is {@link #pid()}
     */
    public boolean isProcessGroupLeader() {
        return processGroupId() == pid();
    }

    /**
     * Returns the session.
     *
     * @return the pid of the session's leader, who may have ended; 0 if outside this pid namespace; -1 if it cannot be read
     */
    public long sessionId() {
        return view.sessionId();
    }

    /**
     * Returns whether the process leads its session.
     *
     * @return {@code true} if {@link #sessionId()} is {@link #pid()}
     */
    public boolean isSessionLeader() {
        return sessionId() == pid();
    }

    /**
     * Returns the foreground process group of the controlling terminal.
     *
     * @return the group; 0 if outside this pid namespace; -1 if there is no controlling terminal, or if it cannot be read
     */
    public long foregroundProcessGroupId() {
        return view.foregroundProcessGroupId();
    }

    /**
     * Returns the controlling terminal. The name is found in the order of {@code ps}: the drivers of
     * {@code /proc/tty/drivers}, then what descriptor 2 links to, then the fixed numbers of the kernel's device list.
     *
     * @return the terminal; missing for the reason {@link Fact.Reason#NONE} if the process has none
     */
    public Fact<Terminal> terminal() {
        return view.terminal();
    }

    /**
     * Returns the state.
     *
     * @return as of the time of the snapshot; {@link State#UNKNOWN} if it cannot be read
     */
    public State state() {
        return view.state();
    }

    /**
     * Returns the short name the kernel keeps: the first 15 bytes of the program's file name, or what the process set with
     * {@code prctl(2)}.
     *
     * @return the name; empty if it cannot be read. Any character may be in it, line feeds and parentheses too
     */
    public String command() {
        return view.command();
    }

    /**
     * Returns the bytes of {@link #command()}.
     *
     * @return a new array
     */
    public byte[] rawCommand() {
        return view.rawCommand();
    }

    /**
     * Returns how many threads there are.
     *
     * @return at least 1, or 0 while it is being reaped; -1 if it cannot be read
     */
    public int threads() {
        return view.threads();
    }

    /**
     * Returns the memory that is resident, shared pages in full.
     *
     * @return bytes; 0 for kernel threads and zombies; -1 if it cannot be read
     */
    public long residentBytes() {
        return view.residentBytes();
    }

    /**
     * Returns the size of the address space.
     *
     * @return bytes; 0 for kernel threads and zombies; -1 if it cannot be read
     */
    public long virtualBytes() {
        return view.virtualBytes();
    }

    /**
     * Returns the nice value.
     *
     * @return -20 to 19
     */
    public Fact<Integer> nice() {
        return view.nice();
    }

    /**
     * Returns the processor time taken, in user and kernel mode, by all threads.
     *
     * @return a multiple of a tick
     */
    public Fact<Duration> cpuTime() {
        return view.cpuTime();
    }

    /**
     * Returns the part of {@link #cpuTime()} in user mode.
     *
     * @return a multiple of a tick
     */
    public Fact<Duration> userTime() {
        return view.userTime();
    }

    /**
     * Returns the part of {@link #cpuTime()} in kernel mode.
     *
     * @return a multiple of a tick
     */
    public Fact<Duration> systemTime() {
        return view.systemTime();
    }

    /**
     * Returns the tick since boot at which the process started: with the pid and {@link #bootId()} its identity.
     *
     * @return the ticks; -1 if they cannot be read. Comparable only within one time namespace
     */
    public long startTicks() {
        return view.startTicks();
    }

    /**
     * Returns when the process started, on today's wall clock: the ticks since boot added to the time of boot that holds
     * now. Exact to a tick (10 ms), also after the clock was set or the machine slept; to a second in an LXC container on a
     * machine that slept.
     *
     * @return the start. Not an identity: it moves when the clock is set
     */
    public Fact<Instant> startTime() {
        return view.startTime();
    }

    /**
     * Returns the id of this boot of the machine. Keep it with the pid and the ticks if they are to outlive the machine.
     *
     * @return the text of {@code /proc/sys/kernel/random/boot_id}; missing for the reason {@link Fact.Reason#NONE} where
     *     {@code /proc} is mounted with {@code subset=pid}
     */
    public Fact<String> bootId() {
        return view.bootId();
    }

    // --- the owner of /proc/PID ---

    /**
     * Returns the effective user id: what the kernel checks. From the owner of {@code /proc/PID}, so known even where only that
     * may be read ({@code hidepid=1}). The other ids are {@link #credentials()}.
     *
     * @return 0 to 4294967295
     */
    public Fact<Long> effectiveUid() {
        return view.effectiveUid();
    }

    /**
     * Returns the effective group id, from where {@link #effectiveUid()} is.
     *
     * @return 0 to 4294967295
     */
    public Fact<Long> effectiveGid() {
        return view.effectiveGid();
    }

    /**
     * Returns the effective user's name.
     *
     * @return the name; the number if no name is known
     */
    public Fact<String> user() {
        return view.user();
    }

    /**
     * Returns the effective group's name.
     *
     * @return the name; the number if no name is known
     */
    public Fact<String> group() {
        return view.group();
    }

    // --- status ---

    /**
     * Returns the user and group ids, and the capabilities.
     *
     * @return what {@code /proc/PID/status} says of them
     */
    public Fact<Credentials> credentials() {
        Fact<? extends StatusFields> status = view.status();
        return status.isKnown() && !status.value().hasCredentials() ? none() : status.map(Credentials::new);
    }

    /**
     * Returns which signals are blocked, ignored, caught and pending.
     *
     * @return what {@code /proc/PID/status} says of them
     */
    public Fact<Signals> signals() {
        Fact<? extends StatusFields> status = view.status();
        return status.isKnown() && !status.value().hasSignals() ? none() : status.map(Signals::new);
    }

    /**
     * Returns the file mode creation mask.
     *
     * @return 0 to 0777; missing for the reason {@link Fact.Reason#NONE} for zombies, and before Linux 4.7
     */
    public Fact<Integer> umask() {
        Fact<Integer> umask = view.status().map(StatusFields::umask);
        return umask.orElse(0) < 0 ? none() : umask;
    }

    /**
     * Returns the pid of the debugger.
     *
     * @return 0 if there is none
     */
    public Fact<Long> tracerPid() {
        Fact<Long> tracer = view.status().map(StatusFields::tracerPid);
        return tracer.orElse(0L) < 0 ? none() : tracer;
    }

    /**
     * Returns the pid in each pid namespace from the caller's to the process's own.
     *
     * @return one number outside of containers; missing for the reason {@link Fact.Reason#NONE} before Linux 4.1
     */
    public Fact<List<Long>> namespacePids() {
        Fact<List<Long>> pids = view.status().map(StatusFields::namespacePids);
        return pids.isKnown() && pids.value().isEmpty() ? none() : pids;
    }

    private static <T> Fact<T> none() {
        return new Missing<>(Reason.NONE);
    }

    // --- a file each ---

    /**
     * Returns the argument vector, whole whatever its length.
     *
     * @return the arguments, the program's own name first, empty arguments included; an empty list for kernel threads,
     *     zombies and processes that erased it. A process that overwrote it with a title ({@code sshd: …}) shows that title, and
     *     an empty argument for each zero byte it filled the rest with
     */
    public Fact<List<String>> commandLine() {
        return view.commandLine();
    }

    /**
     * Returns the bytes of {@code /proc/PID/cmdline}.
     *
     * @return a new array, each argument ended by a zero byte
     */
    public Fact<byte[]> rawCommandLine() {
        return view.rawCommandLine();
    }

    /**
     * Returns the environment as it was when the program started; later changes need not show.
     *
     * @return the entries in their order, the first of equal names; missing for the reason {@link Fact.Reason#NONE} for kernel
     *     threads and zombies
     */
    public Fact<Map<String, String>> environment() {
        return view.environment();
    }

    /**
     * Returns the program file.
     *
     * @return the path, without the kernel's {@code " (deleted)"}; missing for the reason {@link Fact.Reason#NONE} for kernel
     *     threads and zombies
     */
    public Fact<Path> executable() {
        return view.executable();
    }

    /**
     * Returns whether the program file has been unlinked or replaced since it was started, as a package upgrade does. Another
     * hard link to it does not count.
     *
     * @return {@code true} if so; missing where {@link #executable()} is
     */
    public Fact<Boolean> isExecutableDeleted() {
        return view.isExecutableDeleted();
    }

    /**
     * Returns the working directory.
     *
     * @return the path in the process's own mount namespace, of a removed directory without the kernel's {@code " (deleted)"};
     *     missing for the reason {@link Fact.Reason#NONE} for zombies
     */
    public Fact<Path> workingDirectory() {
        return view.workingDirectory();
    }

    /**
     * Returns the root directory.
     *
     * @return {@code /} unless the process was {@code chroot}ed, of a removed directory without the kernel's
     *     {@code " (deleted)"}; missing for the reason {@link Fact.Reason#NONE} for zombies
     */
    public Fact<Path> root() {
        return view.root();
    }

    /**
     * Returns the open descriptors.
     *
     * @return in ascending order; an empty list for a zombie
     */
    public Fact<List<OpenDescriptor>> descriptors() {
        return view.descriptors().map(ProcessInfo::descriptors);
    }

    private static List<OpenDescriptor> descriptors(List<DescriptorEntry> entries) {
        List<OpenDescriptor> found = new ArrayList<>(entries.size());
        for (DescriptorEntry entry : entries) {
            found.add(new OpenDescriptor(entry));
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * Returns where it accepts TCP connections: the listening sockets among its {@link #descriptors}, as the tables of its network
     * namespace have them now (proc_pid_net(5)). Another process that has the same socket accepts there as well. Whether anybody does
     * at an address, {@link Readiness#listening(InetSocketAddress)} tells.
     *
     * @return the addresses, a port each, in no order; an empty list if it listens nowhere; missing where the descriptors are
     */
    public Fact<List<InetSocketAddress>> listening() {
        return view.listening();
    }

    /**
     * Returns the control groups.
     *
     * @return one entry a hierarchy
     */
    public Fact<List<Cgroup>> cgroups() {
        return view.cgroups();
    }

    /**
     * Returns the path in systemd's own hierarchy of control groups ({@code name=systemd}, cgroup version 1 and hybrid), or in
     * the unified one where systemd has none.
     *
     * @return for instance {@code /system.slice/nginx.service}; missing for the reason {@link Fact.Reason#NONE} if there is
     *     neither
     */
    public Fact<String> cgroup() {
        return view.cgroup();
    }

    /**
     * Returns the systemd unit, taken from {@link #cgroup()}.
     *
     * @return for instance {@code nginx.service} or {@code session-3.scope}; missing for the reason {@link Fact.Reason#NONE} if
     *     the path has none
     */
    public Fact<String> systemdUnit() {
        return view.systemdUnit();
    }

    /**
     * Returns the namespaces.
     *
     * @return the inode number of each by its name ({@code pid}, {@code mnt}, {@code net}, …)
     */
    public Fact<Map<String, Long>> namespaces() {
        return view.namespaces();
    }

    /**
     * Returns the resource limits.
     *
     * @return in the kernel's order
     */
    public Fact<List<ResourceLimit>> limits() {
        return view.limits();
    }

    /**
     * Returns what was read and written.
     *
     * @return the counters
     */
    public Fact<IoCounters> io() {
        return view.io().map(IoCounters::new);
    }

    /**
     * Returns what memory the process really takes. Expensive for the kernel: it walks every page of the process.
     *
     * @return the sums over its mappings; missing for the reason {@link Fact.Reason#NONE} for kernel threads and zombies, and
     *     before Linux 4.14
     */
    public Fact<MemoryUsage> memory() {
        return view.memory().map(MemoryUsage::new);
    }

    /**
     * Returns the score by which the out-of-memory killer chooses.
     *
     * @return 0 to 2000
     */
    public Fact<Integer> oomScore() {
        return view.oomScore();
    }

    /**
     * Returns what is added to that score.
     *
     * @return -1000 (never) to 1000
     */
    public Fact<Integer> oomScoreAdjust() {
        return view.oomScoreAdjust();
    }

    /**
     * Returns the threads' ids.
     *
     * @return in ascending order
     */
    public Fact<List<Long>> threadIds() {
        return view.threadIds();
    }

    // --- what follows from it, and what can be done ---

    /**
     * Returns what the process is to its terminal.
     *
     * @return the role of {@link #roleEvidence()}
     */
    public ProcessRole role() {
        return roleEvidence().role();
    }

    /**
     * Returns the role, how exactly the process has it, and why. Looks at the leader of the session, as it is in the same
     * {@link ProcessTable} or else now.
     *
     * @return never {@code null}; {@link ProcessRole.Kind#UNKNOWN} if the numbers cannot be read
     */
    public ProcessRole.Evidence roleEvidence() {
        ProcessTable known = table;
        return new ProcessRole.Evidence(view.role(known == null ? null : known::view));
    }

    /**
     * Says the role and its reason in one sentence.
     *
     * @return for instance {@code daemon: no controlling terminal; session 4711 whose leader is gone; parent 1}
     */
    public String explainRole() {
        return roleEvidence().explanation();
    }

    /**
     * Looks again whether this very process still runs. The answer may be out of date at once.
     *
     * <p>Where {@code hidepid} forbids to read the start tick, nobody can know whether the pid has gone to another process
     * that cannot be read either: then the answer is {@code true} as long as the pid is in use.
     *
     * @return {@code true} if it exists and is no zombie, or one whose other threads outlive its main thread; {@code false}
     *     if it ended, also if its pid is another process's now
     */
    public boolean isAlive() {
        return view.isAlive();
    }

    /**
     * Returns whether both are the same process: pid and start tick are equal.
     *
     * @param other another snapshot, taken on this boot of the machine
     * @return {@code true} if so; {@code false} if either start tick is unknown
     */
    public boolean isSameProcessAs(ProcessInfo other) {
        return pid() == other.pid() && startTicks() >= 0 && startTicks() == other.startTicks();
    }

    /**
     * Returns a future that completes with this object when the process has ended. Waits on a pidfd: a process that gets the
     * same pid later does not matter. Completes at once if the process has ended already, a zombie included.
     *
     * @return a new future; cancelling it ends nothing but the wait
     * @throws ProcessAccessException if the start tick cannot be read, so that nobody can say which process this is
     */
    public CompletableFuture<ProcessInfo> onExit() {
        return view.onExit(this);
    }

    /**
     * Sends a signal to this very process, through a pidfd: a process that got the same pid is never hit.
     *
     * @param signal the signal
     * @return {@code true} if it was sent; {@code false} if the process has ended
     * @throws ProcessAccessException if this user is not allowed to signal it, or to read its start tick
     */
    public boolean signal(Signal signal) {
        return view.signal(signal);
    }

    /**
     * Returns the parent.
     *
     * @return the parent, as it is in the same {@link ProcessTable} or else now, with an unknown state if it cannot be read;
     *     empty if it has none in this pid namespace, if either has ended, or if this process cannot be read
     */
    public Optional<ProcessInfo> parent() {
        return table == null ? view.parent().map(ProcessInfo::new) : table.parent(pid());
    }

    /**
     * Returns the children.
     *
     * @return as in the same {@link ProcessTable} or else now, by pid
     */
    public List<ProcessInfo> children() {
        ProcessTable relatives = relatives();
        return relatives == null ? List.of() : relatives.children(pid());
    }

    /**
     * Returns the parent, its parent, and so on.
     *
     * @return as in the same {@link ProcessTable} or else now, the nearest first
     */
    public List<ProcessInfo> ancestors() {
        if (table != null) {
            return table.ancestors(pid());
        }
        List<ProcessInfo> found = new ArrayList<>();
        Optional<ProcessInfo> next = parent();
        while (next.isPresent() && !found.contains(next.get())) { // read one by one they may make a circle
            found.add(next.get());
            next = next.get().parent();
        }
        return found;
    }

    /**
     * Returns the children, and theirs.
     *
     * @return as in the same {@link ProcessTable} or else now; each process before its children
     */
    public List<ProcessInfo> descendants() {
        ProcessTable relatives = relatives();
        return relatives == null ? List.of() : relatives.descendants(pid());
    }

    /** A table that has this process, {@code null} if it has ended. */
    private @Nullable ProcessTable relatives() {
        if (table != null) {
            return table;
        }
        ProcessTable now = ProcessTable.snapshot();
        return now.of(pid()).filter(this::isSameProcessAs).isPresent() ? now : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof ProcessInfo process && isSameProcessAs(process));
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid()) + Long.hashCode(startTicks());
    }

    /** The line a debugger or a failed assertion shows. */
    @Override
    public String toString() {
        return ProcessTree.nameAndPid(this) + " ppid " + parentPid() + " pgid " + processGroupId() + " sid "
                + sessionId() + " tty " + terminal().map(Terminal::name).orElse("?") + " state " + state().letter();
    }

    /** What the scheduler says of a process: the third field of {@code /proc/PID/stat}, see {@code proc(5)}. */
    public enum State {
        /** Running, or ready to run. */
        RUNNING('R'),
        /** Sleeping, a signal wakes it. */
        SLEEPING('S'),
        /** Waiting for a device; no signal wakes it. */
        DISK_SLEEP('D'),
        /** Stopped by a signal (job control). */
        STOPPED('T'),
        /** Stopped by a debugger. */
        TRACED('t'),
        /** Has ended; its parent has not asked for its exit status yet. Or its main thread has ended, and others have not. */
        ZOMBIE('Z'),
        /** Ending; seen only in passing. */
        DEAD('X'),
        /** An idle kernel thread. */
        IDLE('I'),
        /** Parked: a kernel thread that is kept for later. */
        PARKED('P'),
        /** Waking, on Linux 2.6.33 to 3.13; paging, before 2.6. */
        WAKING('W'),
        /** Sleeping, and only a signal that kills wakes it, on Linux 2.6.33 to 3.13. */
        WAKE_KILL('K'),
        /** A state that this library does not know. */
        OTHER('?'),
        /** Cannot be read. */
        UNKNOWN('?');

        private final char letter;

        State(char letter) {
            this.letter = letter;
        }

        /**
         * Returns the letter {@code ps} shows.
         *
         * @return the kernel's letter; {@code '?'} for {@link #UNKNOWN} and {@link #OTHER}
         */
        public char letter() {
            return letter;
        }

        /**
         * Returns the state a letter stands for.
         *
         * @param letter the third field of {@code /proc/PID/stat}
         * @return the state; {@link #OTHER} for a letter not listed here
         */
        public static State of(char letter) {
            return switch (letter) {
                case 'R' -> RUNNING;
                case 'S' -> SLEEPING;
                case 'D' -> DISK_SLEEP;
                case 'T' -> STOPPED;
                case 't' -> TRACED;
                case 'Z' -> ZOMBIE;
                case 'X', 'x' -> DEAD;
                case 'I' -> IDLE;
                case 'P' -> PARKED;
                case 'W' -> WAKING;
                case 'K' -> WAKE_KILL;
                case '?' -> UNKNOWN;
                default -> OTHER;
            };
        }
    }

    /**
     * The files below {@code /proc/PID} from which facts are taken. Each is read when the first fact
     * from it is asked for, or together by {@link ProcessTable#snapshot(ProcessFile...)}.
     */
    public enum ProcessFile {
        /** Pids, state, terminal, times, sizes. Read when the {@link ProcessInfo} is made. */
        STAT("stat"),
        /** The directory {@code /proc/PID} itself, whose owner is the effective user. Readable under {@code hidepid=1} too. */
        OWNER(""),
        /** User and group ids, umask, signal masks, capabilities. */
        STATUS("status"),
        /** The argument vector. */
        COMMAND_LINE("cmdline"),
        /** The environment the program was started with. */
        ENVIRONMENT("environ"),
        /** The program file. */
        EXECUTABLE("exe"),
        /** The working directory. */
        WORKING_DIRECTORY("cwd"),
        /** The root directory. */
        ROOT("root"),
        /** The open descriptors. */
        DESCRIPTORS("fd"),
        /** The control groups. */
        CGROUP("cgroup"),
        /** The namespaces. */
        NAMESPACES("ns"),
        /** The resource limits. */
        LIMITS("limits"),
        /** What was read and written. */
        IO("io"),
        /** Memory, shared pages counted in proportion. */
        MEMORY("smaps_rollup"),
        /** The out-of-memory killer's current score. */
        OOM_SCORE("oom_score"),
        /** What is added to that score. */
        OOM_SCORE_ADJUST("oom_score_adj"),
        /** The threads. */
        THREADS("task");

        private final String fileName;

        ProcessFile(String fileName) {
            this.fileName = fileName;
        }

        /**
         * Returns the name below {@code /proc/PID}.
         *
         * @return the name, empty for {@link #OWNER}
         */
        public String fileName() {
            return fileName;
        }
    }

    /**
     * A terminal, as the kernel numbers it.
     *
     * @param name the name below {@code /dev} as {@code ps} prints it: {@code pts/0}, {@code tty1}, {@code ttyS0},
     *     {@code console}; {@code major:minor} if no driver claims the numbers. A {@code pts/N} of another container is that
     *     container's.
     * @param major the major device number
     * @param minor the minor device number
     */
    public record Terminal(String name, int major, int minor) {

        /**
         * Checks that nothing is {@code null}.
         *
         * @param name as {@link #name()}
         * @param major as {@link #major()}
         * @param minor as {@link #minor()}
         */
        public Terminal {
            Objects.requireNonNull(name, "name");
        }

        /**
         * Returns where the device file is, seen from the process.
         *
         * @return {@code /dev/} and the name; need not exist for the caller, who may live in another container
         */
        public Path path() {
            return Path.of("/dev/" + name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The place of a process in one hierarchy of control groups, see {@code cgroups(7)}.
     *
     * @param hierarchy the number of the hierarchy; 0 is the unified one (version 2)
     * @param controllers its controllers (version 1); {@code name=systemd} for a named hierarchy; empty for version 2
     * @param path the group, seen from the reader's own cgroup namespace: {@code /system.slice/nginx.service}; of one that was
     *     removed too, without the kernel's {@code " (deleted)"}
     */
    public record Cgroup(int hierarchy, List<String> controllers, String path) {

        /**
         * Takes a copy of the list and checks that nothing is {@code null}.
         *
         * @param hierarchy as {@link #hierarchy()}
         * @param controllers as {@link #controllers()}
         * @param path as {@link #path()}
         */
        public Cgroup {
            controllers = List.copyOf(controllers);
            Objects.requireNonNull(path, "path");
        }

        /**
         * Returns whether this is the unified hierarchy.
         *
         * @return {@code true} for cgroup version 2
         */
        public boolean isUnified() {
            return hierarchy == 0;
        }
    }

    /**
     * A limit of {@code getrlimit(2)}, as {@code /proc/PID/limits} lists it.
     *
     * @param name the kernel's name: {@code Max open files}
     * @param soft what holds now, or {@link #UNLIMITED}
     * @param hard up to where the process may raise it, or {@link #UNLIMITED}
     * @param unit {@code bytes}, {@code files}, {@code seconds}, …; empty for a plain number
     */
    public record ResourceLimit(String name, long soft, long hard, String unit) {
        /** No limit. */
        public static final long UNLIMITED = -1;

        /**
         * Checks that nothing is {@code null}.
         *
         * @param name as {@link #name()}
         * @param soft as {@link #soft()}
         * @param hard as {@link #hard()}
         * @param unit as {@link #unit()}
         */
        public ResourceLimit {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(unit, "unit");
        }
    }

    /** What a process does about signals, from {@code /proc/PID/status}. */
    public static final class Signals {

        private final StatusFields status;

        Signals(StatusFields status) {
            this.status = status;
        }

        /**
         * Returns the signals that wait for the process or its main thread.
         *
         * @return the set
         */
        public Signal.Set pending() {
            return new Signal.Set(status.pendingSignals());
        }

        /**
         * Returns the signals the main thread has blocked.
         *
         * @return the set
         */
        public Signal.Set blocked() {
            return new Signal.Set(status.blockedSignals());
        }

        /**
         * Returns the signals that are ignored.
         *
         * @return the set
         */
        public Signal.Set ignored() {
            return new Signal.Set(status.ignoredSignals());
        }

        /**
         * Returns the signals that have a handler.
         *
         * @return the set
         */
        public Signal.Set caught() {
            return new Signal.Set(status.caughtSignals());
        }

        private List<Signal.Set> values() {
            return List.of(pending(), blocked(), ignored(), caught());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Signals signals && values().equals(signals.values()));
        }

        @Override
        public int hashCode() {
            return values().hashCode();
        }

        /** For logs and debuggers. */
        @Override
        public String toString() {
            return "pending [" + pending() + "] blocked [" + blocked() + "] ignored [" + ignored() + "] caught ["
                    + caught() + "]";
        }
    }

    /** What a process has read and written, from {@code /proc/PID/io}. A number this kernel does not count is -1. */
    public static final class IoCounters {

        private final Map<String, Long> numbers;

        IoCounters(Map<String, Long> numbers) {
            this.numbers = numbers;
        }

        /**
         * Returns what {@code read(2)} and its relatives returned, page cache or not.
         *
         * @return bytes
         */
        public long readCharacters() {
            return number("rchar");
        }

        /**
         * Returns what was given to {@code write(2)} and its relatives.
         *
         * @return bytes
         */
        public long writtenCharacters() {
            return number("wchar");
        }

        /**
         * Returns how many such reads there were.
         *
         * @return calls
         */
        public long readCalls() {
            return number("syscr");
        }

        /**
         * Returns how many such writes there were.
         *
         * @return calls
         */
        public long writeCalls() {
            return number("syscw");
        }

        /**
         * Returns what was fetched from storage.
         *
         * @return bytes
         */
        public long readBytes() {
            return number("read_bytes");
        }

        /**
         * Returns what was sent to storage.
         *
         * @return bytes
         */
        public long writtenBytes() {
            return number("write_bytes");
        }

        /**
         * Returns what was never sent because the file was truncated first.
         *
         * @return bytes
         */
        public long cancelledWriteBytes() {
            return number("cancelled_write_bytes");
        }

        private long number(String name) {
            return numbers.getOrDefault(name, -1L);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof IoCounters io && numbers.equals(io.numbers));
        }

        @Override
        public int hashCode() {
            return numbers.hashCode();
        }

        /** The kernel's names and numbers. */
        @Override
        public String toString() {
            return numbers.toString();
        }
    }

    /**
     * What memory a process really takes, from {@code /proc/PID/smaps_rollup} (Linux 4.14). A number this kernel does not count
     * is -1.
     */
    public static final class MemoryUsage {

        private final Map<String, Long> kilobytes;

        MemoryUsage(Map<String, Long> kilobytes) {
            this.kilobytes = kilobytes;
        }

        /**
         * Returns the pages in memory, shared ones in full.
         *
         * @return bytes
         */
        public long resident() {
            return bytes("Rss");
        }

        /**
         * Returns the pages in memory, each divided by the number of processes that share it.
         *
         * @return bytes
         */
        public long proportional() {
            return bytes("Pss");
        }

        /**
         * Returns the shared and unchanged pages.
         *
         * @return bytes
         */
        public long sharedClean() {
            return bytes("Shared_Clean");
        }

        /**
         * Returns the shared and changed pages.
         *
         * @return bytes
         */
        public long sharedDirty() {
            return bytes("Shared_Dirty");
        }

        /**
         * Returns the private and unchanged pages.
         *
         * @return bytes
         */
        public long privateClean() {
            return bytes("Private_Clean");
        }

        /**
         * Returns the private and changed pages.
         *
         * @return bytes
         */
        public long privateDirty() {
            return bytes("Private_Dirty");
        }

        /**
         * Returns what was moved to swap.
         *
         * @return bytes
         */
        public long swapped() {
            return bytes("Swap");
        }

        /**
         * Returns what would become free if the process ended: the private pages (the "unique set size").
         *
         * @return bytes
         */
        public long unique() {
            return privateClean() < 0 || privateDirty() < 0 ? -1 : privateClean() + privateDirty();
        }

        private long bytes(String name) {
            Long found = kilobytes.get(name);
            return found == null ? -1 : found * 1024;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof MemoryUsage memory && kilobytes.equals(memory.kilobytes));
        }

        @Override
        public int hashCode() {
            return kilobytes.hashCode();
        }

        /** The kernel's names and numbers. */
        @Override
        public String toString() {
            return kilobytes + " kB";
        }
    }
}
