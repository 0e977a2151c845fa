/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import com.sun.jna.Memory;

/**
 * Reads a descriptor to its end into a transcript, all the time: a child whose pipe or terminal is full stops.
 */
final class Drain implements AutoCloseable {

    private final int descriptor;
    private final int wakeUp = Libc.eventDescriptor();
    private final Transcript transcript;
    private final Transcript.Stream stream;
    private final Memory buffer = new Memory(8192);
    private final Thread thread;
    private boolean ended;

    private Drain(int descriptor, Transcript transcript, Transcript.Stream stream) {
        this.descriptor = descriptor;
        this.transcript = transcript;
        this.stream = stream;
        this.thread = new Thread(this::run, "daemon4j-testkit drain of " + descriptor);
        thread.setDaemon(true);
    }

    static Drain start(int descriptor, Transcript transcript, Transcript.Stream stream) {
        transcript.beginOutput();
        Drain drain = new Drain(descriptor, transcript, stream);
        drain.thread.start();
        return drain;
    }

    private void run() {
        try {
            while (Libc.poll(descriptor, Libc.POLLIN, wakeUp, -1) <= 1) {
                if (!readWhatIsThere()) {
                    return;
                }
            }
        } finally {
            end();
        }
    }

    /**
     * Moves what has arrived into the transcript without waiting for more; what a child wrote to a pipe before it ended is
     * there when its end is known.
     *
     * @return {@code false} at the end of the stream
     */
    synchronized boolean readWhatIsThere() {
        while (!ended && Libc.poll(descriptor, Libc.POLLIN, -1, 0) != 0) {
            int count = Libc.read(descriptor, buffer);
            if (count < 0) {
                return true;
            }
            if (count == 0) {
                end();
            } else {
                transcript.append(stream, buffer.getByteArray(0, count));
            }
        }
        return !ended;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            transcript.endOutput();
        }
    }

    /** Stops reading, then closes the descriptor: while a thread waits on it, closing would not take effect. */
    @Override
    public void close() {
        stop();
        Libc.close(descriptor);
    }

    /** Stops reading and leaves the descriptor open. */
    void stop() {
        Libc.write(wakeUp, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Libc.close(wakeUp);
    }
}
