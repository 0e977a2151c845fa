/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.wire.MemoryName;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file in memory that took a daemon's output until it was ready, held by a descriptor of its own. The daemon's
 * descriptors 1 and 2 lead elsewhere then, but what it started before may have inherited it and go on printing.
 */
final class MemoryFile implements AutoCloseable {

    /** As the link of a descriptor shows a file of memfd_create(2). */
    private final String kind;

    private final RandomAccessFile file;

    private MemoryFile(String kind, RandomAccessFile file) {
        this.kind = kind;
        this.file = file;
    }

    /** The file at descriptor 1 or 2; null if that is something else by now, which the program chose. */
    static @Nullable MemoryFile held(int number) {
        String path = "/proc/self/fd/" + number;
        String kind = MemoryName.SHOWN + MemoryName.OUTPUT;
        try {
            if (!isOfKind(Path.of(path), kind)) {
                kind = MemoryName.SHOWN + MemoryName.ERRORS;
            }
            return isOfKind(Path.of(path), kind) ? new MemoryFile(kind, new RandomAccessFile(path, "rw")) : null;
        } catch (IOException notThere) {
            return null;
        }
    }

    long length() throws IOException {
        return file.length();
    }

    /** How many bytes were read, 0 at the end. */
    int read(long position, byte[] buffer) throws IOException {
        file.seek(position);
        return Math.max(0, file.read(buffer));
    }

    /** Who prints to it appends, so that the next byte is the first. */
    void empty() throws IOException {
        file.setLength(0);
    }

    /** Whether it is the standard output or error of another process. One that is hidden from this user has no part in it. */
    boolean isShared() {
        Path held = find();
        String[] names = new File("/proc").list();
        if (held == null || names == null) {
            return false;
        }
        for (String name : names) {
            char first = name.charAt(0);
            boolean process = first >= '0' && first <= '9';
            if (process && (isAt("/proc/" + name + "/fd/1", held) || isAt("/proc/" + name + "/fd/2", held))) {
                return true;
            }
        }
        return false;
    }

    /** The descriptor by which this process holds it; its own 1 and 2 lead elsewhere. */
    private @Nullable Path find() {
        String[] numbers = new File("/proc/self/fd").list();
        if (numbers != null) {
            for (String number : numbers) {
                Path descriptor = Path.of("/proc/self/fd/" + number);
                if (isOfKind(descriptor, kind)) {
                    return descriptor;
                }
            }
        }
        return null;
    }

    /** By the link first, which costs less; every daemon's file has that name, so then by the inode. */
    private boolean isAt(String descriptor, Path held) {
        Path path = Path.of(descriptor);
        try {
            return isOfKind(path, kind) && Files.isSameFile(path, held);
        } catch (IOException goneOrHidden) {
            return false;
        }
    }

    private static boolean isOfKind(Path descriptor, String kind) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(kind);
        } catch (IOException | InvalidPathException goneOrHidden) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException ignored) {
            return; // nothing was to be written
        }
    }
}
