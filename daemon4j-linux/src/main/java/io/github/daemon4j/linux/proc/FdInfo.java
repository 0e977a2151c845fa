/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * What {@code /proc/PID/fdinfo/FD} says of an open descriptor, see proc(5); no input is an error.
 *
 * @param position {@code pos:}, the file offset; -1 if it is not said
 * @param pid {@code Pid:} of a pidfd, as the {@code /proc} that was read numbers it; -1 if that process is gone, 0 if this
 *     {@code /proc} has no number for it, or if it is not said
 * @param writeLocks {@code lock:}, at which byte each write lock of fcntl(2) begins that this open file description has (OFDLCK)
 *     or the process (POSIX)
 */
record FdInfo(long position, long pid, List<Long> writeLocks) {

    static FdInfo parse(byte[] bytes) {
        long position = -1;
        long pid = 0;
        List<Long> writeLocks = new ArrayList<>();
        Text text = new Text(bytes);
        while (!text.atEnd()) {
            if (text.skip("pos:")) {
                position = text.number();
            } else if (text.skip("Pid:")) {
                pid = text.number();
            } else if (text.skip("lock:")) {
                addWriteLock(text.until('\n'), writeLocks);
                continue;
            }
            text.skipLine();
        }
        return new FdInfo(position, pid, List.copyOf(writeLocks));
    }

    /**
     * {@code 1: OFDLCK ADVISORY WRITE -1 fe:00:1234 FIRST LAST}, as {@code lock_get_status} of fs/locks.c writes it; {@code POSIX}
     * if the process has it, as for the JDK.
     */
    private static void addWriteLock(String line, List<Long> locks) {
        StringTokenizer words = new StringTokenizer(line);
        boolean ofRange = words.countTokens() == 8;
        for (int i = 0; ofRange && i < 6; i++) {
            String word = words.nextToken();
            ofRange = (i != 1 || word.equals("OFDLCK") || word.equals("POSIX")) && (i != 3 || word.equals("WRITE"));
        }
        if (ofRange) {
            locks.add(new Text(words.nextToken().getBytes(StandardCharsets.US_ASCII)).number());
        }
    }
}
