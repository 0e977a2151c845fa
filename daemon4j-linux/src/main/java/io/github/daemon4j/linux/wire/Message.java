/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import java.util.*;

public sealed interface Message {
    record Ready(long shown, String status) implements Message {}

    record Status(long shown, String text) implements Message {}

    record Extend(long millis) implements Message {}

    record Failed(int exitStatus, String text) implements Message {}

    final class Decoder {
        private final Frame.Decoder d = new Frame.Decoder();

        public List<Message> feed(byte[] b, int c) {
            List<Message> m = new ArrayList<>();
            for (Frame f : d.feed(b, c))
                m.add(
                        switch (f.kind()) {
                            case 'R' -> new Ready(f.number(), f.text());
                            case 'S' -> new Status(f.number(), f.text());
                            case 'X' -> new Extend(f.number());
                            default -> new Failed((int) f.number(), f.text());
                        });
            return m;
        }
    }
}
