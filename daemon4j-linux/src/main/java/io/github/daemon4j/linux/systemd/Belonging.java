/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * What ends a daemon although it has detached. systemd ends control groups, and neither setsid nor a second fork leaves one:
 *
 * <ul>
 *   <li>the scope of a login session, when that ends, if logind.conf(5) has {@code KillUserProcesses} for its user. Lingering
 *       changes nothing there;
 *   <li>all that is below the manager of a user ({@code user@UID.service}), such as what is started from most desktops and
 *       by {@code systemd-run --user}: when its user has logged out everywhere, unless the user lingers;
 *   <li>a service, when that is stopped, unless its {@code KillMode} spares all but the main process.
 * </ul>
 *
 * @param place the control group
 * @param user whose session or manager it is: the name, or the number if the name is not known; empty if it is neither
 * @param killing the setting of logind that ends the sessions of that user; null if none does
 * @param isManagerKept whether logind is told to keep managers of users who have logged out
 * @param isLingering whether that user lingers
 * @param isOwnService whether the service it is in was made for the program that is started
 * @param killMode that of the service; null if no file tells
 * @param starter who starts it
 */
public record Belonging(
        ControlGroupPath place,
        String user,
        @Nullable String killing,
        boolean isManagerKept,
        boolean isLingering,
        boolean isOwnService,
        @Nullable String killMode,
        Starter starter) {

    /** Who starts a daemon. */
    enum Starter {
        /** Root, whom the system's manager obeys: no logout ends that one. */
        ROOT,

        /** The user whose session or manager it is. */
        SELF,

        /** Somebody else, who has no manager here. */
        OTHER
    }

    /**
     * Looks. Where no session, no manager of a user and no service is, that is one file of {@code /proc}.
     *
     * @param root {@code /}, or a copy of what is read below it
     * @param uid the effective user of this process
     */
    public static Belonging here(File root, long uid) {
        SystemdFiles files = new SystemdFiles(root);
        ControlGroupPath place = files.ownControlGroup();
        String service = place.service();
        if (place.uid() < 0) {
            String killMode = service == null ? null : files.killMode(service);
            return of(place, "", null, false, false, service, killMode, uid);
        }
        SystemdFiles.User user = files.user(place.uid());
        String killMode = service == null ? null : files.killMode(service, place.uid(), user);
        LogindConfiguration logind = files.logind();
        return of(
                place,
                user.name(),
                logind.killing(user.name()),
                logind.keepsManagers(),
                files.lingers(user),
                service,
                killMode,
                uid);
    }

    private static Belonging of(
            ControlGroupPath place,
            String user,
            @Nullable String killing,
            boolean isManagerKept,
            boolean isLingering,
            @Nullable String service,
            @Nullable String killMode,
            long uid) {
        Starter starter = uid == 0 ? Starter.ROOT : uid == place.uid() ? Starter.SELF : Starter.OTHER;
        boolean isOwnService = service != null && OwnService.here().isOwn();
        return new Belonging(place, user, killing, isManagerKept, isLingering, isOwnService, killMode, starter);
    }

    /** Why a daemon that is started here may end before it is stopped, and the cure; null if it does not, as far as files tell. */
    public @Nullable String warning() {
        if (place.isSession()) {
            return killing == null ? null : endsWithSession(killing);
        }
        if (place.isBelowManager() && !isLingering && !isManagerKept) {
            return endsWithManager();
        }
        String service = place.service();
        boolean isSpared = isOwnService || "process".equals(killMode) || "none".equals(killMode);
        return service == null || isSpared ? null : endsWithService(service);
    }

    private String endsWithSession(String setting) {
        String linger = isLingering ? ", which counts for who lingers, too" : "";
        return "logging out will end this daemon: it belongs to " + place.unit() + ", and logind.conf has " + setting
                + linger + ". To keep it, "
                + switch (starter) {
                    case ROOT -> "start it with systemd-run --scope, or run it as a unit";
                    case SELF ->
                        (isLingering ? "" : lets() + " and ")
                                + "start it with systemd-run --user --scope, or run it as a unit";
                    case OTHER -> "run it as a unit";
                };
    }

    private String endsWithManager() {
        String unit = place.userUnit() == null ? "" : place.userUnit() + " of ";
        return "the last logout of " + user + " will end this daemon: it belongs to " + unit + place.unit()
                + ", which ends then because " + user + " does not linger. To keep it, " + lets()
                + (starter == Starter.ROOT
                        ? ", or start it with systemd-run --scope, or run it as a unit"
                        : ", or run it as a unit of the system");
    }

    private String endsWithService(String service) {
        String mode = killMode == null
                ? ", and no file tells whether that has KillMode=process, which would spare it"
                : ", and that has KillMode=" + killMode;
        return "stopping " + service + " will end this daemon: it belongs to it" + mode + ". To keep it, "
                + switch (starter) {
                    case ROOT -> "start it with systemd-run --scope, or run it as a unit of its own";
                    case SELF -> "start it with systemd-run --user --scope, or run it as a unit of its own";
                    case OTHER -> "run it as a unit of its own";
                };
    }

    private String lets() {
        return "let " + user + " linger (loginctl enable-linger " + user + ")";
    }
}
