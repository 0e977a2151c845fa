/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;

/** One element of argv (or one word of JDK_JAVA_OPTIONS) and the words the launcher makes of it. */
record Element(String text, Kind kind, List<Word> words) {

    enum Kind {
        /** One word, as it stands. */
        PLAIN,
        /** {@code @@x}: the word {@code @x}. */
        ESCAPED,
        /** {@code @file}. */
        ARGUMENT_FILE,
        /** {@code --source 17} in one element, as a shebang line hands it over. */
        SHEBANG
    }
}
