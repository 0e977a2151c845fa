/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.FileWatch;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file that a held process has open, read by way of {@code /proc/PID/fd}. A process that was taken over can have anything at
 * that number: only a regular file is opened, and a lie is about itself alone.
 */
final class FileOfProcess implements AutoCloseable {

    private final HeldProcess process;
    private final Descriptor file;
    private final FileWatch watch;

    private FileOfProcess(HeldProcess process, Descriptor file) {
        this.process = process;
        this.file = file;
        watch = FileWatch.of(file);
    }

    /**
     * Opens it.
     *
     * @param descriptor its number in the process; -1 if it has none
     * @return null if there is none, or this user may not look: only root and the process's own user may
     */
    static @Nullable FileOfProcess of(HeldProcess process, int descriptor) {
        if (descriptor < 0) {
            return null;
        }
        String path = "/proc/" + process.procPid() + "/fd/" + descriptor;
        try (Descriptor found = Descriptor.open(path, Descriptor.O_PATH)) {
            if (!FileStatus.of(found).isRegular()) {
                return null;
            }
            Descriptor file = found.reopen(Descriptor.O_RDONLY | Descriptor.O_NONBLOCK | Descriptor.O_NOCTTY);
            if (process.awaitEnd(0)) { // or it may have been another process with the same number
                file.close();
                return null;
            }
            return new FileOfProcess(process, file);
        } catch (IOException closed) {
            return null;
        }
    }

    /** Reads its beginning: how many bytes. */
    int read(byte[] bytes) throws ErrnoException {
        return file.read(bytes, 0);
    }

    /** Waits until it is written to, or the process has ended, or the time is up. */
    void awaitChange(long millis) throws ErrnoException {
        Poll.await(watch.limit(millis), watch.number(), process.number());
        watch.drain();
    }

    @Override
    public void close() {
        watch.close();
        file.close();
    }
}
