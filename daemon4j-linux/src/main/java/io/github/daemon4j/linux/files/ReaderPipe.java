/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Poll;
import java.io.IOException;
import java.util.Arrays;

/**
 * The pipe from this process to who reads its output, as this process holds it, both ends of it: so no write ever fails for
 * want of a reader. Nothing here blocks.
 */
public final class ReaderPipe implements AutoCloseable {

    /** How much of what comes next is looked at: a page. */
    private static final int HEAD_BYTES = 4096;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Descriptor writing;
    private final Descriptor reading;
    private final Descriptor[] copy;

    private ReaderPipe(Descriptor writing, Descriptor reading, Descriptor[] copy) {
        this.writing = writing;
        this.reading = reading;
        this.copy = copy;
    }

    /**
     * The pipe at a descriptor that this process was given.
     *
     * @throws io.github.daemon4j.DaemonException if native calls cannot be made
     */
    public static ReaderPipe of(int number) throws IOException {
        NativeAccess.require();
        String path = "/proc/self/fd/" + number;
        Descriptor writing = null;
        Descriptor reading = null;
        try {
            writing = Descriptor.open(path, Descriptor.O_WRONLY | Descriptor.O_NONBLOCK);
            reading = Descriptor.open(path, Descriptor.O_RDONLY | Descriptor.O_NONBLOCK);
            return new ReaderPipe(writing, reading, Descriptor.pipe());
        } catch (ErrnoException failure) {
            if (writing != null) {
                writing.close();
            }
            if (reading != null) {
                reading.close();
            }
            throw failure;
        }
    }

    /**
     * Puts the pipe in the place of descriptors 1 and 2.
     *
     * @param number the descriptor that this process was given, whose writes wait for room
     */
    public void become(int number, int... numbers) throws IOException {
        try (Descriptor blocking = Descriptor.open("/proc/self/fd/" + number, Descriptor.O_WRONLY)) {
            LogFile.become(blocking, numbers);
        }
    }

    /** How many bytes it takes at most. */
    public int capacity() throws IOException {
        return writing.pipeCapacity();
    }

    /** Whether who writes has to wait. */
    public boolean isFull() throws IOException {
        return !Poll.awaitWritable(writing.number(), 0);
    }

    /** Writes as much as there is room for: how many bytes. */
    public int offer(byte[] bytes, int count) throws IOException {
        return writing.offer(bytes, count);
    }

    /** What will be read next; it stays in the pipe. As long as it is the same, nobody has read, as far as can be seen. */
    public byte[] head() throws IOException {
        copy[1].copyFrom(reading, HEAD_BYTES);
        byte[] buffer = new byte[HEAD_BYTES];
        int count = copy[0].read(buffer);
        return Arrays.copyOf(buffer, Math.max(0, count));
    }

    /**
     * Throws the oldest away.
     *
     * @param bytes how much
     * @return how much of that was there
     */
    public long drop(int bytes) throws IOException {
        byte[] buffer = new byte[CHUNK_BYTES];
        long dropped = 0;
        int count = 1;
        while (dropped < bytes && count > 0) {
            count = reading.read(buffer);
            dropped += Math.max(0, count);
        }
        return dropped;
    }

    @Override
    public void close() {
        writing.close();
        reading.close();
        copy[0].close();
        copy[1].close();
    }
}
