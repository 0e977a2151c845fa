/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonOptions;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NextClassesTest {

    /** Where JNA is not there at all, whoever initialises something of it fails. */
    @Test
    void are_loaded_without_anything_of_jna() throws ReflectiveOperationException, IOException {
        URL[] withoutJna = {place(NextClasses.class), place(DaemonOptions.class)};
        try (URLClassLoader loader = new URLClassLoader(withoutJna, ClassLoader.getPlatformClassLoader())) {
            Class<?> next = loader.loadClass(NextClasses.class.getName());
            Constructor<?> constructor = next.getDeclaredConstructor(loader.loadClass(DaemonOptions.class.getName()));
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance(withPidFile(loader))).run();
            assertThat(next.getClassLoader()).isSameAs(loader);
        }
    }

    /** The start that needs the most of them. */
    private static Object withPidFile(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass(DaemonOptions.Builder.class.getName());
        Object builder = loader.loadClass(DaemonOptions.class.getName())
                .getMethod("builder")
                .invoke(null);
        type.getMethod("pidFile", Path.class).invoke(builder, Path.of("/run/server.pid"));
        return type.getMethod("build").invoke(builder);
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
