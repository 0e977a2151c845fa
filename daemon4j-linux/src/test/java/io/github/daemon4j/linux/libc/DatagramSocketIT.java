/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams and descriptors, as who receives them sees them. */
class DatagramSocketIT {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int NO_DESCRIPTOR = -1;

    @TempDir
    private Path directory;

    private String path() {
        return directory.resolve("socket").toString();
    }

    /** A datagram, and the one descriptor that came with it. */
    private record Received(String text, int descriptor) {}

    private static int bind(String address) throws ErrnoException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name[0] == '@') {
            name[0] = 0;
        }
        int socket = Libc.call("socket", AF_UNIX, SOCK_DGRAM, 0);
        try (Memory own = new Memory(2L + name.length)) {
            own.setShort(0, (short) AF_UNIX);
            own.write(2, name, 0, name.length);
            Libc.call("bind", socket, own, 2 + name.length);
        }
        return socket;
    }

    /** {@code recvmsg}, with room for one descriptor. */
    private static Received receive(int socket) throws ErrnoException {
        try (Memory header = new Memory(56);
                Memory vector = new Memory(16);
                Memory control = new Memory(24);
                Memory content = new Memory(4096)) {
            header.clear();
            control.clear();
            header.setPointer(16, vector);
            header.setLong(24, 1);
            header.setPointer(32, control);
            header.setLong(40, 24);
            vector.setPointer(0, content);
            vector.setLong(8, 4096);
            int count = Libc.call("recvmsg", socket, header, MSG_DONTWAIT);
            String text = new String(content.getByteArray(0, count), StandardCharsets.UTF_8);
            boolean passed = header.getLong(40) > 0 && control.getInt(8) == 1 && control.getInt(12) == 1;
            return new Received(text, passed ? control.getInt(16) : NO_DESCRIPTOR);
        }
    }

    private static void close(int descriptor) {
        Libc.function("close").invokeInt(new Object[] {descriptor});
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "@daemon4j-it-"})
    void a_message_arrives_whole_and_alone(String kind) throws ErrnoException {
        String address = kind.equals("path") ? path() : kind + UUID.randomUUID();
        int socket = bind(address);
        try {
            DatagramSocket.send(address, "READY=1\nSTATUS=\u00fc".getBytes(StandardCharsets.UTF_8));

            assertThat(receive(socket)).isEqualTo(new Received("READY=1\nSTATUS=\u00fc", NO_DESCRIPTOR));
        } finally {
            close(socket);
        }
    }

    @Test
    void a_descriptor_that_comes_with_it_is_the_same_open_file() throws ErrnoException {
        int socket = bind(path());
        Descriptor[] pipe = Descriptor.pipe();
        try (Descriptor reading = pipe[0]) {
            try (Descriptor writing = pipe[1]) {
                DatagramSocket.send(path(), "BARRIER=1".getBytes(StandardCharsets.UTF_8), writing.number());
            }
            assertThat(Poll.await(0, reading.number())[0])
                    .as("closed while the message is on its way")
                    .isFalse();

            Received received = receive(socket);

            assertThat(received.text()).isEqualTo("BARRIER=1");
            assertThat(received.descriptor()).isNotEqualTo(NO_DESCRIPTOR);
            try (Memory byteToSend = new Memory(1)) {
                byteToSend.setMemory(0, 1, (byte) 'x');
                Libc.call("write", received.descriptor(), byteToSend, 1L);
            }
            byte[] got = new byte[2];
            assertThat(reading.read(got)).isEqualTo(1);
            close(received.descriptor());
            assertThat(reading.read(got)).as("closed by all who had it").isZero();
        } finally {
            close(socket);
        }
    }

    @Test
    void nobody_there_is_said_at_once() throws ErrnoException {
        byte[] message = {1};
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> DatagramSocket.send(path(), message))
                .withMessage("connect(" + path() + ") failed: ENOENT (No such file or directory)");
        close(bind(path()));
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> DatagramSocket.send(path(), message))
                .withMessage("connect(" + path() + ") failed: ECONNREFUSED (Connection refused)");
    }

    @Test
    void a_receiver_that_does_not_read_is_waited_for_and_not_for_ever() throws ErrnoException {
        int socket = bind(path());
        try {
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> {
                        while (true) { // until the queue is full
                            DatagramSocket.send(path(), new byte[1]);
                        }
                    })
                    .withMessage(
                            "sendmsg(" + path() + ") within 5 s failed: EAGAIN (Resource temporarily unavailable)");
        } finally {
            close(socket);
        }
    }
}
