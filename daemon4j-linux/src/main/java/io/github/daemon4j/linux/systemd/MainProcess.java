/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

/** How systemd finds the main process of the service that this process was started for. */
public final class MainProcess {

    private MainProcess() {}

    /**
     * Whether it will guess ({@code GuessMainPID=} in systemd.service(5)), for no {@code PIDFile=} says so: it takes the only process
     * that is left in the service, and none if there are two.
     */
    public static boolean isGuessed() {
        return isGuessed(OwnService.here());
    }

    static boolean isGuessed(OwnService service) {
        return service.isOwn() && service.pidFileVariable().isEmpty();
    }
}
