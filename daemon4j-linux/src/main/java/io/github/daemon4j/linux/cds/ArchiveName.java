/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import io.github.daemon4j.linux.libc.SystemText;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * The names of one daemon's files in a directory of archives. They hold what an archive is good for, so that one that is stale
 * is another file. A name that two states share by chance costs nothing but the gain: the JVM compares them itself.
 *
 * @param daemon which daemon's: eight hexadecimal digits
 * @param state which state of its JVM, options and class path
 */
record ArchiveName(String daemon, String state) {

    private static final String PREFIX = "daemon4j-";

    /** Of the texts that tell the daemon from others, and its state from other ones. */
    static ArchiveName of(String daemon, String state) {
        return new ArchiveName(digits(daemon), digits(state));
    }

    private static String digits(String text) {
        CRC32 sum = new CRC32();
        byte[] bytes = SystemText.bytes(text);
        sum.update(bytes, 0, bytes.length);
        String digits = Long.toHexString(sum.getValue());
        return "00000000".substring(digits.length()) + digits;
    }

    Path archive(Path directory) {
        return directory.resolve(all() + state + ".jsa");
    }

    /** The classes that a daemon has loaded, as the process that starts it names them. */
    Path list(Path directory, long launcher) {
        return directory.resolve(all() + state + "." + launcher + ".list");
    }

    /** Locked while an archive is made; the only name that does not begin with {@link #all}. */
    Path lock(Path directory) {
        return directory.resolve(PREFIX + daemon + ".lock");
    }

    /** What the names of all other files of this daemon begin with. */
    String all() {
        return PREFIX + daemon + "-";
    }
}
