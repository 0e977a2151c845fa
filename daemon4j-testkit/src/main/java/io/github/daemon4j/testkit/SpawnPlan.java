/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code posix_spawn} is to do in the child between fork and exec, where no Java may run: lead a new session, have
 * every signal at its default and unblocked, take 0, 1 and 2 from a terminal or from pipes, close everything above.
 *
 * <p>The new session is what makes a terminal the child's controlling terminal: a session leader without one acquires the
 * first it opens.
 *
 * @param terminal the slave to open as 0, 1 and 2; {@code null} to use {@code standardStreams}
 * @param standardStreams three descriptors of this JVM
 */
record SpawnPlan(
        List<String> command,
        List<String> environment,
        @Nullable Path workingDirectory,
        @Nullable Path terminal,
        List<Integer> standardStreams) {

    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final short POSIX_SPAWN_SETSID = 0x80;
    /** Room for glibc's posix_spawnattr_t (336 bytes), posix_spawn_file_actions_t (80) and sigset_t (128). */
    private static final int OPAQUE = 1024;

    private static final class C {
        static {
            Native.register(C.class, NativeLibrary.getProcess());
        }

        static native int posix_spawnattr_init(Pointer attributes);

        static native int posix_spawnattr_destroy(Pointer attributes);

        static native int posix_spawnattr_setflags(Pointer attributes, short flags);

        static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

        static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

        static native int posix_spawn_file_actions_init(Pointer actions);

        static native int posix_spawn_file_actions_destroy(Pointer actions);

        static native int posix_spawn_file_actions_addopen(
                Pointer actions, int descriptor, String path, int flags, int mode);

        static native int posix_spawn_file_actions_adddup2(Pointer actions, int descriptor, int target);

        static native int posix_spawn_file_actions_addchdir_np(Pointer actions, String path);

        static native int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

        static native int sigemptyset(Pointer signals);

        static native int sigfillset(Pointer signals);
    }

    Memory fileActions() {
        Memory actions = new Memory(OPAQUE);
        succeed(C.posix_spawn_file_actions_init(actions), "init");
        if (workingDirectory != null) {
            succeed(C.posix_spawn_file_actions_addchdir_np(actions, workingDirectory.toString()), "addchdir_np");
        }
        if (terminal != null) {
            succeed(C.posix_spawn_file_actions_addopen(actions, 0, terminal.toString(), Libc.O_RDWR, 0), "addopen");
            succeed(C.posix_spawn_file_actions_adddup2(actions, 0, 1), "adddup2");
            succeed(C.posix_spawn_file_actions_adddup2(actions, 0, 2), "adddup2");
        } else {
            for (int target = 0; target < 3; target++) {
                succeed(C.posix_spawn_file_actions_adddup2(actions, standardStreams.get(target), target), "adddup2");
            }
        }
        // Most descriptors of a JVM are not close-on-exec.
        succeed(C.posix_spawn_file_actions_addclosefrom_np(actions, 3), "addclosefrom_np");
        return actions;
    }

    static Memory newSessionWithDefaultSignals() {
        Memory attributes = new Memory(OPAQUE);
        try (Memory signals = new Memory(OPAQUE)) {
            succeed(C.posix_spawnattr_init(attributes), "attr_init");
            succeed(
                    C.posix_spawnattr_setflags(
                            attributes, (short) (POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)),
                    "attr_setflags");
            C.sigfillset(signals);
            succeed(C.posix_spawnattr_setsigdefault(attributes, signals), "attr_setsigdefault");
            C.sigemptyset(signals);
            succeed(C.posix_spawnattr_setsigmask(attributes, signals), "attr_setsigmask");
        }
        return attributes;
    }

    static void destroy(Memory actions, Memory attributes) {
        C.posix_spawn_file_actions_destroy(actions);
        C.posix_spawnattr_destroy(attributes);
    }

    private static void succeed(int error, String call) {
        if (error != 0) {
            throw Libc.failure("posix_spawn_" + call, error);
        }
    }
}
