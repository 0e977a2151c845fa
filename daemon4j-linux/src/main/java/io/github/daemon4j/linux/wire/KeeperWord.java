/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a keeper says of the daemon that it starts again: one line in a file without a name, which it has as its standard input
 * and nobody inherits. As the {@link Account}, those can read it who may look into the keeper anyway.
 *
 * @param pid the daemon, as the keeper numbers it; 0 while there is none
 * @param restarts how often the keeper has started it again
 * @param status how the daemon before this one has ended, as a shell has it; -1 if none has
 * @param at when, in seconds since boot; -1 likewise
 * @param isStopping whether the keeper was told to stop, and starts nothing again
 */
public record KeeperWord(long pid, int restarts, int status, long at, boolean isStopping) {

    /** The name of the file, as {@code memfd_create(2)} takes it. */
    public static final String NAME = "daemon4j-keeper";

    /** Its descriptor in the keeper. */
    public static final int DESCRIPTOR = 0;

    /** Longer than any. */
    public static final int MOST_BYTES = 256;

    /** Parses a content; null if it is none, or not written to its end. */
    public static @Nullable KeeperWord parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        if (end < 0) {
            return null;
        }
        Fields fields = new Fields(text.substring(0, end));
        long pid = Fields.number(fields.get("pid"), Integer.MAX_VALUE);
        int restarts = (int) Fields.number(fields.get("restarts"), Integer.MAX_VALUE);
        return pid < 0 || restarts < 0
                ? null
                : new KeeperWord(
                        pid,
                        restarts,
                        (int) Fields.number(fields.get("status"), 255),
                        Fields.number(fields.get("at"), Integer.MAX_VALUE),
                        "yes".equals(fields.get("stopping")));
    }
}
