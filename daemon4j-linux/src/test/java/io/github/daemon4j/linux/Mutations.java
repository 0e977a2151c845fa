/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Bytes that are nearly right, for a fuzz target: a method {@code fuzzerTestOneInput(byte[])} that throws if a parser breaks its
 * contract. The build gives it some thousands of these; {@code .ci/fuzz} gives it to a fuzzer that sees which branches it reaches.
 */
public final class Mutations {

    private static final int ROUNDS = 4_000;

    /** Bytes that parsers look at. */
    private static final byte[] TELLING = "()[]: \t\n\0-+=,.;%/0123456789abcdefUGTNSCM\u00ff\u00c3"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    private Mutations() {}

    /** Gives the target all that one seed of random numbers makes of these inputs. */
    public static void feed(long seed, List<byte[]> inputs, Consumer<byte[]> target) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = of(random, inputs.get(random.nextInt(inputs.size())));
            try {
                target.accept(input);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + Arrays.toString(input), failure);
            }
        }
    }

    /** One input, changed in some places, perhaps cut short. */
    public static byte[] of(Random random, byte[] input) {
        byte[] bytes = Arrays.copyOf(input, random.nextInt(4) == 0 ? random.nextInt(input.length + 1) : input.length);
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte telling = TELLING[random.nextInt(TELLING.length)];
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = telling;
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(30)), telling);
            }
        }
        return bytes;
    }
}
