/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.files.ReaderPipe;
import io.github.daemon4j.linux.wire.Stream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This daemon's output on its way to another program. Who prints writes to the pipe itself: nothing stands between that could
 * lose the last words of a VM that crashes. What is done here is to pass on what was printed before the daemon was ready, to
 * start the reader again, and to make room when nobody has read for long.
 */
final class PipedOutput implements OwnOutput.Care {

    private static final long LOOK_MILLIS = 100;

    /** How long who prints may have to wait for a reader that does not read. */
    private static final long PATIENCE_SECONDS = 5;

    /** How often a file that has other writers is looked for. */
    private static final long SHARE_SECONDS = 5;

    /** The file in memory is emptied at that length. */
    private static final long MOST_MEMORY_BYTES = 16 << 20;

    private static final int CHUNK_BYTES = 16 * 1024;

    private final String name;
    private final String path;
    private final int pipeNumber;
    private final int[] numbers;
    private final Reader reader;

    /** What was printed before the daemon was ready; null when all of that has been passed on, and nobody else prints to it. */
    private @Nullable MemoryFile before;

    private long passed;
    private long nextShareLook;

    /** The pipe; null where no native calls can be made, and before the first look. */
    private @Nullable ReaderPipe pipe;

    /** Where there is no {@link #pipe}: its reading end. */
    private @Nullable FileInputStream unread;

    private boolean begun;
    private boolean connected;
    private byte[] head = {};
    private long fullSince;
    private boolean full;
    private boolean dropping;
    private long dropped;

    PipedOutput(String name, List<String> command, LaunchDirectory directory, Stream stream, int[] numbers) {
        this.name = name;
        this.numbers = numbers;
        pipeNumber = stream.pipe();
        path = "/proc/self/fd/" + pipeNumber;
        reader = new Reader(command, directory, stream, path);
    }

    @Override
    public long look() {
        lookAfter(true);
        return LOOK_MILLIS;
    }

    @Override
    public void end() {
        lookAfter(false);
    }

    /** @param goesOn whether there is a reader to be started again, and room to be made for who prints */
    private void lookAfter(boolean goesOn) {
        try {
            if (!begun) {
                begun = true;
                begin();
            }
            pass();
            if (goesOn) {
                say(reader.look());
                makeRoom();
            }
        } catch (IOException failure) {
            say("the output cannot be passed on to " + reader.program() + ": " + failure.getMessage());
        }
    }

    private void begin() throws IOException {
        before = MemoryFile.held(numbers[0]);
        if (before == null) {
            return; // the program has put something else in the place of its standard output
        }
        nextShareLook = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHARE_SECONDS);
        try {
            pipe = ReaderPipe.of(pipeNumber);
            pass();
            pipe.become(pipeNumber, numbers);
            connected = true;
        } catch (DaemonException | IOException failure) {
            unread = new FileInputStream(path);
            say("the output goes to " + reader.program()
                    + " by way of a file in memory, whose last lines are lost with"
                    + " this process: "
                    + failure.getMessage());
        }
    }

    /** Passes on what is in the file in memory, as far as there is room. */
    private void pass() throws IOException {
        MemoryFile file = before;
        if (file == null) {
            return;
        }
        byte[] buffer = new byte[CHUNK_BYTES];
        int count = file.read(passed, buffer);
        int taken = 1;
        while (count > 0 && taken > 0) {
            taken = offer(buffer, count);
            passed += taken;
            count = file.read(passed, buffer);
        }
        if (file.length() >= MOST_MEMORY_BYTES) {
            dropped += file.length() - passed;
            passed = 0;
            file.empty();
        }
        if (connected && System.nanoTime() - nextShareLook >= 0) {
            nextShareLook = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHARE_SECONDS);
            if (passed == file.length() && !file.isShared()) {
                file.close();
                before = null;
            }
        }
    }

    /** How many bytes the pipe has taken, without waiting. */
    private int offer(byte[] bytes, int count) throws IOException {
        if (pipe != null) {
            return pipe.offer(bytes, count);
        }
        if (unread == null || unread.available() > 0) {
            return 0;
        }
        boolean append = true;
        try (FileOutputStream out = new FileOutputStream(path, append)) {
            out.write(bytes, 0, count);
        }
        return count;
    }

    /**
     * Lets nobody wait for ever. A pipe that is full at each look may have a reader that reads and writers that fill it at
     * once: then what comes next in it changes.
     */
    private void makeRoom() throws IOException {
        if (pipe == null) {
            return;
        }
        if (!pipe.isFull()) {
            full = false;
            boolean read = dropping && !Arrays.equals(head, pipe.head());
            if (read) {
                dropping = false;
                say(dropped + " bytes of output were dropped, because " + reader.program() + " did not read");
                dropped = 0;
            }
            return;
        }
        byte[] now = pipe.head();
        boolean waits = full && Arrays.equals(head, now);
        if (!waits) {
            fullSince = System.nanoTime();
        }
        full = true;
        head = now;
        if (waits && (dropping || System.nanoTime() - fullSince > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))) {
            dropping = true;
            dropped += pipe.drop(pipe.capacity() / 2);
            head = pipe.head();
        }
    }

    /** A line of its own, as far as there is room for it: to wait would be to wait for this thread itself. */
    private void say(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (!connected || pipe == null) {
            // Goes to memory, as long as the program has left the descriptor alone.
            OwnOutput.last(numbers).println(name + ": " + text);
            return;
        }
        byte[] line = (name + ": " + text + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            pipe.offer(line, line.length);
        } catch (IOException nobodyCanBeTold) {
            return;
        }
    }
}
