/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A straight line of C calls that a child process runs without one Java instruction.
 *
 * <p>After {@code fork(2)} a JVM has one thread left: the first safepoint, allocation or compilation in the child waits for
 * a thread that does not exist. So the child must not return into Java. Each call is laid out with {@code getcontext(3)}
 * and {@code makecontext(3)}, its {@code uc_link} naming the next one; {@code clone(2)} with {@code setcontext(3)} as the
 * child's function runs the first, and each return leads to the next until {@code _exit(2)}.
 *
 * <p>The child is a {@code CLONE_VM | CLONE_VFORK} one: it shares the memory of the JVM, so nothing is copied however large
 * the heap is, results written by a call can be read here afterwards, and the calling thread, whose thread-local storage
 * the child shares, sleeps until the child is gone. The other threads run on. Signals are blocked meanwhile, so that no
 * handler of the JVM runs in the child.
 *
 * <p>Its exit signal is none, and it is waited for with {@code __WALL}. So its end calls no handler of SIGCHLD, it can be
 * waited for whatever was done to SIGCHLD, and no {@code waitpid(-1)} elsewhere in the process takes it away.
 *
 * <p>The calls see no result of each other and cannot branch: what can fail is tried first (see {@link DaemonSpawn}) or
 * writes its result into memory.
 */
final class ChildProgram {

    private static final int CLONE_VM = 0x100;
    private static final int CLONE_VFORK = 0x4000;

    /** At least {@code sizeof(ucontext_t)} everywhere: 968 on x86-64, 4560 on aarch64. */
    private static final int CONTEXT_BYTES = 8 * 1024;

    /** {@code posix_spawn} maps a stack of its own for its child; no call here needs more than a few KB. */
    private static final int STACK_BYTES = 64 * 1024;

    /** What a child writes to show that the memory is shared; every byte of the word. */
    private static final byte SENTINEL = 0x5a;

    /** Whether that has been tried here, with this result. */
    private static volatile boolean memoryIsShared;

    private final List<Object[]> calls = new ArrayList<>();
    private final int flags;

    ChildProgram() {
        this(CLONE_VM | CLONE_VFORK);
    }

    private ChildProgram(int flags) {
        this.flags = flags;
    }

    /** As {@code qemu-user} makes of it: a copy of the memory. For tests. */
    static ChildProgram withoutSharedMemory() {
        return new ChildProgram(CLONE_VFORK);
    }

    /**
     * What keeps children of this kind from working here; null if nothing does. Tried once, with a child that writes a word:
     * {@code qemu-user} makes vfork by fork, and a daemon that was started so would never be heard of.
     *
     * @throws ErrnoException if no child could be made, which may be otherwise the next time
     */
    static @Nullable String obstacle() throws ErrnoException {
        if (!Libc.has("makecontext")) {
            return "without makecontext(3), which this C library lacks"; // musl
        }
        if (!memoryIsShared) {
            memoryIsShared = new ChildProgram().sharesMemory();
        }
        return memoryIsShared ? null : "where a child of clone(CLONE_VM) does not share memory, as under qemu-user";
    }

    /** Runs a child that does nothing but write into memory, and looks there. */
    boolean sharesMemory() throws ErrnoException {
        try (Memory word = new Memory(4)) {
            word.clear();
            call("memset", word, (int) SENTINEL, 4L).run();
            return word.getByte(0) == SENTINEL && word.getByte(3) == SENTINEL;
        }
    }

    /** Appends a call. Arguments are {@link Integer}, {@link Long} or {@link Pointer}; the caller keeps the memory alive. */
    ChildProgram call(String function, Object... arguments) {
        Object[] call = new Object[arguments.length + 1];
        call[0] = Libc.function(function);
        System.arraycopy(arguments, 0, call, 1, arguments.length);
        calls.add(call);
        return this;
    }

    /**
     * Runs the calls in a child and waits for its end.
     *
     * @return the errno the child's calls left behind, 0 if none failed: the child shares this thread's errno
     * @throws ErrnoException if the child could not be made, or did not reach its end
     */
    Errno run() throws ErrnoException {
        call("_exit", 0);
        long stride = CONTEXT_BYTES + STACK_BYTES;
        SignalMask mask = SignalMask.blockAll(); // before getcontext(3), which records it for the child
        try (Memory memory = new Memory(stride * calls.size() + STACK_BYTES + 64)) {
            long base = align(Pointer.nativeValue(memory));
            for (int i = 0; i < calls.size(); i++) {
                long next = i + 1 < calls.size() ? base + (i + 1) * stride : 0;
                layOut(base + i * stride, calls.get(i), next);
            }
            return cloneAndReap(base, base + stride * calls.size() + STACK_BYTES);
        } finally {
            mask.close();
        }
    }

    private static void layOut(long context, Object[] call, long next) throws ErrnoException {
        Pointer ucp = new Pointer(context);
        Libc.call("getcontext", ucp);
        int word = Native.POINTER_SIZE;
        // ucontext_t begins { unsigned long uc_flags; ucontext_t *uc_link; stack_t uc_stack { void *; int; size_t } }
        ucp.setLong(word, next);
        ucp.setLong(2L * word, context + CONTEXT_BYTES);
        ucp.setLong(4L * word, STACK_BYTES);
        Object[] arguments = new Object[call.length + 2];
        arguments[0] = ucp;
        arguments[1] = call[0];
        arguments[2] = call.length - 1;
        for (int i = 1; i < call.length; i++) {
            arguments[i + 2] = word(call[i]);
        }
        Libc.function("makecontext").invokeVoid(arguments);
    }

    private Errno cloneAndReap(long first, long stackTop) throws ErrnoException {
        Function setcontext = Libc.function("setcontext");
        Native.setLastError(0);
        int child = Libc.call("clone", setcontext, new Pointer(stackTop), flags, new Pointer(first));
        Errno left = new Errno(Native.getLastError());
        int status = ChildProcesses.waitFor(child);
        if (status != 0) {
            throw new ErrnoException("the child of clone(2) ended with wait status " + status + "; its calls", left);
        }
        return left;
    }

    /** {@code makecontext} takes ints by its prototype; glibc passes whole words on every {@link Architecture}. */
    private static Object word(Object argument) {
        return argument instanceof Pointer pointer ? Pointer.nativeValue(pointer) : ((Number) argument).longValue();
    }

    private static long align(long address) {
        return (address + 63) & ~63L;
    }
}
