/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Capabilities;
import io.github.daemon4j.SignalSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /proc/PID/status}: lines {@code Name:\tvalue}. Lines a kernel does not write leave their fact unknown; no input is
 * an error.
 */
final class Status {

    private static final String[] CAPABILITY_SETS = {"CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:"};

    long threadGroup = -1;
    long tracer = -1;
    int umask = -1;
    final long[] users = {-1, -1, -1};
    final long[] groups = {-1, -1, -1};
    List<Long> supplementaryGroups = List.of();
    List<Long> namespacePids = List.of();

    @Nullable
    SignalSet pending;

    @Nullable
    SignalSet blocked;

    @Nullable
    SignalSet ignored;

    @Nullable
    SignalSet caught;

    boolean noNewPrivileges;

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
            pending = new SignalSet((pending == null ? 0 : pending.bits()) | text.digits(4));
        } else if (text.skip("SigBlk:")) {
            blocked = new SignalSet(text.digits(4));
        } else if (text.skip("SigIgn:")) {
            ignored = new SignalSet(text.digits(4));
        } else if (text.skip("SigCgt:")) {
            caught = new SignalSet(text.digits(4));
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

    @Nullable
    Capabilities capabilities() {
        long[] sets = capabilitySets;
        return hasCapabilities ? new Capabilities(sets[0], sets[1], sets[2], sets[3], sets[4]) : null;
    }

    private static void ids(Text line, long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            ids[i] = line.number();
        }
    }
}
