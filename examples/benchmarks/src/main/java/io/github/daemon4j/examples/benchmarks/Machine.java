/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What is measured on. */
final class Machine {

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    /** For below a table or a plot: what else runs belongs to what is measured. To be asked before that makes a load of its own. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "load average %.1f of %d processors at the start",
                SYSTEM.getSystemLoadAverage(),
                SYSTEM.getAvailableProcessors());
    }

    /** The feature release of a JDK; its directory if that does not say so. */
    static String feature(String home) throws IOException {
        for (String line : Files.readAllLines(Path.of(home, "release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.replaceAll("[^0-9]*([0-9]+).*", "$1");
            }
        }
        return home;
    }
}
