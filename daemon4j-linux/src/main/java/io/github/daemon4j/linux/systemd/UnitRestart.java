/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.RestartPolicy;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where systemd runs a server, it is who starts it again: the lines of a unit that say so, and whether a unit does. */
public final class UnitRestart {

    private UnitRestart() {}

    /** What {@code [Service]} has to say for a policy. */
    static List<String> service(RestartPolicy policy) {
        return List.of("Restart=on-failure", "RestartSec=" + policy.firstWait().toMillis() + "ms");
    }

    /** What {@code [Unit]} has to say for it. A start is one more than the restarts that follow it. */
    static List<String> unit(RestartPolicy policy) {
        return List.of(
                "StartLimitIntervalSec=" + policy.within().toSeconds(), "StartLimitBurst=" + (policy.restarts() + 1));
    }

    /**
     * Why a server that systemd runs is not to be started with this policy, and what to do.
     *
     * @param root {@code /}, or a copy of what is read below it
     * @return null if its unit has it started again, so that the policy is left to that, or is in no file that can be read
     */
    public static @Nullable String missing(File root, RestartPolicy policy) {
        SystemdFiles files = new SystemdFiles(root);
        ControlGroupPath place = files.ownControlGroup();
        String service = place.service();
        String restart = service == null ? null : files.restart(place, service);
        return restart == null || !restart.equals("no")
                ? null
                : "systemd runs this server, so it is systemd that starts it again, and " + service
                        + " has no Restart= yet. Put into its [Service]:\n    "
                        + String.join("\n    ", service(policy))
                        + "\nand into its [Unit]:\n    " + String.join("\n    ", unit(policy))
                        + "\nthen: systemctl daemon-reload. The restartPolicy of the program is left to the unit then";
    }

    /**
     * Why a daemon that is started in a service of its own is not to have a keeper.
     *
     * @return null if no service was made for it
     */
    public static @Nullable String refusal(File root) {
        String service = new SystemdFiles(root).ownControlGroup().service();
        return service == null || !OwnService.here().isOwn()
                ? null
                : "systemd runs this start, as " + service
                        + ", and looks after what it starts: two would start the daemon"
                        + " again. Give the unit Type=notify and Restart=on-failure, without PIDFile=, and the program's"
                        + " restartPolicy is left to it; or take the restartPolicy out";
    }
}
