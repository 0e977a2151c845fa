/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The C library, and the one place where a return code becomes a result. Calls go through {@link Function}, not through a
 * mapped interface: a launcher makes a few dozen calls in its life, and a proxy or a registered class costs more to set up
 * than they do.
 */
final class Libc {

    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance("c");

    private Libc() {}

    /**
     * Uses of JNA what this package uses, so that a version that lacks some of it shows at once, and not half-way.
     *
     * @throws LinkageError if it does
     */
    static void tryOut() {
        try (Memory word = new Memory(Native.POINTER_SIZE)) {
            word.clear();
            word.setPointer(0, new Pointer(0));
            word.setInt(0, 0);
            word.setMemory(0, 1, (byte) 0);
            word.write(0, new byte[1], 0, 1);
            function("memset").invokePointer(new Object[] {word, 0, 1L});
            function("getpid").invokeInt(new Object[0]);
            function("free").invokeVoid(new Object[] {Pointer.NULL});
            Native.setLastError(0);
        }
    }

    /** The address of a function, to be called or to be laid out in a {@link ChildProgram}. */
    static Function function(String name) {
        return LIBRARY.getFunction(name);
    }

    static boolean has(String name) {
        try {
            LIBRARY.getFunction(name);
            return true;
        } catch (UnsatisfiedLinkError missing) {
            return false;
        }
    }

    /** Calls a function that answers -1 and sets errno when it fails. */
    static int call(String name, @Nullable Object... arguments) throws ErrnoException {
        return call(name, name, arguments);
    }

    /** As {@link #call(String, Object...)}, with more to say about what was tried, such as {@code open("/x")}. */
    static int call(String name, String tried, @Nullable Object[] arguments) throws ErrnoException {
        int result = function(name).invokeInt(arguments);
        if (result == -1) {
            throw new ErrnoException(tried, new Errno(Native.getLastError()));
        }
        return result;
    }

    /** Calls a function that answers the error number itself, as the {@code pthread} and {@code posix_spawn} families do. */
    static void callReturningErrno(String name, Object... arguments) throws ErrnoException {
        int errno = function(name).invokeInt(arguments);
        if (errno != 0) {
            throw new ErrnoException(name, new Errno(errno));
        }
    }

    /** {@code char *strerror(int errnum)}. */
    static String describe(int errno) {
        Pointer text = function("strerror").invokePointer(new Object[] {errno});
        return text == null ? "unknown error" : text.getString(0);
    }
}
