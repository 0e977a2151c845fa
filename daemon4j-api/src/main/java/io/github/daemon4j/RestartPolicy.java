/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.time.Duration;
import java.util.Objects;

/**
 * When a daemon is started again that has ended, for machines where no supervisor does it. Immutable: each method returns
 * another policy.
 *
 * <p>A failure is an end with a status that is not 0, or by a signal, but for those that ask for an end: HUP, INT, PIPE and TERM, as
 * systemd's {@code Restart=on-failure} has it. A stop that was asked for is never followed by a start, however it ended, nor is 126 or 127: a program that cannot be executed. A daemon that fails
 * before it was ready the first time is its launcher's to tell, and is not started again. A JVM that runs out of memory ends with
 * status 3 if it has the option {@code -XX:+ExitOnOutOfMemoryError}; without it, it goes on.
 *
 * <p>What starts it again is its <em>keeper</em>, a shell that is its parent: see {@link DaemonOptions.Builder#restartPolicy}.
 */
public final class RestartPolicy {

    private static final Duration MOST = Duration.ofDays(1);
    private static final int MOST_RESTARTS = 10_000;

    private final Duration firstWait;
    private final Duration longestWait;
    private final int restarts;
    private final Duration within;

    private RestartPolicy(Duration firstWait, Duration longestWait, int restarts, Duration within) {
        this.firstWait = firstWait;
        this.longestWait = longestWait;
        this.restarts = restarts;
        this.within = within;
    }

    /**
     * After each failure: a second later at first, at most a minute later, and at most 5 times within 5 minutes.
     *
     * @return the policy
     */
    public static RestartPolicy onFailure() {
        return new RestartPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, Duration.ofMinutes(5));
    }

    /**
     * How long to wait between an end and the next start. Each wait is twice as long as the one before; the first one comes again when
     * the daemon has run for longer than the longest one.
     *
     * @param first the first wait, in whole milliseconds; zero starts it again at once, every time
     * @param longest not shorter, and at most a day
     * @return the policy with that wait
     */
    public RestartPolicy backoff(Duration first, Duration longest) {
        if (Objects.requireNonNull(first, "first").isNegative() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "the first wait is not negative and not longer than the longest, not " + first + ", " + longest);
        }
        return new RestartPolicy(first, notTooLong("the longest wait", longest), restarts, within);
    }

    /**
     * How often it is started again at most. The next failure is the last: the keeper says so in the daemon's log, and ends with the
     * daemon's exit status.
     *
     * @param most a number from 1 to 10000
     * @param during the time in which so many are allowed, in whole seconds, at most a day
     * @return the policy with that limit
     */
    public RestartPolicy limit(int most, Duration during) {
        if (most < 1 || most > MOST_RESTARTS) {
            throw new IllegalArgumentException("restarts must be from 1 to " + MOST_RESTARTS + ", not " + most);
        }
        if (Objects.requireNonNull(during, "during").toSeconds() < 1) {
            throw new IllegalArgumentException("the limit's time must be a second or more, not " + during);
        }
        return new RestartPolicy(firstWait, longestWait, most, notTooLong("the limit's time", during));
    }

    private static Duration notTooLong(String what, Duration time) {
        if (time.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(what + " is at most a day, not " + time);
        }
        return time;
    }

    /** {@return the first wait} */
    public Duration firstWait() {
        return firstWait;
    }

    /** {@return the longest wait} */
    public Duration longestWait() {
        return longestWait;
    }

    /** {@return how often it is started again within {@link #within}} */
    public int restarts() {
        return restarts;
    }

    /** {@return the time of the limit} */
    public Duration within() {
        return within;
    }

    @Override
    public String toString() {
        return "on failure, after " + firstWait.toMillis() + " to " + longestWait.toMillis() + " ms, at most "
                + restarts + " times within " + within.toSeconds() + " s";
    }
}
