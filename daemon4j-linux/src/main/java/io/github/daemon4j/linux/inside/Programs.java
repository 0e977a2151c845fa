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

    private Programs() {}

    static boolean isContainerInit(String name) {
        for (String init : CONTAINER_INITS) {
            if (init.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
