/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.RestartPolicy;
import io.github.daemon4j.linux.systemd.UnitRestart;
import io.github.daemon4j.linux.wire.ProgramName;
import java.io.File;

/** A server that stays where it is has no keeper: whoever runs it is its supervisor, and there are not to be two. */
public final class NoKeeper {

    private NoKeeper() {}

    /**
     * For an upgrade: a keeper is the parent of what it starts, and cannot take over what another one has started.
     *
     * @throws DaemonException if the options have a policy
     */
    public static void requireNone(DaemonOptions options) {
        if (options.restartPolicy().isPresent()) {
            throw new DaemonException(
                    "a daemon with a restartPolicy cannot be upgraded beside the one that runs: its keeper"
                            + " would be another one. Use restart: sockets of listen(..) stay open");
        }
    }

    /**
     * Has the policy of the options left to whoever runs this process.
     *
     * @throws DaemonException if that is systemd, and its unit does not start the server again
     */
    public static void instead(LaunchMode mode, DaemonOptions options) {
        RestartPolicy policy = options.restartPolicy().orElse(null);
        if (policy == null || mode == LaunchMode.INETD) {
            return;
        }
        if (mode == LaunchMode.SYSTEMD) {
            String missing = UnitRestart.missing(new File("/"), policy);
            if (missing != null) {
                throw new DaemonException("a restartPolicy is for machines where no supervisor is: " + missing);
            }
            return;
        }
        String who = mode == LaunchMode.CONTAINER
                ? "what runs the container does (docker run --restart on-failure:" + policy.restarts()
                        + ", restartPolicy of a pod)"
                : "in the foreground nobody does";
        System.err.println(ProgramName.of(options) + ": its restartPolicy does not start it again here: " + who);
    }
}
