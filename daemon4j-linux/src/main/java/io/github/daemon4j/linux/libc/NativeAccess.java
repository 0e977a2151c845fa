/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.DaemonException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
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

    /** The oldest that is tested. One before it is taken too, if it has all that is used here. */
    private static final String LEAST_VERSION = "5.5";

    private static boolean begun;
    private static volatile boolean loaded;
    private static volatile List<Path> lastResort = List.of();

    private NativeAccess() {}

    private static final class Loaded {

        @SuppressWarnings("StaticAssignmentOfThrowable") // the first failure is the one that says why
        static final @Nullable Throwable FAILURE = load();

        static void initialise() {
            // the call does it
        }

        private static @Nullable Throwable load() {
            try {
                Architecture.current();
                JnaLibrary library = JnaLibrary.unpack(lastResort);
                try {
                    Libc.tryOut();
                } finally {
                    library.remove();
                }
                return null;
            } catch (VirtualMachineError failure) {
                throw failure;
            } catch (Error | RuntimeException | IOException failure) {
                return failure; // JNA throws a plain Error if its two halves do not fit together
            }
        }
    }

    /**
     * Begins to load JNA in a thread of its own, unless that has begun, and returns; {@link #require()} waits for it. For a launcher, which has
     * other things to do meanwhile and does nothing else with JNA before it ends.
     *
     * <p>Loading JNA costs a young JVM 100 ms of one processor, more than half of it in classes of the JDK. The slowest of
     * those, java.util.logging and the security manager, are initialised in the calling thread meanwhile.
     *
     * @param next what that thread does then
     */
    public static void begin(Runnable next) {
        if (!isFirst()) {
            return;
        }
        if (System.getProperty(LIBRARY_DIRECTORIES) == null) {
            System.setProperty(LIBRARY_DIRECTORIES, "/usr/lib64:/lib64:/usr/lib:/lib");
        }
        Thread loading = new Thread("daemon4j loads JNA") {
            @Override
            public void run() {
                Loaded.initialise();
                loaded = true;
                next.run();
            }
        };
        loading.setDaemon(true);
        loading.start();
        Logger.getLogger("com.sun.jna");
        initialiseSecurityManager();
    }

    private static synchronized boolean isFirst() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /** By name, for it is deprecated for removal. Until JDK 23 it looks at every package of the boot layer: 10 ms. */
    private static void initialiseSecurityManager() {
        try {
            Class.forName("java.lang.SecurityManager");
        } catch (ClassNotFoundException removed) {
            return;
        }
    }

    /** Whether {@link #require} would not wait. */
    public static boolean isLoaded() {
        return loaded;
    }

    /**
     * Returns if native calls can be made.
     *
     * @throws DaemonException if not; the message names the cure
     */
    public static void require() {
        if (Loaded.FAILURE != null) {
            throw new DaemonException(explain(Loaded.FAILURE), Loaded.FAILURE);
        }
    }

    /** Whether native calls can be made. */
    public static boolean isPossible() {
        return Loaded.FAILURE == null;
    }

    /**
     * Names directories where JNA's library may be unpacked if there is no better place. Has an effect only before native calls
     * are first asked for.
     */
    public static void mayUse(List<Path> directories) {
        lastResort = List.copyOf(directories);
    }

    private static String explain(Throwable failure) {
        if (failure.getCause() instanceof ClassNotFoundException) {
            return "JNA is missing: " + failure + ". Add net.java.dev.jna:jna to the class path";
        }
        if (failure instanceof UnsupportedOperationException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof IncompatibleClassChangeError) {
            return "JNA" + version() + " is too old (" + failure + "); daemon4j needs " + LEAST_VERSION
                    + " or later: put it first on the class path, or set the version of net.java.dev.jna:jna in the build";
        }
        if (failure instanceof IOException) {
            return "JNA cannot load its native library, because there is no directory to unpack it to: "
                    + failure.getMessage() + ". It must be writable and not mounted noexec: name one with"
                    + " -Djna.tmpdir=DIR. Where there is none, unpack the library when the program is packaged and set"
                    + " -Djna.boot.library.path=DIR -Djna.nounpack=true";
        }
        return "JNA cannot load its native library: " + failure + " (JNA" + version()
                + "). Unpack it elsewhere with -Djna.tmpdir=DIR. On JDK 24 and later allow native access with --enable-native-access=ALL-UNNAMED (com.sun.jna on the"
                + " module path)";
    }

    /** Which it is and where, as far as its jar says: a build may have packed it into another. */
    private static String version() {
        Package jna = com.sun.jna.Platform.class.getPackage();
        CodeSource source = com.sun.jna.Platform.class.getProtectionDomain().getCodeSource();
        return (jna == null || jna.getImplementationVersion() == null ? "" : " " + jna.getImplementationVersion())
                + (source == null || source.getLocation() == null
                        ? ""
                        : " in " + source.getLocation().getPath());
    }
}
