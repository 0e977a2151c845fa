/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * A block of memory that the system reads and writes, and that is given back when it is closed. Not JNA's own
 * {@code com.sun.jna.Memory}: that one can be closed only since JNA 5.12, and starts a thread that cleans up.
 *
 * <p>As {@code malloc(3)} gives it: what is in it is not defined.
 */
final class Memory extends Pointer implements AutoCloseable {

    private final long size;
    private boolean open = true;

    Memory(long size) {
        super(allocate(size));
        this.size = size;
    }

    private static long allocate(long size) {
        if (size <= 0) {
            throw new IllegalArgumentException("no block of " + size + " bytes");
        }
        long address = Native.malloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("malloc(" + size + ")");
        }
        return address;
    }

    long size() {
        return size;
    }

    /** Fills it with zeros. */
    void clear() {
        clear(size);
    }

    /** The address {@code offset} bytes on, which must be in this block. */
    @Override
    public Pointer share(long offset) {
        if (offset < 0 || offset >= size) {
            throw new IndexOutOfBoundsException(offset + " of " + size + " bytes");
        }
        return new Pointer(peer + offset);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            Native.free(peer);
            peer = 0;
        }
    }
}
