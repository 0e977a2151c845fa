/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a fact: looks at it again and again, every few milliseconds, until it holds. If it does not in time, the error says
 * what was waited for, what was seen last, and for an {@code Await} of a {@link ProcessScope} what its processes do.
 *
 * <pre>{@code
 * Await.atMost(Duration.ofSeconds(10)).until("the log is rotated", () -> Files.exists(rotated));
 * int port = scope.await().until("a port is named", () -> portIn(file), found -> found > 0);
 * }</pre>
 */
public final class Await {

    private final Duration timeout;
    private final Supplier<String> surroundings;

    private Await(Duration timeout, Supplier<String> surroundings) {
        this.timeout = Launch.requirePositive(timeout);
        this.surroundings = surroundings;
    }

    /**
     * Makes one that belongs to no scope.
     *
     * @param timeout how long a wait lasts at most
     * @return what waits
     */
    public static Await atMost(Duration timeout) {
        return new Await(timeout, () -> "");
    }

    /** One whose errors say what else there is to be seen. */
    static Await showing(Duration timeout, Supplier<String> surroundings) {
        return new Await(timeout, surroundings);
    }

    /**
     * Waits until a fact holds.
     *
     * @param what the fact in words, as "the log is rotated"
     * @param fact looks at it; what it throws ends the wait
     * @throws AssertionError if it does not hold in time, or the thread is interrupted
     */
    public void until(String what, BooleanSupplier fact) {
        Deadline deadline = Deadline.after(timeout);
        if (!deadline.await(fact)) {
            throw new AssertionError(what + ": not seen " + deadline + ".\n" + surroundings.get());
        }
    }

    /**
     * Waits until what is seen is as it should be.
     *
     * @param what the fact in words
     * @param look looks; what it throws ends the wait
     * @param condition says whether what was seen will do
     * @param <T> the type of what is seen
     * @return what was seen at last
     * @throws AssertionError if it is not in time, or the thread is interrupted; the message has what was seen last
     */
    public <T> T until(String what, Supplier<? extends T> look, Predicate<? super T> condition) {
        Deadline deadline = Deadline.after(timeout);
        Last<T> last = new Last<>();
        boolean seen = deadline.await(() -> {
            T now = Objects.requireNonNull(look.get(), "look");
            last.value = now;
            return condition.test(now);
        });
        if (!seen || last.value == null) {
            throw new AssertionError(
                    what + ": not seen " + deadline + "; seen last: " + last.value + ".\n" + surroundings.get());
        }
        return last.value;
    }

    private static final class Last<T> {
        @Nullable
        T value;
    }
}
