/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo.Terminal;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.ProcessRole.SessionLeader;
import io.github.daemon4j.Signal;
import io.github.daemon4j.spi.DescriptorEntry;
import io.github.daemon4j.spi.RoleFinding;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a process is to its terminal. Only from numbers of the kernel; never from a title, brackets around a name, or
 * a parent that is pid 1: orphaned jobs of a living terminal have that parent, and daemons below a subreaper have not.
 */
final class Roles {

    private static final int MOST_GENERATIONS = 1000;

    private Roles() {}

    /**
     * Decides.
     *
     * @param others finds the numbers of other processes, {@code null} where there is none
     */
    static RoleFinding decide(LinuxProcess process, LongFunction<@Nullable Stat> others) {
        Stat stat = process.stat();
        if (stat.isDenied()) {
            return finding(
                    Kind.UNKNOWN,
                    SessionLeader.UNKNOWN,
                    false,
                    "unknown: process " + stat.pid + " exists, but /proc/" + stat.pid
                            + "/stat cannot be read (hidepid)");
        }
        if (stat.isKernelThread()) {
            String why = "kernel thread: the kernel's flag PF_KTHREAD is set; parent " + stat.parent;
            return finding(Kind.KERNEL_THREAD, SessionLeader.UNKNOWN, false, why);
        }
        if (stat.hasEnded() && stat.terminal == 0) {
            String why = "unknown: process " + stat.pid + " has ended, and its parent " + stat.parent
                    + " has not asked for its exit status yet; zombie";
            return finding(Kind.ZOMBIE, SessionLeader.UNKNOWN, false, why);
        }
        Stat leaderStat = stat.session > 0 && stat.session != stat.pid ? others.apply(stat.session) : null;
        SessionLeader leader = leader(process, leaderStat);
        return stat.terminal == 0 ? daemon(process, leader, leaderStat, others) : job(process, leader);
    }

    private static SessionLeader leader(LinuxProcess process, @Nullable Stat leader) {
        Stat stat = process.stat();
        if (stat.session == stat.pid) {
            return SessionLeader.SELF;
        }
        if (stat.session <= 0) {
            return SessionLeader.UNKNOWN;
        }
        if (leader == null) {
            return process.mayBeHidden(stat.session) ? SessionLeader.UNKNOWN : SessionLeader.GONE;
        }
        if (leader.isDenied()) {
            return SessionLeader.UNKNOWN;
        }
        return leader.hasEnded() ? SessionLeader.GONE : SessionLeader.ALIVE;
    }

    private static RoleFinding job(LinuxProcess process, SessionLeader leader) {
        Stat stat = process.stat();
        String terminal = process.terminal().map(Terminal::name).orElse("?");
        String session = leader == SessionLeader.SELF ? "leads session " + stat.session : "session " + stat.session;
        boolean deaf = ignoresHangup(process);
        String end = (deaf ? "; ignores HUP" : "") + "; " + session + "; parent " + stat.parent + zombie(stat);
        if (stat.group == stat.foregroundGroup) {
            String why = stat.group == 0
                    ? "foreground, as ps has it: process group and foreground group of " + terminal
                            + " are both outside this pid namespace" + end
                    : "foreground: process group " + stat.group + " is the foreground group of " + terminal + end;
            return finding(Kind.FOREGROUND_JOB, leader, deaf, why);
        }
        boolean stopped = stat.state == 'T' || stat.state == 't';
        String other = stat.foregroundGroup > 0
                ? "the foreground group of " + terminal + " is " + stat.foregroundGroup
                : terminal + " has no foreground group in this pid namespace";
        String why =
                "background: " + (stopped ? "stopped; " : "") + "process group " + stat.group + ", and " + other + end;
        return finding(stopped ? Kind.STOPPED_JOB : Kind.BACKGROUND_JOB, leader, deaf, why);
    }

    private static RoleFinding daemon(
            LinuxProcess process,
            SessionLeader leader,
            @Nullable Stat leaderStat,
            LongFunction<@Nullable Stat> others) {
        Stat stat = process.stat();
        String start = "daemon: no controlling terminal; ";
        String end = "; parent " + stat.parent + zombie(stat);
        String session = "session " + stat.session;
        return switch (leader) {
            case SELF -> finding(Kind.SESSION_LEADER, leader, false, start + "leads " + session + end);
            case ALIVE -> {
                String leaders = leaderStat != null && leaderStat.terminal != 0 ? " has one" : " has none either";
                yield finding(
                        Kind.SESSION_MEMBER, leader, false, start + session + " whose living leader" + leaders + end);
            }
            case GONE -> {
                boolean deaf = ignoresHangup(process);
                Stat top = topmost(stat, others);
                boolean ownGroup = top.group != stat.session;
                String group = "";
                if (ownGroup) {
                    group = "; process group " + top.group + " of a hung-up job";
                } else if (stat.group != stat.session) {
                    group = "; process group " + stat.group + ", below process " + top.pid + " of the leader's group";
                }
                String why = start + session + " whose leader is gone" + group + (deaf ? "; ignores HUP" : "") + end;
                boolean hungUp = ownGroup || (deaf && holdsTerminal(process));
                yield finding(hungUp ? Kind.HUNG_UP_JOB : Kind.DOUBLE_FORKED, leader, deaf, why);
            }
            case UNKNOWN -> {
                String unseen = stat.session <= 0
                        ? "session 0, of the boot or outside this pid namespace"
                        : session + " whose leader is not visible";
                yield finding(Kind.WITHOUT_TERMINAL, leader, false, start + unseen + end);
            }
        };
    }

    /**
     * The first of its session: a daemon's children may lead groups, as those of {@code timeout(1)} do, but the daemon
     * itself is in the group its leader left it in, as no job is.
     */
    private static Stat topmost(Stat stat, LongFunction<@Nullable Stat> others) {
        Stat top = stat;
        Stat parent = others.apply(top.parent);
        // Bounded: parents read one after the other may make a circle.
        for (int i = 0; i < MOST_GENERATIONS && parent != null && parent.session == stat.session; i++) {
            if (parent.startTicks > top.startTicks) {
                break; // another process with the parent's pid
            }
            top = parent;
            parent = others.apply(top.parent);
        }
        return top;
    }

    private static String zombie(Stat stat) {
        return stat.isZombie() ? "; zombie" : "";
    }

    private static boolean ignoresHangup(LinuxProcess process) {
        return process.status()
                .map(status -> new Signal.Set(status.ignoredSignals()).contains(Signal.HUP))
                .orElse(false);
    }

    /** A job of a shell without job control has the shell's group: what tells it from a daemon is its standard descriptors. */
    private static boolean holdsTerminal(LinuxProcess process) {
        for (DescriptorEntry descriptor : process.descriptors().orElse(List.of())) {
            if (descriptor.number() <= 2 && descriptor.isTerminal()) {
                return true;
            }
        }
        return false;
    }

    private static RoleFinding finding(Kind kind, SessionLeader leader, boolean hangupIgnored, String explanation) {
        return new RoleFinding(kind, leader, hangupIgnored, explanation);
    }
}
