/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The files the launcher and the VM read options from. Paths are absolute byte strings. */
interface StartFiles {

    /** The content of a regular file; anything else cannot be read a second time and is an IOException saying so. */
    byte[] read(String path) throws IOException;

    boolean exists(String path) throws IOException;

    boolean isDirectory(String path) throws IOException;

    /** A main attribute of a jar's manifest; null if it has none of that name. */
    @Nullable
    String attribute(String jar, String name) throws IOException;
}
