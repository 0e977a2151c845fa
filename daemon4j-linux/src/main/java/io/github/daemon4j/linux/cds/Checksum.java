/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Whether an archive is what was made. The JVM looks at its header, and at the rest only if it is told to, which takes it three
 * times as long as this; it falls over what it does not look at, and one that it refuses costs it the JDK's own archive too.
 *
 * <p>The sum is the end of what gzip(1) makes of the archive: the CRC-32 and the length, four bytes each, the least first.
 */
final class Checksum {

    static final String SUFFIX = ".check";

    private static final int BYTES = 8;
    private static final int CHUNK = 1 << 18;

    /** Ten times those of the largest servers: somebody else's file may be without an end. */
    private static final long LARGEST = 1L << 30;

    private Checksum() {}

    /** Whether the file beside an archive says so. */
    static boolean fits(Path archive) {
        return fits(archive.toString(), archive + SUFFIX);
    }

    /** Whether a sum is that of an archive. */
    static boolean fits(String archive, String sum) {
        try (InputStream in = new FileInputStream(sum)) {
            byte[] expected = in.readNBytes(BYTES + 1);
            return expected.length == BYTES && number(expected, 0) == crc(archive, number(expected, 4));
        } catch (IOException missing) {
            return false;
        }
    }

    /** The sum of a file; -1 if it is of another length. */
    private static long crc(String archive, long expectedLength) throws IOException {
        CRC32 sum = new CRC32();
        long length = 0;
        try (InputStream in = new FileInputStream(archive)) {
            byte[] chunk = new byte[CHUNK];
            int count = in.read(chunk);
            while (count > 0 && length + count <= Math.min(expectedLength, LARGEST)) {
                sum.update(chunk, 0, count);
                length += count;
                count = in.read(chunk);
            }
            return length > 0 && count <= 0 && length == expectedLength ? sum.getValue() : -1;
        }
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | (bytes[from + i] & 0xff);
        }
        return number;
    }
}
