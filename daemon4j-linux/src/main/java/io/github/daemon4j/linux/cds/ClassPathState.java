/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a class path's files, as the JVM that uses an archive compares it: time and size. */
final class ClassPathState {

    private final StringBuilder text = new StringBuilder();
    private boolean archivable = true;

    private ClassPathState() {}

    /** A text that differs if a file does; null if there is a directory of classes, of which no archive can be made. */
    static @Nullable String of(List<Path> classPath) {
        ClassPathState state = new ClassPathState();
        for (Path element : classPath) {
            String path = element.toString();
            if (path.endsWith("/*")) {
                state.addJars(new File(path.substring(0, path.length() - 1)));
            } else {
                state.add(new File(path));
            }
        }
        return state.archivable ? state.text.toString() : null;
    }

    private void addJars(File directory) {
        String[] names = directory.list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            if (name.endsWith(".jar") || name.endsWith(".JAR")) {
                add(new File(directory, name));
            }
        }
    }

    private void add(File file) {
        archivable &= !file.isDirectory();
        text.append(file.getPath())
                .append(' ')
                .append(file.lastModified())
                .append(' ')
                .append(file.length())
                .append('\n');
    }
}
