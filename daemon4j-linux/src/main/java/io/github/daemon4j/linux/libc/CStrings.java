/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;

/** A {@code char *const []} ended by a null pointer, as {@code argv} and {@code envp} are. */
final class CStrings implements AutoCloseable {

    private final Memory memory;

    CStrings(List<byte[]> strings) {
        long table = (long) Native.POINTER_SIZE * (strings.size() + 1);
        long size = table;
        for (byte[] string : strings) {
            size += string.length + 1;
        }
        memory = new Memory(size);
        long at = table;
        for (int i = 0; i < strings.size(); i++) {
            byte[] string = strings.get(i);
            memory.setPointer((long) Native.POINTER_SIZE * i, memory.share(at));
            at = write(memory, at, string);
        }
        memory.setPointer((long) Native.POINTER_SIZE * strings.size(), Pointer.NULL);
    }

    /** One {@code const char *}. */
    static Memory of(byte[] string) {
        Memory memory = new Memory(string.length + 1L);
        write(memory, 0, string);
        return memory;
    }

    private static long write(Memory memory, long at, byte[] string) {
        memory.write(at, string, 0, string.length);
        memory.setByte(at + string.length, (byte) 0);
        return at + string.length + 1;
    }

    Pointer pointer() {
        return memory;
    }

    @Override
    public void close() {
        memory.close();
    }
}
