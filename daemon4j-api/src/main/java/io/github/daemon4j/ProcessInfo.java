/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What one process was when it was looked at.
 *
 * <p>A process is identified by its pid <em>and</em> the tick at which it started, never by the pid alone: pids are used
 * again. A {@code ProcessInfo} is a snapshot of one such identity. The numbers of {@code /proc/PID/stat} are read when it is
 * made; the facts of every other {@link ProcessFile} are read when the first of them is asked for, and kept. Before they
 * are kept the start tick is read again, so that one object never mixes two processes. A fact asked for after the process
 * has ended is empty; facts already read stay. To see a process change, look it up again.
 *
 * <p><strong>Empty, forbidden, gone.</strong> An empty {@code Optional} or list, or a number that is -1, means that there is
 * no such fact, or that this user may not read it, or that the process ended first. {@link #availability(ProcessFile)} says
 * which. Being forbidden is never reported as being dead: on a {@code /proc} mounted with {@code hidepid} a foreign process
 * has the state {@link ProcessState#UNKNOWN} and the role {@link ProcessRole#UNKNOWN}. Methods throw
 * {@link java.io.UncheckedIOException} only if {@code /proc} itself is missing or holds what no kernel writes, or if the
 * caller has no descriptor left to look with.
 *
 * <p>Ids are those of the pid namespace {@code /proc} is mounted for, normally the caller's. Groups, sessions and parents outside of it are 0, as the kernel reports
 * them. Bytes that are no UTF-8 become U+FFFD in strings; the raw variants have the bytes.
 *
 * <p>Implementations are immutable as seen from outside and safe for use by many threads. Two objects are equal if they are
 * {@linkplain #isSameProcessAs(ProcessInfo) the same process}.
 */
public interface ProcessInfo {

    /**
     * Looks a process up. Costs one read of {@code /proc/PID/stat}.
     *
     * @param pid the process; threads are not found by their thread id
     * @return the process, a zombie too; empty if there is none. Present, with an unknown state, if it exists and may not be
     *     read
     * @throws UnsupportedOperationException if no backend works here
     */
    static Optional<ProcessInfo> of(long pid) {
        return Platforms.current().processes().find(pid);
    }

    /**
     * Returns the process that calls.
     *
     * @return this JVM's process
     * @throws UnsupportedOperationException if no backend works here
     */
    static ProcessInfo current() {
        return Platforms.current().processes().current();
    }

    /**
     * Tells why the facts of a file are there or not. Reads the file unless that has been done.
     *
     * @param file which
     * @return how the reading went
     */
    Availability availability(ProcessFile file);

    /**
     * Returns the process id.
     *
     * @return positive
     */
    long pid();

    /**
     * Returns the parent's id.
     *
     * @return 0 if there is none or it is outside this pid namespace; -1 if unknown
     */
    long parentPid();

    /**
     * Returns the process group.
     *
     * @return the pid of the group's leader, who may have ended; 0 if outside this pid namespace; -1 if unknown
     */
    long processGroupId();

    /**
     * Returns the session.
     *
     * @return the pid of the session's leader, who may have ended; 0 if outside this pid namespace; -1 if unknown
     */
    long sessionId();

    /**
     * Returns the foreground process group of the controlling terminal.
     *
     * @return the group; -1 if there is no controlling terminal, or if unknown
     */
    long foregroundProcessGroupId();

    /**
     * Returns the controlling terminal. The name is found in the order of {@code ps}: the drivers of
     * {@code /proc/tty/drivers}, then what descriptor 2 links to, then the fixed numbers of the kernel's device list.
     *
     * @return the terminal; empty if there is none
     */
    Optional<TerminalDevice> terminal();

    /**
     * Returns the state.
     *
     * @return as of the time of the snapshot
     */
    ProcessState state();

    /**
     * Returns what the process is to its terminal.
     *
     * @return the role of {@link #roleEvidence()}
     */
    default ProcessRole role() {
        return roleEvidence().role();
    }

    /**
     * Returns the role, how exactly the process has it, and why. Looks at the leader of the session, as it is in the same
     * {@link ProcessTable} or else now.
     *
     * @return never {@code null}; {@link RoleEvidence.Kind#UNKNOWN} if the numbers may not be read
     */
    RoleEvidence roleEvidence();

    /**
     * Says the role and its reason in one sentence.
     *
     * @return for instance {@code daemon: no controlling terminal; session 4711 whose leader is gone; parent 1}
     */
    default String explainRole() {
        return roleEvidence().explanation();
    }

    /**
     * Returns the short name the kernel keeps: the first 15 bytes of the program's file name, or what the process set with
     * {@code prctl(2)}.
     *
     * @return the name; empty if unknown. Any character may be in it, line feeds and parentheses too
     */
    String command();

    /**
     * Returns the bytes of {@link #command()}.
     *
     * @return a new array
     */
    byte[] rawCommand();

    /**
     * Returns the argument vector, whole whatever its length.
     *
     * @return the arguments, the program's own name first, empty arguments included; an empty list for kernel threads,
     *     zombies, processes that erased it, and if unknown. A process that overwrote it with a title ({@code sshd: …}) shows
     *     that title, and an empty argument for each zero byte it filled the rest with
     */
    List<String> commandLine();

    /**
     * Returns the bytes of {@code /proc/PID/cmdline}.
     *
     * @return a new array, each argument ended by a zero byte
     */
    byte[] rawCommandLine();

    /**
     * Returns the environment as it was when the program started; later changes need not show.
     *
     * @return the entries in their order, the first of equal names; empty if it may not be read
     */
    Optional<Map<String, String>> environment();

    /**
     * Returns the program file.
     *
     * @return the path, without the kernel's {@code " (deleted)"}; empty for kernel threads and zombies, and if unknown
     */
    Optional<Path> executable();

    /**
     * Returns whether the program file has been unlinked or replaced since it was started, as a package upgrade does. Another
     * hard link to it does not count.
     *
     * @return {@code true} if so
     */
    boolean isExecutableDeleted();

    /**
     * Returns the working directory.
     *
     * @return the path in the process's own mount namespace, of a removed directory without the kernel's {@code " (deleted)"};
     *     empty for zombies, and if unknown
     */
    Optional<Path> workingDirectory();

    /**
     * Returns the root directory.
     *
     * @return {@code /} unless the process was {@code chroot}ed, of a removed directory without the kernel's
     *     {@code " (deleted)"}; empty for zombies, and if unknown
     */
    Optional<Path> root();

    /**
     * Returns the effective user's name.
     *
     * @return the name; the number if no name is known; empty text if even that is unknown
     */
    String user();

    /**
     * Returns the effective group's name.
     *
     * @return the name; the number if no name is known; empty text if even that is unknown
     */
    String group();

    /**
     * Returns the real user id.
     *
     * @return 0 to 4294967295; -1 if unknown
     */
    long uid();

    /**
     * Returns the effective user id: what the kernel checks.
     *
     * @return 0 to 4294967295; -1 if unknown. Known even where only this may be read ({@code hidepid=1})
     */
    long effectiveUid();

    /**
     * Returns the saved user id.
     *
     * @return 0 to 4294967295; -1 if unknown
     */
    long savedUid();

    /**
     * Returns the real group id.
     *
     * @return 0 to 4294967295; -1 if unknown
     */
    long gid();

    /**
     * Returns the effective group id.
     *
     * @return 0 to 4294967295; -1 if unknown
     */
    long effectiveGid();

    /**
     * Returns the saved group id.
     *
     * @return 0 to 4294967295; -1 if unknown
     */
    long savedGid();

    /**
     * Returns the supplementary groups.
     *
     * @return the group ids in the kernel's order; empty if there are none or unknown
     */
    List<Long> supplementaryGroups();

    /**
     * Returns the file mode creation mask.
     *
     * @return 0 to 0777; -1 if unknown, for zombies, and before Linux 4.7
     */
    int umask();

    /**
     * Returns the signals the main thread has blocked.
     *
     * @return the set; empty if unknown
     */
    Optional<SignalSet> blockedSignals();

    /**
     * Returns the signals that are ignored.
     *
     * @return the set; empty if unknown
     */
    Optional<SignalSet> ignoredSignals();

    /**
     * Returns the signals that have a handler.
     *
     * @return the set; empty if unknown
     */
    Optional<SignalSet> caughtSignals();

    /**
     * Returns the signals that wait for the process or its main thread.
     *
     * @return the set; empty if unknown
     */
    Optional<SignalSet> pendingSignals();

    /**
     * Returns the capabilities.
     *
     * @return the five sets; empty if unknown
     */
    Optional<Capabilities> capabilities();

    /**
     * Returns whether an exec can no longer give more rights ({@code PR_SET_NO_NEW_PRIVS}).
     *
     * @return {@code true} if set; {@code false} if not, or if unknown
     */
    boolean hasNoNewPrivileges();

    /**
     * Returns the pid of the debugger.
     *
     * @return 0 if there is none; -1 if unknown
     */
    long tracerPid();

    /**
     * Returns the pid in each pid namespace from the caller's to the process's own.
     *
     * @return one number outside of containers; empty if unknown
     */
    List<Long> namespacePids();

    /**
     * Returns how many threads there are.
     *
     * @return at least 1; -1 if unknown
     */
    int threads();

    /**
     * Returns the threads' ids.
     *
     * @return in ascending order; empty if unknown
     */
    List<Long> threadIds();

    /**
     * Returns the memory that is resident, shared pages in full.
     *
     * @return bytes; 0 for kernel threads and zombies; -1 if unknown
     */
    long residentBytes();

    /**
     * Returns the size of the address space.
     *
     * @return bytes; 0 for kernel threads and zombies; -1 if unknown
     */
    long virtualBytes();

    /**
     * Returns what memory the process really takes.
     *
     * @return the sums over its mappings; empty for kernel threads and zombies, and if unknown
     */
    Optional<MemoryUsage> memory();

    /**
     * Returns the nice value.
     *
     * @return -20 to 19; 0 if unknown
     */
    int nice();

    /**
     * Returns the open descriptors.
     *
     * @return in ascending order, none for a zombie; empty if they may not be read
     */
    Optional<List<OpenDescriptor>> openDescriptors();

    /**
     * Returns the control groups.
     *
     * @return one entry a hierarchy; empty if unknown
     */
    List<CgroupMembership> cgroups();

    /**
     * Returns the path in systemd's own hierarchy of control groups ({@code name=systemd}, cgroup version 1 and hybrid), or in
     * the unified one where systemd has none.
     *
     * @return for instance {@code /system.slice/nginx.service}; empty if unknown
     */
    Optional<String> cgroup();

    /**
     * Returns the systemd unit, taken from {@link #cgroup()}.
     *
     * @return for instance {@code nginx.service} or {@code session-3.scope}; empty if the path has none
     */
    Optional<String> systemdUnit();

    /**
     * Returns the namespaces.
     *
     * @return the inode number of each by its name ({@code pid}, {@code mnt}, {@code net}, …); empty if unknown
     */
    Map<String, Long> namespaces();

    /**
     * Returns the resource limits.
     *
     * @return in the kernel's order; empty if unknown
     */
    List<ResourceLimit> limits();

    /**
     * Returns what was read and written.
     *
     * @return the counters; empty if they may not be read
     */
    Optional<IoCounters> io();

    /**
     * Returns the score by which the out-of-memory killer chooses.
     *
     * @return 0 to 2000; empty if unknown
     */
    OptionalInt oomScore();

    /**
     * Returns what is added to that score.
     *
     * @return -1000 (never) to 1000; empty if unknown
     */
    OptionalInt oomScoreAdjust();

    /**
     * Returns when the process started, on today's wall clock: the ticks since boot added to the time of boot that holds
     * now. Exact to a tick (10 ms), also after the clock was set or the machine slept; to a second in an LXC container on a
     * machine that slept.
     *
     * @return the start; {@link Instant#EPOCH} if unknown. Not an identity: it moves when the clock is set
     */
    Instant startTime();

    /**
     * Returns the tick since boot at which the process started: with the pid and {@link #bootId()} its identity.
     *
     * @return the ticks; -1 if unknown. Comparable only within one time namespace
     */
    long startTicks();

    /**
     * Returns the id of this boot of the machine. Keep it with the pid and the ticks if they are to outlive the machine.
     *
     * @return the text of {@code /proc/sys/kernel/random/boot_id}; empty if it may not be read
     */
    String bootId();

    /**
     * Returns the processor time taken, in user and kernel mode, by all threads.
     *
     * @return a multiple of a tick; zero if unknown
     */
    Duration cpuTime();

    /**
     * Returns the part of {@link #cpuTime()} in user mode.
     *
     * @return a multiple of a tick; zero if unknown
     */
    Duration userTime();

    /**
     * Returns the part of {@link #cpuTime()} in kernel mode.
     *
     * @return a multiple of a tick; zero if unknown
     */
    Duration systemTime();

    /**
     * Returns whether the process leads its session.
     *
     * @return {@code true} if {@link #sessionId()} is {@link #pid()}
     */
    default boolean isSessionLeader() {
        return sessionId() == pid();
    }

    /**
     * Returns whether the process leads its process group.
     *
     * @return {@code true} if {@link #processGroupId()} is {@link #pid()}
     */
    default boolean isProcessGroupLeader() {
        return processGroupId() == pid();
    }

    /**
     * Looks again whether this very process still runs. The answer may be out of date at once.
     *
     * <p>Where {@code hidepid} forbids to read the start tick, nobody can know whether the pid has gone to another process
     * that may not be read either: then the answer is {@code true} as long as the pid is in use.
     *
     * @return {@code true} if it exists and is no zombie, or one whose other threads outlive its main thread; {@code false}
     *     if it ended, also if its pid is another process's now
     */
    boolean isAlive();

    /**
     * Returns whether both are the same process: pid and start tick are equal.
     *
     * @param other another snapshot, taken on this boot of the machine
     * @return {@code true} if so; {@code false} if either start tick is unknown
     */
    default boolean isSameProcessAs(ProcessInfo other) {
        return pid() == other.pid() && startTicks() >= 0 && startTicks() == other.startTicks();
    }

    /**
     * Returns a future that completes with this object when the process has ended. Waits on a pidfd: a process that gets the
     * same pid later does not matter. Completes at once if the process has ended already, a zombie included.
     *
     * @return a new future; cancelling it ends nothing but the wait
     * @throws ProcessAccessException if the start tick may not be read, so that nobody can say which process this is
     */
    CompletableFuture<ProcessInfo> onExit();

    /**
     * Sends a signal to this very process, through a pidfd: a process that got the same pid is never hit.
     *
     * @param signal the signal
     * @return {@code true} if it was sent; {@code false} if the process has ended
     * @throws ProcessAccessException if this user may not signal it, or may not read its start tick
     */
    boolean signal(Signal signal);

    /**
     * Returns the parent.
     *
     * @return the parent, as it is in the same {@link ProcessTable} or else now, with an unknown state if it may not be read;
     *     empty if it has none in this pid namespace, if either has ended, or if this process may not be read
     */
    Optional<ProcessInfo> parent();

    /**
     * Returns the children.
     *
     * @return as in the same {@link ProcessTable} or else now, by pid
     */
    List<ProcessInfo> children();

    /**
     * Returns the parent, its parent, and so on.
     *
     * @return as in the same {@link ProcessTable} or else now, the nearest first
     */
    List<ProcessInfo> ancestors();

    /**
     * Returns the children, and theirs.
     *
     * @return as in the same {@link ProcessTable} or else now; each process before its children
     */
    List<ProcessInfo> descendants();
}
