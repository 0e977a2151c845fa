/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

/** Programs that say by their name what they are there for. */
final class Programs {

    private static final String[] SHELLS = {"sh", "bash", "dash", "ash", "busybox", "ksh", "mksh", "zsh", "fish"};

    /** What runs as process 1 of a container to reap and to pass signals on, and ends when its one child does. */
    private static final String[] CONTAINER_INITS = {
        "tini", "tini-static", "docker-init", "dumb-init", "catatonit", "podman-init"
    };

    private Programs() {}

    static boolean isShell(String name) {
        return isAmong(SHELLS, name);
    }

    static boolean isContainerInit(String name) {
        return isAmong(CONTAINER_INITS, name);
    }

    private static boolean isAmong(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
