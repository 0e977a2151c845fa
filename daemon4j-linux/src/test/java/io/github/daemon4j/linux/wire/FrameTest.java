/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void a_frame_survives_the_pipe() {
        Frame frame = new Frame(Frame.FAILED, 7, "Adresse schon belegt: größer\nals gedacht");

        byte[] bytes = frame.encode();

        assertThat(new Frame.Decoder().feed(bytes, bytes.length)).containsExactly(frame);
    }

    @Test
    void a_negative_or_large_number_survives_too() {
        for (long number : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 0x80000000L}) {
            byte[] bytes = new Frame(Frame.EXTEND, number, "").encode();
            assertThat(new Frame.Decoder().feed(bytes, bytes.length))
                    .extracting(Frame::number)
                    .containsExactly(number);
        }
    }

    @Test
    void frames_arrive_however_the_pipe_cuts_them() {
        Random random = new Random(4711);
        for (int round = 0; round < 200; round++) {
            List<Frame> sent = new ArrayList<>();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                Frame frame = new Frame(Frame.STATUS, i, "x".repeat(random.nextInt(50)));
                sent.add(frame);
                wire.writeBytes(frame.encode());
            }
            List<Frame> received = new ArrayList<>();
            Frame.Decoder decoder = new Frame.Decoder();
            byte[] bytes = wire.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(1 + random.nextInt(20), bytes.length - at);
                received.addAll(decoder.feed(java.util.Arrays.copyOfRange(bytes, at, at + count), count));
                at += count;
            }
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void a_text_that_is_too_long_is_cut_and_still_a_frame() {
        byte[] bytes = new Frame(Frame.FAILED, 1, "x".repeat(1_000_000)).encode();

        List<Frame> frames = new Frame.Decoder().feed(bytes, bytes.length);

        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).text()).hasSize(64 * 1024);
    }

    @Test
    void what_is_no_frame_is_refused_instead_of_allocated() {
        byte[] garbage = new byte[64];
        java.util.Arrays.fill(garbage, (byte) 0x7f);

        assertThatThrownBy(() -> new Frame.Decoder().feed(garbage, garbage.length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("frame");
    }
}
