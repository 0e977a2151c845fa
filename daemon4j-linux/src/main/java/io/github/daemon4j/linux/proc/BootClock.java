/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.time.Instant;

/**
 * Turns ticks since boot into wall clock time: the wall clock now, less the time since boot now, plus the ticks. The
 * {@code btime} of {@code /proc/stat} alone would not do: it is whole seconds, up to a second early. But it tells whether the
 * time since boot is that of the ticks: lxcfs (LXC, Incus, Proxmox) shows a container its own age in {@code /proc/uptime},
 * and leaves {@code btime} and the ticks those of the machine.
 */
final class BootClock {

    /** Differences smaller than this are noise of the measurement, or the wall clock being slewed: keep the first value. */
    private static final long NOISE_NANOS = 5_000_000;

    /** {@code /proc/uptime} counts hundredths, cut off. */
    private static final long UPTIME_STEP_NANOS = 10_000_000;

    private static final long CLOSE_NANOS = 200_000;

    private final ProcFiles files;
    private long bootNanos; // since 1970; 0 if not known yet
    private long measuredNanos; // what bootNanos was decided from
    private boolean believesUptime = true;
    private long asleepNanos; // CLOCK_BOOTTIME - CLOCK_MONOTONIC
    private boolean asleepKnown;

    BootClock(ProcFiles files) {
        this.files = files;
    }

    Instant instantOf(long startTicks) {
        long nanos = boot() + startTicks * MachineFacts.nanosPerTick();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** Decided anew only when the measurement jumps, because /proc/stat costs a large machine a millisecond. */
    private synchronized long boot() {
        long measured = measure();
        if (bootNanos == 0 || Math.abs(measured - measuredNanos) > NOISE_NANOS) {
            long btime = btimeNanos();
            believesUptime = true;
            measured = measure();
            if (!isBootOf(btime, measured)) {
                believesUptime = false;
                measured = measure();
            }
            measuredNanos = measured;
            bootNanos = isBootOf(btime, measured) ? measured : btime;
        }
        return bootNanos;
    }

    private static boolean isBootOf(long btime, long measured) {
        return btime < 0 || Math.abs(measured - btime - 500_000_000) < 1_000_000_000;
    }

    /** The wall clock is read last: the time since boot may take 20 ms to find out. */
    private long measure() {
        long sinceBoot = believesUptime ? sinceBootNanos() : System.nanoTime();
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano() - sinceBoot;
    }

    /**
     * CLOCK_BOOTTIME. HotSpot's nanoTime is CLOCK_MONOTONIC, the same except for the time the machine slept; /proc/uptime is
     * CLOCK_BOOTTIME itself, in hundredths. Their difference, measured to some microseconds, is kept until it no longer fits.
     */
    private long sinceBootNanos() {
        long before = System.nanoTime();
        long uptime = uptimeNanos();
        long after = System.nanoTime();
        if (uptime >= 0 && !(asleepKnown && fits(asleepNanos, before, uptime, after))) {
            asleepNanos = fits(0, before, uptime, after) ? 0 : measureAsleep();
            asleepKnown = true;
        }
        return System.nanoTime() + asleepNanos;
    }

    private static boolean fits(long asleep, long before, long uptime, long after) {
        return before + asleep < uptime + UPTIME_STEP_NANOS && after + asleep >= uptime;
    }

    /** Each sample bounds the difference from both sides; those taken while uptime steps bound it closely. */
    private long measureAsleep() {
        long least = -Long.MAX_VALUE / 4;
        long most = Long.MAX_VALUE / 4;
        long end = System.nanoTime() + 2 * UPTIME_STEP_NANOS;
        while (most - least > CLOSE_NANOS && System.nanoTime() < end) {
            long before = System.nanoTime();
            long uptime = uptimeNanos();
            long after = System.nanoTime();
            least = Math.max(least, uptime - after);
            most = Math.min(most, uptime + UPTIME_STEP_NANOS - before);
        }
        return least + (most - least) / 2;
    }

    private long uptimeNanos() {
        byte[] raw = files.systemFile("uptime");
        if (raw == null) {
            return -1;
        }
        Text text = new Text(raw);
        long seconds = text.number();
        text.position++; // the point
        return seconds * 1_000_000_000L + text.number() * UPTIME_STEP_NANOS;
    }

    /** The second of the boot, -1 if unknown. */
    private long btimeNanos() {
        byte[] raw = files.systemFile("stat");
        Text text = new Text(raw == null ? new byte[0] : raw);
        while (!text.atEnd()) {
            if (text.skip("btime ")) {
                return text.number() * 1_000_000_000L;
            }
            text.skipLine();
        }
        return -1;
    }
}
