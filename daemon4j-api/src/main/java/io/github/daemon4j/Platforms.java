/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.Platform;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the backend of the running system, once. */
final class Platforms {

    private Platforms() {}

    private static final class Holder {
        static final Platform PLATFORM = find();
    }

    /**
     * Returns the backend.
     *
     * @throws UnsupportedOperationException if none is on the class path or module path, or none works here
     */
    static Platform current() {
        return Holder.PLATFORM;
    }

    private static Platform find() {
        UnsupportedOperationException none = new UnsupportedOperationException("No daemon4j backend works on "
                + System.getProperty("os.name")
                + ". On Linux add io.github.daemon4j:daemon4j-linux to the class path or module path"
                + " (in a jar that bundles its dependencies, merge META-INF/services).");
        // The api's own loader first: the context loader may be anything in an application server.
        Platform found = first(Platform.class.getClassLoader(), none);
        if (found == null) {
            found = first(Thread.currentThread().getContextClassLoader(), none);
        }
        if (found == null) {
            throw none;
        }
        return found;
    }

    private static @Nullable Platform first(@Nullable ClassLoader loader, UnsupportedOperationException problems) {
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
