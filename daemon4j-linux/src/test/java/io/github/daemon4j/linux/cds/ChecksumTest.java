/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

    /** {@code printf 123456789 | gzip -1 | tail -c 8}. */
    private static final byte[] SUM = {0x26, 0x39, (byte) 0xf4, (byte) 0xcb, 9, 0, 0, 0};

    @TempDir
    private Path directory;

    private Path archive;

    @BeforeEach
    void make() throws IOException {
        archive = Files.writeString(directory.resolve("a.jsa"), "123456789");
        Files.write(directory.resolve("a.jsa.check"), SUM);
    }

    @Test
    void fits_what_gzip_says() {
        assertThat(Checksum.fits(archive)).isTrue();
    }

    @Test
    void does_not_fit_another_content() throws IOException {
        for (String other : List.of("", "12345678", "1234567890", "123456780", "\0\0\0\0\0\0\0\0\0")) {
            Files.writeString(archive, other);
            assertThat(Checksum.fits(archive)).as(other).isFalse();
        }
    }

    @Test
    void no_sum_fits_nothing() throws IOException {
        for (byte[] other : List.of(new byte[0], new byte[7], new byte[8], new byte[9])) {
            Files.write(directory.resolve("a.jsa.check"), other);
            assertThat(Checksum.fits(archive)).as("%d bytes", other.length).isFalse();
        }
        Files.delete(directory.resolve("a.jsa.check"));
        assertThat(Checksum.fits(archive)).isFalse();
    }

    /** The sum of nothing is zero. */
    @Test
    void an_empty_archive_is_none_even_if_the_sum_says_so() throws IOException {
        Files.writeString(archive, "");
        Files.write(directory.resolve("a.jsa.check"), new byte[8]);

        assertThat(Checksum.fits(archive)).isFalse();
    }

    @Test
    void no_archive_fits_no_sum() throws IOException {
        Files.delete(archive);

        assertThat(Checksum.fits(archive)).isFalse();
    }
}
