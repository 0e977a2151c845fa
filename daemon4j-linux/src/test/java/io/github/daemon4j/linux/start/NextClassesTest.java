/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class NextClassesTest {

    /** Where JNA is not there at all, whoever initialises something of it fails. */
    @Test
    void are_loaded_without_anything_of_jna() throws ReflectiveOperationException, IOException {
        URL[] withoutJna = {place(NextClasses.class), place(DaemonOptions.class)};
        try (URLClassLoader loader = new URLClassLoader(withoutJna, ClassLoader.getPlatformClassLoader())) {
            Class<?> next = loader.loadClass(NextClasses.class.getName());
            Method load = next.getDeclaredMethod("load");
            load.setAccessible(true);
            load.invoke(null);
            assertThat(next.getClassLoader()).isSameAs(loader);
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
