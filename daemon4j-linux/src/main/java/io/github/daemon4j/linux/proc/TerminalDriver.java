/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code /proc/tty/drivers}: {@code driver /dev/name major minor[-minor] type}, as {@code show_tty_range} of
 * fs/proc/proc_tty.c writes it.
 *
 * @param node the device file, without a number at its end
 */
record TerminalDriver(String node, long major, long firstMinor, long lastMinor, String type) {

    /** What is no such line is passed over. */
    static List<TerminalDriver> parse(byte[] drivers) {
        List<TerminalDriver> found = new ArrayList<>();
        Text text = new Text(drivers);
        while (!text.atEnd()) {
            Text line = text.line();
            line.skipWord();
            line.skipBlanks();
            String node = line.until(' ');
            long major = line.number();
            long first = line.number();
            boolean range = line.skip("-");
            long last = range ? line.number() : first;
            line.skipBlanks();
            if (major >= 0 && first >= 0) {
                found.add(new TerminalDriver(node, major, first, last, line.rest()));
            }
        }
        return found;
    }

    boolean serves(int deviceMajor, int deviceMinor) {
        return major == deviceMajor && firstMinor <= deviceMinor && deviceMinor <= lastMinor;
    }

    /** Who opens {@code /dev/ptmx} gets a pty:master, the side that emulates a terminal. */
    boolean makesTerminals() {
        return !type.equals("pty:master") && !node.equals("/dev/ptmx");
    }
}
