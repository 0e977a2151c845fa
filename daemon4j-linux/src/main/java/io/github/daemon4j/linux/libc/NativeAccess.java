/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.DaemonException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether native calls can be made here. The first question loads JNA; a failure is kept and told again. */
public final class NativeAccess {

    /**
     * Directories with libraries that only a name with a version finds. Unless it is set, JNA asks {@code ldconfig -p} for
     * them, in a child process; the C library, which is all that is wanted here, is never looked for. Only a launcher sets
     * it: a JVM that lives on may want other libraries of JNA, from directories that only ldconfig knows.
     */
    private static final String LIBRARY_DIRECTORIES = "jna.platform.library.path";

    private NativeAccess() {}

    private static final class Loaded {

        @SuppressWarnings("StaticAssignmentOfThrowable") // the first failure is the one that says why
        static final @Nullable Throwable FAILURE = load();

        static void initialise() {
            // the call does it
        }

        private static @Nullable Throwable load() {
            try {
                Libc.has("getpid");
                return null;
            } catch (LinkageError | RuntimeException failure) {
                return failure;
            }
        }
    }

    /**
     * Begins to load JNA in a thread of its own, and returns; {@link #require()} waits for it. For a launcher, which has
     * other things to do meanwhile and does nothing else with JNA before it ends.
     *
     * <p>Loading JNA costs a young JVM 100 ms of one processor, more than half of it in classes of the JDK. The slowest of
     * those, java.util.logging and the security manager, are initialised in the calling thread meanwhile.
     */
    public static void begin() {
        if (System.getProperty(LIBRARY_DIRECTORIES) == null) {
            System.setProperty(LIBRARY_DIRECTORIES, "/usr/lib64:/lib64:/usr/lib:/lib");
        }
        Thread loading = new Thread("daemon4j loads JNA") {
            @Override
            public void run() {
                try {
                    JnaLibrary library = JnaLibrary.unpack();
                    Loaded.initialise();
                    library.remove();
                } catch (LinkageError noJna) {
                    return; // require() meets it again, and tells
                }
            }
        };
        loading.setDaemon(true);
        loading.start();
        Logger.getLogger("com.sun.jna");
        initialiseSecurityManager();
    }

    /** By name, for it is deprecated for removal. Until JDK 23 it looks at every package of the boot layer: 10 ms. */
    private static void initialiseSecurityManager() {
        try {
            Class.forName("java.lang.SecurityManager");
        } catch (ClassNotFoundException removed) {
            return;
        }
    }

    /**
     * Returns if native calls can be made.
     *
     * @throws DaemonException if not; the message names the cure
     */
    public static void require() {
        if (Loaded.FAILURE != null && Loaded.FAILURE.getCause() instanceof ClassNotFoundException) {
            throw new DaemonException(
                    "JNA is missing: " + Loaded.FAILURE + ". Add net.java.dev.jna:jna to the class path",
                    Loaded.FAILURE);
        }
        if (Loaded.FAILURE != null) {
            throw new DaemonException(
                    "JNA cannot load its native library: " + Loaded.FAILURE
                            + ". It unpacks it to the directory of -Djna.tmpdir,"
                            + " else $XDG_CACHE_HOME/JNA/temp or ~/.cache/JNA/temp, which must be writable and not mounted"
                            + " noexec: name another directory with -Djna.tmpdir=DIR. On JDK 24 and later allow native access"
                            + " with --enable-native-access=ALL-UNNAMED (com.sun.jna on the module path)",
                    Loaded.FAILURE);
        }
    }
}
