/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

/** Programs that say by their name what they are there for. */
final class Programs {

    /** What runs as process 1 of a container to reap and to pass signals on, and ends when its one child does. */
    private static final String[] CONTAINER_INITS = {
        "tini", "tini-static", "docker-init", "dumb-init", "catatonit", "podman-init"
    };

    /** What is process 1 of a pod whose containers share their pid namespace, in a container of its own. */
    private static final String[] POD_INITS = {"pause", "catatonit"};

    private Programs() {}

    static boolean isContainerInit(String name) {
        return isOneOf(CONTAINER_INITS, name);
    }

    static boolean isPodInit(String name) {
        return isOneOf(POD_INITS, name);
    }

    private static boolean isOneOf(String[] names, String name) {
        for (String each : names) {
            if (each.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
