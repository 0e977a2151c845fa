/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a keeper adds to the {@link Mark} of the daemon that it starts: {@code ;keeper=PID:HERE:START;again=N}. The launcher, who
 * writes the rest, does not know the keeper's pid before the keeper runs.
 *
 * @param pid the keeper, as {@code /proc} numbers it
 * @param pidHere the keeper, as its own pid namespace numbers it
 * @param startTicks its start, in clock ticks since boot
 * @param restarts how often it has started the daemon again
 */
public record Keeping(long pid, long pidHere, long startTicks, int restarts) {

    /** That in this process's environment; null if no keeper has started it. */
    public static @Nullable Keeping ofEnvironment() {
        String value = System.getenv(Mark.VARIABLE);
        return value == null ? null : parse(value);
    }

    /** Parses the value of {@link Mark#VARIABLE}; null if no keeper has added anything. */
    public static @Nullable Keeping parse(String value) {
        Fields fields = new Fields(value);
        String keeper = fields.get("keeper");
        int first = keeper == null ? -1 : keeper.indexOf(':');
        int second = first < 0 || keeper == null ? -1 : keeper.indexOf(':', first + 1);
        if (keeper == null || second < 0) {
            return null;
        }
        Keeping keeping = new Keeping(
                Fields.number(keeper.substring(0, first), Integer.MAX_VALUE),
                Fields.number(keeper.substring(first + 1, second), Integer.MAX_VALUE),
                Fields.number(keeper.substring(second + 1), Long.MAX_VALUE),
                (int) Fields.number(fields.get("again"), Integer.MAX_VALUE));
        boolean complete = keeping.pid >= 0 && keeping.pidHere >= 0 && keeping.startTicks >= 0 && keeping.restarts >= 0;
        return complete ? keeping : null;
    }
}
