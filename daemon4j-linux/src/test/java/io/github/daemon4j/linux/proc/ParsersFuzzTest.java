/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No bytes make a parser throw anything but the documented error. The seed is in every failure. */
class ParsersFuzzTest {

    private static final int ROUNDS = 4_000;

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

    /** Bytes that parsers look at. */
    private static final byte[] TELLING = Fixtures.bytes("()[]: \t\n\0-+=,.0123456789abcdefUGTNSCM/\u00ff\u00c3");

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, -7, 42})
    void no_input_makes_a_parser_throw_anything_undocumented(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = mutate(random, SEEDS.get(random.nextInt(SEEDS.size())));
            parseAsEverything(input, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void the_mutations_reach_both_outcomes_of_the_strict_parser() {
        Random random = new Random(1);
        int parsed = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] input = mutate(random, SEEDS.get(0));
            try {
                Stat.parse(input, input.length);
                parsed++;
            } catch (MalformedProcFileException expected) {
                assertThat(expected).hasMessageStartingWith("Not a line of /proc/PID/stat");
            }
        }
        assertThat(parsed).isBetween(100, 900);
    }

    private static byte[] mutate(Random random, byte[] seed) {
        byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length + 1) : seed.length);
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                default ->
                    Arrays.fill(
                            bytes,
                            at,
                            Math.min(bytes.length, at + random.nextInt(30)),
                            TELLING[random.nextInt(TELLING.length)]);
            }
        }
        return bytes;
    }

    private static void parseAsEverything(byte[] input, String which) {
        try {
            Stat.parse(input, input.length);
        } catch (MalformedProcFileException documented) {
            // the one error a parser may throw
        } catch (RuntimeException e) {
            fail(which + " as stat: " + new String(input, java.nio.charset.StandardCharsets.ISO_8859_1), e);
        }
        for (ProcessFile file : ProcessFile.values()) {
            try {
                Object parsed = FactParsers.parse(file, input, input.length);
                assertThat(parsed).isNotNull();
                if (parsed instanceof byte[] raw) {
                    CommandLine.split(raw);
                    FactParsers.environment(raw);
                }
            } catch (RuntimeException e) {
                fail(which + " as " + file + ": " + new String(input, java.nio.charset.StandardCharsets.ISO_8859_1), e);
            }
        }
    }
}
