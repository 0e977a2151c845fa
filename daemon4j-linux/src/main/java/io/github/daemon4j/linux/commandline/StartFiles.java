/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.io.IOException;

/** The files the launcher and the VM read options from. Paths are absolute byte strings. */
interface StartFiles {

    /** The content of a regular file; anything else cannot be read a second time and is an IOException saying so. */
    byte[] read(String path) throws IOException;

    boolean exists(String path) throws IOException;

    boolean isDirectory(String path) throws IOException;

    /** Whether a jar's manifest enables native access for all that is on the class path, as the launcher reads it. */
    boolean enablesNativeAccess(String jar) throws IOException;
}
