/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/** What the kernel told this process of the machine when it started it: {@code getauxval(3)}. */
final class MachineFacts {

    private static final int AT_PAGESZ = 6;
    private static final int AT_CLKTCK = 17;

    private static final long PAGE_SIZE;
    private static final long TICKS_PER_SECOND;

    static {
        byte[] vector;
        try {
            vector = ProcFile.bytes("/proc/self/auxv");
        } catch (IOException e) {
            vector = new byte[0]; // not dumpable, and no root
        }
        PAGE_SIZE = value(vector, AT_PAGESZ, 4096);
        TICKS_PER_SECOND = value(vector, AT_CLKTCK, 100);
    }

    private MachineFacts() {}

    static long pageSize() {
        return PAGE_SIZE;
    }

    static long nanosPerTick() {
        return 1_000_000_000 / TICKS_PER_SECOND;
    }

    static Duration duration(long ticks) {
        return Duration.ofSeconds(ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND * nanosPerTick());
    }

    /** Pairs of words; a JVM of 32 bits has shorter ones. */
    static long value(byte[] vector, long type, long otherwise) {
        boolean wide = !"32".equals(System.getProperty("sun.arch.data.model"));
        ByteBuffer words = ByteBuffer.wrap(vector).order(ByteOrder.nativeOrder());
        while (words.remaining() >= (wide ? 16 : 8)) {
            long key = wide ? words.getLong() : words.getInt();
            long value = wide ? words.getLong() : words.getInt();
            if (key == type && value > 0) {
                return value;
            }
        }
        return otherwise;
    }
}
