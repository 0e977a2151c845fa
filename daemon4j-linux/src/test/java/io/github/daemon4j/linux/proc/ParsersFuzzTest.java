/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.linux.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No bytes make a parser throw anything but the documented error. The seed is in every failure. */
class ParsersFuzzTest {

    private static final List<byte[]> SEEDS = List.of(
            Fixtures.bytes(Fixtures.line(20954, "java", 'S', 1, 2, 3, 34816, 4, 5)),
            Fixtures.bytes(Fixtures.line(1, ") R (", 'Z', 0, 0, 0, 0, -1, 0)),
            Fixtures.captured("jvm.status"),
            Fixtures.captured("kernel-thread.status"),
            Fixtures.captured("jvm.limits"),
            Fixtures.captured("jvm.io"),
            Fixtures.captured("jvm.smaps_rollup"),
            Fixtures.captured("jvm.cgroup"),
            Fixtures.bytes("sh\0-c\0\0A=b\0"),
            new byte[0]);

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, -7, 42})
    void no_input_makes_a_parser_throw_anything_undocumented(long seed) {
        Mutations.feed(seed, SEEDS, ParsersFuzzTest::fuzzerTestOneInput);
    }

    @Test
    void the_mutations_reach_both_outcomes_of_the_strict_parser() {
        Random random = new Random(1);
        int parsed = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] input = Mutations.of(random, SEEDS.get(0));
            try {
                Stat.parse(input, input.length);
                parsed++;
            } catch (MalformedProcFileException expected) {
                assertThat(expected).hasMessageStartingWith("Not a line of /proc/PID/stat");
            }
        }
        assertThat(parsed).isBetween(100, 900);
    }

    /** What the kernel writes about a process that chooses its name and words, read as every file. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Stat.parse(input, input.length);
        } catch (MalformedProcFileException documented) {
            // the one error a parser may throw
        }
        for (ProcessFile file : ProcessFile.values()) {
            Object parsed = FactParsers.parse(file, input, input.length);
            assertThat(parsed).isNotNull();
            if (parsed instanceof byte[] raw) {
                CommandLine.split(raw);
                FactParsers.environment(raw);
            }
        }
        String text = new String(input, StandardCharsets.ISO_8859_1);
        assertThat(PercentText.decode(PercentText.encode(text))).isEqualTo(text);
        PercentText.decode(text);
    }
}
