/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.systemd.ManagerVariables;
import io.github.daemon4j.linux.systemd.Shells;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code detach()} is to do here, and why. Decided from what was set on purpose, never from {@code ppid == 1} alone.
 *
 * @param mode what to do
 * @param why what decided
 * @param warning what a person has to know although it detaches; null if nothing
 * @param notifySocket where a service manager is to be told; null if there is none, or it is not this process's
 * @param isExpected whether the mode is what whoever started it has to expect, so that nothing has to be said
 */
public record ModeDecision(
        LaunchMode mode,
        String why,
        @Nullable String warning,
        @Nullable String notifySocket,
        boolean isExpected) {

    /** Overrides what would be found out; the options of the program override it. */
    static final String VARIABLE = "DAEMON4J_MODE";

    private static final String ANYWAY = "; to detach all the same, set " + VARIABLE + "=detached";

    /**
     * Looks around, and decides.
     *
     * @param asked the mode of the options
     * @param developer who runs this process for a developer, and what to do for a daemon; null if nobody, or if that
     *     has not been found out yet
     * @throws DaemonException if {@code DAEMON4J_MODE} names no mode
     */
    public static ModeDecision here(Optional<LaunchMode> asked, OwnState self, @Nullable String developer) {
        return of(asked, Surroundings.of(self, developer));
    }

    /**
     * Whether nothing speaks against a start from a terminal or a script, as far as that can be seen in an instant: no file is read, and no class
     * is loaded. Not the decision.
     */
    public static boolean isLikelyDetached(Optional<LaunchMode> asked, OwnState self) {
        return asked.isEmpty()
                && self.parentPid() > 1 // init starts services, and what is in a container
                && System.getenv(VARIABLE) == null
                && System.getenv(ManagerVariables.NOTIFY_SOCKET) == null
                && System.getenv("INVOCATION_ID") == null
                && System.getenv(PassedSockets.PID) == null;
    }

    /**
     * Decides.
     *
     * @param asked the mode of the options
     * @param seen where this process runs
     * @throws DaemonException if {@code DAEMON4J_MODE} names no mode
     */
    static ModeDecision of(Optional<LaunchMode> asked, Surroundings seen) {
        ServiceEvidence service = ServiceEvidence.of(seen);
        if (asked.isPresent()) {
            return asked(asked.get(), "the program asked for it (the verb run, or DaemonOptions.mode)", seen, service);
        }
        if (!seen.modeVariable().isEmpty()) {
            String why = VARIABLE + "=" + seen.modeVariable();
            return asked(parse(seen.modeVariable()), why, seen, service);
        }
        if (service.isBelieved()) {
            boolean isTold = service.kind() == ServiceEvidence.Kind.OWN
                    && !seen.notifySocket().isEmpty();
            return new ModeDecision(LaunchMode.SYSTEMD, service.text(), null, socket(seen), isTold);
        }
        if (service.kind() == ServiceEvidence.Kind.FORKING) {
            return new ModeDecision(LaunchMode.DETACHED, service.text(), null, null, true);
        }
        return found(seen, service.text().isEmpty() ? "" : "; " + service.text());
    }

    /** Whoever asks for systemd's mode vouches for the socket. */
    private static ModeDecision asked(LaunchMode mode, String why, Surroundings seen, ServiceEvidence service) {
        boolean isTold = mode != LaunchMode.DETACHED && (service.isBelieved() || mode == LaunchMode.SYSTEMD);
        boolean isExpected = mode == LaunchMode.DETACHED
                || mode == LaunchMode.INETD
                || (mode == LaunchMode.SYSTEMD && !seen.notifySocket().isEmpty());
        return new ModeDecision(mode, why, null, isTold ? socket(seen) : null, isExpected);
    }

    private static ModeDecision found(Surroundings seen, String note) {
        if (seen.pid() == 1) {
            return stays(LaunchMode.CONTAINER, "it is process 1, and the container ends with it" + note);
        }
        Surroundings.Other init = seen.init();
        if (init != null && isContainersInit(init) && seen.isBelowInit()) {
            String why = "process 1 is " + init.command() + ": the container ends when what that has started does";
            return stays(LaunchMode.CONTAINER, why + ANYWAY + note);
        }
        if (init != null && seen.isInPod() && Programs.isPodInit(init.command())) {
            String why = "process 1 is " + init.command()
                    + " of another container, in a pod whose containers share their pid"
                    + " namespace: this container ends when this process does";
            return stays(LaunchMode.CONTAINER, why + ANYWAY + note);
        }
        if (seen.hasNetworkInput()) { // the client would read what is said
            String why = "descriptor 0 is a network socket, as from inetd" + note;
            return new ModeDecision(LaunchMode.INETD, why, null, null, true);
        }
        if (seen.developer() != null) {
            return stays(LaunchMode.FOREGROUND, seen.developer() + note);
        }
        String warning = init != null && Shells.isShell(init.command())
                ? "process 1 of this container is a shell (" + init.command() + "): when it ends, the container and the"
                        + " daemon end"
                : null;
        return new ModeDecision(
                LaunchMode.DETACHED, "it was started from a terminal or a script" + note, warning, null, true);
    }

    private static ModeDecision stays(LaunchMode mode, String why) {
        return new ModeDecision(mode, why, null, null, false);
    }

    private static boolean isContainersInit(Surroundings.Other init) {
        return Programs.isContainerInit(init.command()) || Programs.isContainerInit(init.program());
    }

    private static @Nullable String socket(Surroundings seen) {
        return seen.notifySocket().isEmpty() ? null : seen.notifySocket();
    }

    private static LaunchMode parse(String variable) {
        try {
            return LaunchMode.valueOf(variable.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new DaemonException(
                    VARIABLE + "=" + variable + " is none of " + Arrays.toString(LaunchMode.values()), unknown);
        }
    }
}
