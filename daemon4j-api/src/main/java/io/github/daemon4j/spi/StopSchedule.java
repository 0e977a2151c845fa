/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a daemon is made to end: signals, and how long each has to work. Written as start-stop-daemon(8) has it. */
public final class StopSchedule {

    /** A process that SIGKILL does not end waits in the kernel, for a disk or a server; that may be for ever. */
    private static final Duration LAST = Duration.ofSeconds(10);

    private static final int MOST_STEPS = 16;
    private static final Duration MOST = Duration.ofDays(365);

    /**
     * One signal.
     *
     * @param signal what is sent
     * @param time how long is waited for the end then
     */
    public record Step(Signal signal, Duration time) {}

    private final List<Step> steps;

    private StopSchedule(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** SIGTERM, and SIGKILL after a grace period; zero kills at once. */
    public static StopSchedule of(Duration grace) {
        Step kill = new Step(Signal.KILL, LAST);
        Duration wait = grace.compareTo(MOST) > 0 ? MOST : grace;
        return new StopSchedule(grace.isZero() ? List.of(kill) : List.of(new Step(Signal.TERM, wait), kill));
    }

    /**
     * Parses {@code TERM/30/KILL/10}.
     *
     * @throws IllegalArgumentException if it is none; the message says where
     */
    public static StopSchedule parse(String text) {
        List<Step> steps = new ArrayList<>();
        String[] parts = text.split("/", -1);
        int at = 0;
        while (at < parts.length) {
            Signal signal = signal(parts[at]);
            if (signal == null || steps.size() == MOST_STEPS) {
                throw refused(text, parts[at]);
            }
            Duration wait = at + 1 < parts.length ? seconds(parts[at + 1]) : LAST;
            if (wait == null) {
                throw refused(text, parts[at + 1]);
            }
            steps.add(new Step(signal, wait));
            at += 2;
        }
        return new StopSchedule(steps);
    }

    private static IllegalArgumentException refused(String text, String part) {
        return new IllegalArgumentException("a stop schedule is signals and seconds in turn, at most " + MOST_STEPS
                + " of each, such as TERM/30/KILL/5; '" + part + "' does not fit in '" + text + "'");
    }

    private static @Nullable Signal signal(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String plain = upper.startsWith("SIG") ? upper.substring(3) : upper;
        for (Signal signal : Signal.values()) {
            if (signal.name().equals(plain)) {
                return signal;
            }
        }
        return null;
    }

    /**
     * Parses seconds, such as {@code 60} or {@code 0.5}. Less than a millisecond is one: zero kills at once.
     *
     * @return null if they are anything but digits with at most one point, or more than a year
     */
    public static @Nullable Duration seconds(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return null; // an exponent or a sign
            }
        }
        try {
            BigDecimal millis = new BigDecimal(digits).movePointRight(3).setScale(0, RoundingMode.CEILING);
            boolean tooLong = millis.compareTo(BigDecimal.valueOf(MOST.toMillis())) > 0;
            return tooLong ? null : Duration.ofMillis(millis.longValue());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** What is sent, in this order. */
    public List<Step> steps() {
        return steps;
    }

    /** How long it takes until the last signal is sent; if it is the only one, nothing. */
    public Duration grace() {
        Duration grace = Duration.ZERO;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            grace = grace.plus(step.time());
        }
        return grace;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : steps) {
            text.append(text.length() == 0 ? "" : "/")
                    .append(step.signal())
                    .append('/')
                    .append(seconds(step.time().toMillis()));
        }
        return text.toString();
    }

    /** Every start writes a schedule, and a BigDecimal costs it ten milliseconds on JDK 25: its class computes powers of five. */
    private static String seconds(long millis) {
        String whole = Long.toString(millis / 1000);
        String rest = Long.toString(1000 + millis % 1000).substring(1);
        int end = rest.length();
        while (end > 0 && rest.charAt(end - 1) == '0') {
            end--;
        }
        return end == 0 ? whole : whole + "." + rest.substring(0, end);
    }
}
