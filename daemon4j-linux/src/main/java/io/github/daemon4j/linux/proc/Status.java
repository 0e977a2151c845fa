/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.spi.StatusFields;
import java.util.List;

/**
 * {@code /proc/PID/status}: lines {@code Name:\tvalue}. Lines a kernel does not write leave their fact unknown; no input is
 * an error.
 */
final class Status implements StatusFields {

    private static final String[] CAPABILITY_SETS = {"CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"};

    private static final int PENDING = 1;
    private static final int BLOCKED = 2;
    private static final int IGNORED = 4;
    private static final int CAUGHT = 8;

    private long threadGroup = -1;
    private long tracer = -1;
    private int umask = -1;
    private final long[] users = {-1, -1, -1, -1};
    private final long[] groups = {-1, -1, -1, -1};
    private List<Long> supplementaryGroups = List.of();
    private List<Long> namespacePids = List.of();
    private long pending;
    private long blocked;
    private long ignored;
    private long caught;
    private int signalSets; // which of the four were there
    private boolean noNewPrivileges;
    private final long[] capabilitySets = new long[CAPABILITY_SETS.length];
    private boolean hasCapabilities;

    private Status() {}

    static Status parse(byte[] bytes, int end) {
        Status status = new Status();
        Text text = new Text(bytes, 0, end);
        while (!text.atEnd()) {
            status.line(text);
            text.skipLine();
        }
        return status;
    }

    /** The first letter leaves at most six names to compare: a table of all processes has some fifty lines a process. */
    private void line(Text text) {
        switch (text.bytes[text.position]) {
            case 'U' -> user(text);
            case 'G' -> group(text);
            case 'T' -> thread(text);
            case 'N' -> namespace(text);
            case 'S' -> signals(text);
            case 'C' -> capabilities(text);
            default -> {}
        }
    }

    private void user(Text text) {
        if (text.skip("Uid:")) {
            ids(text, users);
        } else if (text.skip("Umask:")) {
            umask = (int) text.digits(3);
        }
    }

    private void group(Text text) {
        if (text.skip("Gid:")) {
            ids(text, groups);
        } else if (text.skip("Groups:")) {
            supplementaryGroups = text.numbers();
        }
    }

    private void thread(Text text) {
        if (text.skip("Tgid:")) {
            threadGroup = text.number();
        } else if (text.skip("TracerPid:")) {
            tracer = text.number();
        }
    }

    private void namespace(Text text) {
        if (text.skip("NSpid:")) {
            namespacePids = text.numbers();
        } else if (text.skip("NoNewPrivs:")) {
            noNewPrivileges = text.number() == 1;
        }
    }

    private void signals(Text text) {
        if (text.skip("SigPnd:") || text.skip("ShdPnd:")) {
            pending |= text.digits(4);
            signalSets |= PENDING;
        } else if (text.skip("SigBlk:")) {
            blocked = text.digits(4);
            signalSets |= BLOCKED;
        } else if (text.skip("SigIgn:")) {
            ignored = text.digits(4);
            signalSets |= IGNORED;
        } else if (text.skip("SigCgt:")) {
            caught = text.digits(4);
            signalSets |= CAUGHT;
        }
    }

    private void capabilities(Text text) {
        for (int set = 0; set < CAPABILITY_SETS.length; set++) {
            if (text.skip(CAPABILITY_SETS[set])) {
                capabilitySets[set] = text.digits(4);
                hasCapabilities = true;
            }
        }
    }

    /** Real, effective, saved and file system user; nothing if unknown. */
    List<Long> users() {
        return list(users);
    }

    /** The same of the group. */
    List<Long> groups() {
        return list(groups);
    }

    private static List<Long> list(long[] ids) {
        return ids[0] < 0 ? List.of() : List.of(ids[0], ids[1], ids[2], ids[3]);
    }

    /** -1 if unknown. */
    long threadGroup() {
        return threadGroup;
    }

    @Override
    public boolean hasCredentials() {
        return users[0] >= 0 && groups[0] >= 0 && hasCapabilities;
    }

    @Override
    public long uid() {
        return users[0];
    }

    @Override
    public long effectiveUid() {
        return users[1];
    }

    @Override
    public long savedUid() {
        return users[2];
    }

    @Override
    public long gid() {
        return groups[0];
    }

    @Override
    public long effectiveGid() {
        return groups[1];
    }

    @Override
    public long savedGid() {
        return groups[2];
    }

    @Override
    public List<Long> supplementaryGroups() {
        return supplementaryGroups;
    }

    @Override
    public long inheritableCapabilities() {
        return capabilitySets[0];
    }

    @Override
    public long permittedCapabilities() {
        return capabilitySets[1];
    }

    @Override
    public long effectiveCapabilities() {
        return capabilitySets[2];
    }

    @Override
    public long boundingCapabilities() {
        return capabilitySets[3];
    }

    @Override
    public long ambientCapabilities() {
        return capabilitySets[4];
    }

    @Override
    public boolean hasNoNewPrivileges() {
        return noNewPrivileges;
    }

    @Override
    public boolean hasSignals() {
        return signalSets == (PENDING | BLOCKED | IGNORED | CAUGHT);
    }

    @Override
    public long pendingSignals() {
        return pending;
    }

    @Override
    public long blockedSignals() {
        return blocked;
    }

    @Override
    public long ignoredSignals() {
        return ignored;
    }

    @Override
    public long caughtSignals() {
        return caught;
    }

    @Override
    public int umask() {
        return umask;
    }

    @Override
    public long tracerPid() {
        return tracer;
    }

    @Override
    public List<Long> namespacePids() {
        return namespacePids;
    }

    private static void ids(Text line, long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            ids[i] = line.number();
        }
    }
}
