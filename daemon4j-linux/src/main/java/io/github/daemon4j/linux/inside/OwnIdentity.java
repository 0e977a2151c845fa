/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.privileges.PrivilegeDrop;
import io.github.daemon4j.linux.wire.LauncherPipe;
import io.github.daemon4j.linux.wire.Mark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who this process is, and whom it becomes. */
final class OwnIdentity {

    private OwnIdentity() {}

    /**
     * Becomes another user for good. What is opened again by way of {@code /proc} is given to him.
     *
     * @return what did not hold; null if all did
     */
    static @Nullable String become(String user, @Nullable String group, DaemonOptions options, @Nullable Mark mark) {
        List<Integer> given = new ArrayList<>();
        LauncherPipe pipe = mark == null ? null : new LauncherPipe(mark);
        if (mark != null && pipe != null && pipe.isOpen()) {
            given.add(mark.pipe()); // ready() opens it again
        }
        if (DiscardedOutput.isStandardOutput()) {
            given.add(1);
        }
        return PrivilegeDrop.become(user, group, options, given);
    }
}
