/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer.ps;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Times as {@code ps} computes them: from whole seconds of boot time, which makes its start times up to a second early.
 * {@code ProcessInfo.startTime()} is exact and would differ.
 *
 * @param bootSeconds {@code btime} of {@code /proc/stat}
 * @param uptimeTicks how long the machine has run
 * @param now this day and year
 * @param pidDigits how long the highest pid is
 */
record PsTimes(long bootSeconds, double uptimeTicks, ZonedDateTime now, int pidDigits) {

    /** USER_HZ, which Linux keeps at 100 on every machine Java runs on. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int MILLIS_PER_TICK = 1000 / TICKS_PER_SECOND;

    static PsTimes ofThisMoment() {
        String stat = read("/proc/stat");
        int boot = stat.indexOf("\nbtime ") + "\nbtime ".length();
        String uptime = read("/proc/uptime");
        return new PsTimes(
                Long.parseLong(stat.substring(boot, stat.indexOf('\n', boot))),
                Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_PER_SECOND,
                ZonedDateTime.now(),
                read("/proc/sys/kernel/pid_max").strip().length());
    }

    /** Not by {@code Files.readString}: of a number below /proc/sys it gets the first digit. */
    private static String read(String file) {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The share of a processor over the whole life, in percent without a fraction, at most 99. */
    long usage(long startTicks, Duration cpu) {
        long life = (long) (uptimeTicks - startTicks);
        long ticks = cpu.toMillis() / MILLIS_PER_TICK;
        return life <= 0 ? 0 : Math.min(99, ticks * 100 / life);
    }

    /** The time if the process started today, else the day, in another year that year. */
    String start(long startTicks) {
        long seconds = bootSeconds + startTicks / TICKS_PER_SECOND;
        ZonedDateTime start = Instant.ofEpochSecond(seconds).atZone(now.getZone());
        if (start.getYear() != now.getYear()) {
            return Integer.toString(start.getYear());
        }
        if (start.getDayOfYear() != now.getDayOfYear()) {
            String month = start.getMonth().getDisplayName(TextStyle.SHORT_STANDALONE, Locale.getDefault());
            return month + twoDigits(start.getDayOfMonth());
        }
        return twoDigits(start.getHour()) + ':' + twoDigits(start.getMinute());
    }

    static String cpu(Duration cpu) {
        long seconds = cpu.toSeconds();
        long days = seconds / 86_400;
        return (days > 0 ? days + "-" : "")
                + twoDigits(seconds / 3600 % 24)
                + ':'
                + twoDigits(seconds / 60 % 60)
                + ':'
                + twoDigits(seconds % 60);
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
