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

    @Nullable
    Capabilities capabilities;

    boolean noNewPrivileges;

    private final long[] capabilitySets = new long[5];

    private Status() {}

    static Status parse(byte[] bytes, int end) {
        Status status = new Status();
        Text text = new Text(bytes, 0, end);
        while (!text.atEnd()) {
            status.line(text.line());
        }
        return status;
    }

    private void line(Text line) {
        String name = line.until(':');
        switch (name) {
            case "Umask" -> umask = (int) line.digits(3);
            case "Tgid" -> threadGroup = line.number();
            case "TracerPid" -> tracer = line.number();
            case "Uid" -> ids(line, users);
            case "Gid" -> ids(line, groups);
            case "Groups" -> supplementaryGroups = line.numbers();
            case "NSpid" -> namespacePids = line.numbers();
            case "SigPnd", "ShdPnd" -> pending = new SignalSet((pending == null ? 0 : pending.bits()) | line.digits(4));
            case "SigBlk" -> blocked = new SignalSet(line.digits(4));
            case "SigIgn" -> ignored = new SignalSet(line.digits(4));
            case "SigCgt" -> caught = new SignalSet(line.digits(4));
            case "CapInh" -> capability(0, line);
            case "CapPrm" -> capability(1, line);
            case "CapEff" -> capability(2, line);
            case "CapBnd" -> capability(3, line);
            case "CapAmb" -> capability(4, line);
            case "NoNewPrivs" -> noNewPrivileges = line.number() == 1;
            default -> {}
        }
    }

    private static void ids(Text line, long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            ids[i] = line.number();
        }
    }

    private void capability(int set, Text line) {
        long[] sets = capabilitySets;
        sets[set] = line.digits(4);
        capabilities = new Capabilities(sets[0], sets[1], sets[2], sets[3], sets[4]);
    }
}
