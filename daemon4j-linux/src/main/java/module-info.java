/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The Linux backend of daemon4j. Exports nothing: it is found through {@code io.github.daemon4j.spi.Platform}. */
@org.jspecify.annotations.NullMarked
module io.github.daemon4j.linux {
    requires io.github.daemon4j;
    requires com.sun.jna;
    requires java.logging;
    requires jdk.unsupported; // sun.misc.Signal
    requires static org.jspecify;

    provides io.github.daemon4j.spi.Platform with
            io.github.daemon4j.linux.LinuxPlatform;
}
