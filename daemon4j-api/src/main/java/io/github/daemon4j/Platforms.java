/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.Platform;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the backend of the running system, once. */
final class Platforms {

    /**
     * The backend that comes with daemon4j, tried by its name first. On the class path a ServiceLoader opens the service files
     * through URL connections, which costs a young JVM 10 ms, and a start pays it twice. In a named module this class is not
     * accessible, and the ServiceLoader, which finds it in the module graph, costs nothing.
     */
    private static final String LINUX = "io.github.daemon4j.linux.LinuxPlatform";

    /** Not the work of a class initialiser: what that throws reaches callers as an Error, and only the first one says why. */
    private static volatile @Nullable Platform found;

    private Platforms() {}

    /**
     * Returns the backend; where none works one that keeps a program in the foreground.
     *
     * @throws IllegalStateException if there is one, and it is broken
     */
    static Platform current() {
        Platform known = found;
        return known == null ? findOnce() : known;
    }

    /** What makes daemons here. */
    static DaemonBackend backend() {
        return current().daemons();
    }

    private static synchronized Platform findOnce() {
        Platform known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private static Platform find() {
        Platform shipped = shipped();
        if (shipped != null) {
            return shipped;
        }
        // The api's own loader first: the context loader may be anything in an application server.
        IllegalStateException broken =
                new IllegalStateException("a backend of daemon4j is there, but cannot be loaded");
        Platform other = first(Platform.class.getClassLoader(), broken);
        if (other == null) {
            other = first(Thread.currentThread().getContextClassLoader(), broken);
        }
        if (other == null && broken.getSuppressed().length > 0) {
            throw broken;
        }
        return other == null ? new NoPlatform() : other;
    }

    private static @Nullable Platform shipped() {
        try {
            Object platform = Class.forName(LINUX).getConstructor().newInstance();
            return ((Platform) platform).isSupported() ? (Platform) platform : null;
        } catch (ReflectiveOperationException | LinkageError | ClassCastException notHere) {
            return null; // the ServiceLoader finds another one, or tells what is wrong with this one
        }
    }

    private static @Nullable Platform first(@Nullable ClassLoader loader, IllegalStateException problems) {
        Iterator<Platform> candidates =
                ServiceLoader.load(Platform.class, loader).iterator();
        while (true) {
            try {
                if (!candidates.hasNext()) {
                    return null;
                }
                Platform candidate = candidates.next();
                if (candidate.isSupported()) {
                    return candidate;
                }
            } catch (ServiceConfigurationError broken) {
                problems.addSuppressed(broken); // one bad provider must not hide a good one
            }
        }
    }
}
