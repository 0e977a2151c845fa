/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

/** What runs a script, and so stands between who starts a service, or a container, and its program. */
public final class Shells {

    private Shells() {}

    /** Whether a program is a shell by its name. */
    public static boolean isShell(String name) {
        return switch (name) {
            case "sh", "bash", "dash", "ash", "busybox", "ksh", "mksh", "zsh", "fish" -> true;
            default -> false;
        };
    }
}
