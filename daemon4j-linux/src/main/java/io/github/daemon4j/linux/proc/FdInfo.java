/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

/**
 * What {@code /proc/PID/fdinfo/FD} says of an open descriptor, see proc(5); no input is an error.
 *
 * @param position {@code pos:}, the file offset; -1 if it is not said
 * @param pid {@code Pid:} of a pidfd, as the {@code /proc} that was read numbers it; -1 if that process is gone, 0 if this
 *     {@code /proc} has no number for it, or if it is not said
 */
record FdInfo(long position, long pid) {

    static FdInfo parse(byte[] bytes) {
        long position = -1;
        long pid = 0;
        Text text = new Text(bytes);
        while (!text.atEnd()) {
            if (text.skip("pos:")) {
                position = text.number();
            } else if (text.skip("Pid:")) {
                pid = text.number();
            }
            text.skipLine();
        }
        return new FdInfo(position, pid);
    }
}
