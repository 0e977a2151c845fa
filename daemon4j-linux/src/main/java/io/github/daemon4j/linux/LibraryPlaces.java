/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where this program has files anyway, JNA's library may be for a moment, too, if there is no better place. */
final class LibraryPlaces {

    private LibraryPlaces() {}

    static void mayBeBeside(DaemonOptions options) {
        mayBeBeside(options.pidFile().orElse(null), options.output().file().orElse(null));
    }

    static void mayBeBeside(@Nullable Path... files) {
        List<Path> directories = new ArrayList<>();
        for (Path file : files) {
            Path directory =
                    file == null ? null : LaunchDirectory.own().resolve(file).getParent();
            if (directory != null) {
                directories.add(directory);
            }
        }
        NativeAccess.mayUse(directories);
    }
}
