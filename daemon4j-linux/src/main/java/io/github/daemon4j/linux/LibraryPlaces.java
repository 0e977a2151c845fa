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
        List<Path> directories = new ArrayList<>();
        add(options.pidFile().orElse(null), directories);
        add(options.output().file().orElse(null), directories);
        NativeAccess.mayUse(directories);
    }

    static void mayBeBeside(Path file) {
        List<Path> directories = new ArrayList<>();
        add(file, directories);
        NativeAccess.mayUse(directories);
    }

    private static void add(@Nullable Path file, List<Path> directories) {
        Path directory =
                file == null ? null : LaunchDirectory.own().resolve(file).getParent();
        if (directory != null) {
            directories.add(directory);
        }
    }
}
