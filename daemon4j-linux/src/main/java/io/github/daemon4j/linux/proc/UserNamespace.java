/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;

/**
 * What user_namespaces(7) does to owners: those who have no number in this namespace all show as the overflow uid. In a
 * rootless container that is who owns {@code /}: the outer root, or at least nobody who is inside.
 */
public final class UserNamespace {

    private static final long ALL = 4294967295L;

    private UserNamespace() {}

    /** The uid that stands for everybody outside; -1 if it is somebody's own number, or nobody is outside. */
    public static long outside() {
        try {
            byte[] overflow = ProcFile.bytes("/proc/sys/kernel/overflowuid");
            return outside(ProcFile.bytes("/proc/self/uid_map"), new Text(overflow).number());
        } catch (IOException noNamespaces) {
            return -1;
        }
    }

    /** Lines {@code first-inside first-outside count}. */
    static long outside(byte[] map, long overflow) {
        Text text = new Text(map);
        while (!text.atEnd()) {
            long first = text.number();
            text.number();
            long count = text.number();
            text.skipLine();
            if (count == ALL || (first <= overflow && overflow < first + count)) {
                return -1;
            }
        }
        return overflow;
    }
}
