/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.Mutations;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a pid file, it is read or it is none. */
class PidFileFuzzTest {

    private static final List<byte[]> INPUTS = List.of(
            new PidFileContent(
                            20954,
                            123456,
                            "8c1f4a8e-6b3f-4f1d-9a38-0d5f0a1f3c11",
                            4026531836L,
                            new Kept(
                                    "TERM/30/KILL/10",
                                    6,
                                    List.of("start".getBytes(StandardCharsets.US_ASCII), new byte[] {-1})))
                    .format(),
            "4711\n".getBytes(StandardCharsets.US_ASCII),
            new byte[0]);

    @ParameterizedTest
    @ValueSource(longs = {1, 20261130, -7})
    void no_bytes_break_a_promise(long seed) {
        Mutations.feed(seed, INPUTS, PidFileFuzzTest::fuzzerTestOneInput);
    }

    /** What was read is written so that it is read again; a schedule is one or is refused. */
    public static void fuzzerTestOneInput(byte[] input) {
        PidFileContent content = PidFileContent.parse(input, input.length);
        PidFileContent identity = PidFileContent.identity(input, input.length);
        assertThat(content == null).isEqualTo(identity == null);
        if (content != null) {
            byte[] written = content.format();
            PidFileContent again = Objects.requireNonNull(PidFileContent.parse(written, written.length));
            assertThat(again.format()).isEqualTo(written);
            assertThat(again.pid()).isEqualTo(content.pid());
        }
        String text = new String(input, StandardCharsets.ISO_8859_1);
        try {
            StopSchedule schedule = StopSchedule.parse(text);
            assertThat(StopSchedule.parse(schedule.toString()).toString()).isEqualTo(schedule.toString());
        } catch (IllegalArgumentException documented) {
            assertThat(documented).hasMessageContaining("schedule");
        }
    }
}
