/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import com.sun.jna.Native;
import io.github.daemon4j.Daemon;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The class path a benchmark's child JVM is started with. */
final class ClassPath {

    private ClassPath() {}

    /** What a server with daemon4j needs, and nothing else of this program. */
    static String ofServer() {
        String linux = "io.github.daemon4j.linux.LinuxPlatform";
        Set<String> places = new LinkedHashSet<>();
        try {
            for (Class<?> type : new Class<?>[] {TinyServer.class, Daemon.class, Class.forName(linux), Native.class}) {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            }
        } catch (ClassNotFoundException | java.net.URISyntaxException broken) {
            throw new IllegalStateException("daemon4j is not complete on the class path", broken);
        }
        return String.join(File.pathSeparator, places);
    }
}
