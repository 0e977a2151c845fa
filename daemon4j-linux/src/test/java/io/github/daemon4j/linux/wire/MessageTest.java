/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static List<Message> decode(byte[] bytes) {
        return new MessageDecoder().feed(bytes, bytes.length);
    }

    @Test
    void every_kind_survives_the_pipe() {
        List<Message> messages = List.of(
                new Message.Ready(Long.MAX_VALUE, 0, "grüßt\nalle"),
                new Message.Ready(0, 0, ""),
                new Message.Status(0x80000000L, 0, "loading \ud83d\ude00"),
                new Message.Extend(Long.MAX_VALUE),
                new Message.Extend(-1),
                new Message.Failed(255, "Adresse schon belegt"));

        for (Message message : messages) {
            assertThat(decode(message.encode())).containsExactly(message);
        }
    }

    @Test
    void messages_arrive_however_the_pipe_cuts_them() {
        Random random = new Random(4711);
        for (int round = 0; round < 200; round++) {
            List<Message> sent = new ArrayList<>();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                Message message = new Message.Status(i, 0, "x".repeat(random.nextInt(50)));
                sent.add(message);
                wire.writeBytes(message.encode());
            }
            List<Message> received = new ArrayList<>();
            MessageDecoder decoder = new MessageDecoder();
            byte[] bytes = wire.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(1 + random.nextInt(20), bytes.length - at);
                received.addAll(decoder.feed(Arrays.copyOfRange(bytes, at, at + count), count));
                at += count;
            }
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void a_long_text_is_cut_between_characters_to_what_the_kernel_writes_in_one_piece() {
        for (String character : List.of("x", "ü", "\u20ac", "\ud83d\ude00")) {
            for (int before = 0; before < 4; before++) {
                byte[] bytes = new Message.Status(1, 0, "-".repeat(before) + character.repeat(16384)).encode();

                assertThat(bytes.length).isBetween(4093, 4096);
                String text = ((Message.Status) decode(bytes).get(0)).text();
                assertThat(text).matches("-{" + before + "}(" + character + ")+");
            }
        }
    }

    @Test
    void a_text_that_just_fits_is_whole() {
        String text = "x".repeat(4096 - Frame.HEADER_BYTES);

        assertThat(decode(new Message.Failed(1, text).encode())).containsExactly(new Message.Failed(1, text));
    }

    @Test
    void what_only_a_newer_daemon_says_is_skipped() {
        byte[] known = new Message.Status(7, 0, "known").encode();
        byte[] unknown = new Message.Status(8, 0, "of tomorrow").encode();
        unknown[0] = 'q';
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(unknown);
        wire.writeBytes(known);
        wire.writeBytes(unknown);

        assertThat(decode(wire.toByteArray())).containsExactly(new Message.Status(7, 0, "known"));
    }

    @Test
    void what_is_no_message_is_refused_instead_of_allocated() {
        byte[] garbage = new byte[64];
        Arrays.fill(garbage, (byte) 0x7f);

        assertThatThrownBy(() -> decode(garbage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frame");
    }
}
