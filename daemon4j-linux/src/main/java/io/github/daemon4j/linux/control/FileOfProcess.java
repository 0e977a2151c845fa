/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.wire.MemoryName;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file in memory that a held process has open, read by way of {@code /proc/PID/fd}. A process that was taken over can have
 * anything at that number: only a file of the name is opened, and a lie is about itself alone.
 */
final class FileOfProcess implements AutoCloseable {

    private final HeldProcess process;
    private final Descriptor file;
    private @Nullable FileWatch watch;

    private FileOfProcess(HeldProcess process, Descriptor file) {
        this.process = process;
        this.file = file;
    }

    /**
     * Opens it.
     *
     * @param descriptor its number in the process; -1 if it has none
     * @param name what it was given by {@code memfd_create(2)}
     * @param patience how many milliseconds to wait while another file has the number: a shell reads a file by putting it in the
     *     place of its standard input for a moment
     * @return null if there is none, or this user may not look: only root and the process's own user may
     */
    static @Nullable FileOfProcess of(HeldProcess process, int descriptor, String name, long patience) {
        if (descriptor < 0) {
            return null;
        }
        long deadline = Poll.deadline(patience, TimeUnit.MILLISECONDS);
        try {
            while (true) {
                FileOfProcess file = open(process, "/proc/" + process.procPid() + "/fd/" + descriptor, name);
                if (process.awaitEnd(0)) { // or it may have been another process with the same number
                    if (file != null) {
                        file.close();
                    }
                    return null;
                }
                if (file != null || Poll.millisUntil(deadline) == 0 || process.awaitEnd(1)) {
                    return file;
                }
            }
        } catch (ErrnoException closed) {
            return null;
        }
    }

    private static @Nullable FileOfProcess open(HeldProcess process, String path, String name) throws ErrnoException {
        try (Descriptor found = Descriptor.open(path, Descriptor.O_PATH);
                Descriptor link =
                        Descriptor.open("/proc/self/fd/" + found.number(), Descriptor.O_PATH | Descriptor.O_NOFOLLOW)) {
            byte[] named = SystemText.bytes(MemoryName.SHOWN + name + " (deleted)");
            return Arrays.equals(link.linkTarget(), named)
                    ? new FileOfProcess(
                            process, found.reopen(Descriptor.O_RDONLY | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY))
                    : null;
        }
    }

    /** Reads its beginning: how many bytes. */
    int read(byte[] bytes) throws ErrnoException {
        return file.read(bytes, 0);
    }

    /**
     * Waits until it is written to, or the process has ended, or the time is up. The first time it returns at once: what was
     * written before there was a watch is to be read. Most read once, and need none.
     */
    void awaitChange(long millis) throws ErrnoException {
        if (watch == null) {
            watch = FileWatch.of(file);
            return;
        }
        Poll.await(watch.limit(millis), watch.number(), process.number());
        watch.drain();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        file.close();
    }
}
