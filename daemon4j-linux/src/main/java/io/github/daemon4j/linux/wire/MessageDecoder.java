/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts messages together from the pieces a pipe gives. */
public final class MessageDecoder {

    private byte[] pending = new byte[0];

    /**
     * Takes more bytes.
     *
     * @return the messages that are complete now, without those of a kind that only a newer daemon knows
     * @throws IllegalArgumentException if these are no messages
     */
    public List<Message> feed(byte[] bytes, int count) {
        byte[] all = Arrays.copyOf(pending, pending.length + count);
        System.arraycopy(bytes, 0, all, pending.length, count);
        List<Message> messages = new ArrayList<>();
        int at = 0;
        while (all.length - at >= Frame.HEADER_BYTES) {
            long length = Frame.textLength(all, at);
            if (length > Frame.MOST_TEXT_BYTES) {
                throw new IllegalArgumentException("a frame with a text of " + length + " bytes");
            }
            int end = at + Frame.HEADER_BYTES + (int) length;
            if (end > all.length) {
                break;
            }
            Message message = Frame.decode(all, at, (int) length);
            if (message != null) {
                messages.add(message);
            }
            at = end;
        }
        pending = Arrays.copyOfRange(all, at, all.length);
        return messages;
    }
}
