/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.status;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Readiness;
import io.github.daemon4j.examples.fleet.file.Host;
import io.github.daemon4j.examples.fleet.file.Member;
import io.github.daemon4j.examples.fleet.run.Remote;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at a member has shown.
 *
 * @param host the machine it runs on, if that is another one
 * @param pid none if it does not run, or that is not known; and so the others
 * @param serves whether what its {@code ready:} names is so; none if it names nothing that could be looked for
 * @param says how that is known, or why the rest is not
 */
public record MemberStatus(
        String name,
        Optional<String> host,
        DaemonStatus status,
        Optional<Long> pid,
        Optional<Instant> since,
        Optional<Long> memoryBytes,
        Optional<Boolean> serves,
        Optional<String> says) {

    /** Looks at members; at those of other machines all at once. */
    public static List<MemberStatus> of(Path file, List<Member> members) {
        Map<Member, Remote> elsewhere = new LinkedHashMap<>();
        for (Member member : members) {
            List<String> ask = List.of("status", StatusJson.OPTION, member.name());
            member.host().ifPresent(there -> elsewhere.put(member, Remote.start(there, file, ask)));
        }
        List<MemberStatus> all = new ArrayList<>();
        for (Member member : members) {
            Remote remote = elsewhere.get(member);
            all.add(remote == null ? of(member) : of(member, remote));
        }
        return all;
    }

    private static MemberStatus of(Member member) {
        DaemonControl control = member.control();
        DaemonStatus status = control.status();
        Optional<ProcessInfo> process = control.process();
        Optional<Readiness> served = status.exitCode() == 0 ? member.served() : Optional.empty();
        Optional<Readiness.Look> look = served.map(Readiness::look);
        return new MemberStatus(
                member.name(),
                Optional.empty(),
                status,
                process.map(ProcessInfo::pid),
                process.flatMap(running -> running.startTime().toOptional()),
                process.map(ProcessInfo::residentBytes).filter(bytes -> bytes >= 0),
                look.map(Readiness.Look::isReady),
                look.filter(seen -> !seen.isReady())
                        .map(Readiness.Look::seen)
                        .or(() -> served.map(Readiness::toString)));
    }

    private static MemberStatus of(Member member, Remote remote) {
        List<String> lines = remote.lines();
        Optional<String> host = member.host().map(Host::name);
        for (String line : lines) {
            if (StatusJson.isOne(line)) {
                return StatusJson.first(line, host);
            }
        }
        String why = lines.isEmpty() ? "exit status " + remote.exitStatus() : lines.get(lines.size() - 1);
        return new MemberStatus(
                member.name(),
                host,
                DaemonStatus.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
    }

    /** 0 if all run, 1 if one has died; else 3 if one does not run, or 4 if that is not known, whichever comes first. */
    public static int exitStatus(List<MemberStatus> members) {
        int exitStatus = 0;
        for (MemberStatus member : members) {
            boolean dead = member.status == DaemonStatus.DEAD_WITH_PID_FILE;
            exitStatus = dead || exitStatus == 0 ? member.status.exitCode() : exitStatus;
        }
        return exitStatus;
    }
}
