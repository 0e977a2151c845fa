/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.launch;

import java.nio.file.Path;

/** The directory a person was in when he started the server: what relative paths of the options count from. */
record LaunchDirectory(String path) {

    Path resolve(Path given) {
        return Path.of(path).resolve(given).normalize();
    }
}
