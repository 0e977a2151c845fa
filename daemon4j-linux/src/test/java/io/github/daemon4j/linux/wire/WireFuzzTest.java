/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launcher survives whatever its daemon says, and whoever asks a daemon what stands in its account. */
class WireFuzzTest {

    private static final List<byte[]> INPUTS = List.of(
            Frame.encode(Frame.READY, 20954, 123456, "serving"),
            Frame.encode(Frame.FAILED, 7, 0, "no"),
            "1;launcher=17:22;leader=no;directory=%2F;output=4:memory;sockets=1:0;pipe=4"
                    .getBytes(StandardCharsets.US_ASCII),
            "phase=READY\nmode=DETACHED\nreload=1 1 \nreopen=0 0 \nstatus=serving\n"
                    .getBytes(StandardCharsets.US_ASCII),
            new byte[0]);

    @ParameterizedTest
    @ValueSource(longs = {1, 20261130, -7})
    void no_bytes_break_a_promise(long seed) {
        Mutations.feed(seed, INPUTS, WireFuzzTest::fuzzerTestOneInput);
    }

    /** In one piece and in two the same messages come out; text is a mark, an account, or neither. */
    public static void fuzzerTestOneInput(byte[] input) {
        assertThat(messages(input, input.length)).isEqualTo(messages(input, input.length / 2));
        Account.parse(input, input.length);
        String text = new String(input, StandardCharsets.ISO_8859_1);
        Mark mark = Mark.parse(text);
        if (mark != null) {
            assertThat(Mark.parse(mark.format())).isEqualTo(mark);
        }
        SocketCounts.parse(text);
        Stream.parse(text);
    }

    /** What is read, the end of a stream that makes no sense included. */
    private static List<String> messages(byte[] input, int first) {
        MessageDecoder decoder = new MessageDecoder();
        List<String> messages = new ArrayList<>();
        try {
            decoder.feed(input, first).forEach(message -> messages.add(message.toString()));
            byte[] rest = java.util.Arrays.copyOfRange(input, first, input.length);
            decoder.feed(rest, rest.length).forEach(message -> messages.add(message.toString()));
        } catch (IllegalArgumentException documented) {
            return List.of("no messages");
        }
        return messages;
    }
}
