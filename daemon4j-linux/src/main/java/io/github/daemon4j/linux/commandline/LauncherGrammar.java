/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

/** Which words mean what to the java launcher ({@code java.c} and {@code args.c} of libjli in the JDK). */
enum LauncherGrammar {
    /** Since JDK 17. */
    JDK_17,
    /**
     * Of JDKs later than 25, in which options of the VM too take their value from the next word (JDK-8387729). Nothing but
     * what such a launcher does tells that it is one.
     */
    LATER;

    private static final String[] TAKE_VALUE = {
        "-cp",
        "-classpath",
        "--class-path",
        "-p",
        "--module-path",
        "--upgrade-module-path",
        "--patch-module",
        "--add-modules",
        "--limit-modules",
        "--add-exports",
        "--add-opens",
        "--add-reads",
        "--enable-native-access",
        "--source",
        "-d",
        "--describe-module",
    };

    private static final String[] TAKE_VALUE_LATER = {
        "--enable-final-field-mutation",
        "--finalization",
        "--illegal-final-field-mutation",
        "--illegal-native-access",
        "--sun-misc-unsafe-memory-access",
    };

    private static final String[] NOT_FOR_VM = {
        "-jar",
        "-splash:",
        "-showversion",
        "--show-version",
        "-XshowSettings",
        "--class-path=",
        "--source=",
        "--describe-module=",
        "--module=",
        "--dry-run",
        "--list-modules",
        "--validate-modules",
        "--disable-@files",
        "-XXaltjvm=",
    };

    private static final String[] END_WITHOUT_MAIN = {
        "-h",
        "-?",
        "-help",
        "--help",
        "-X",
        "--help-extra",
        "-version",
        "--version",
        "-fullversion",
        "--full-version",
        "--dry-run",
        "--list-modules",
        "-d",
        "--describe-module",
    };

    /** Whether the next word, unless it begins with a dash, is the value of this option. */
    boolean takesValue(String word) {
        return contains(TAKE_VALUE, word) || (this == LATER && contains(TAKE_VALUE_LATER, word));
    }

    static boolean isClassPath(String word) {
        return word.equals("-cp") || word.equals("-classpath") || word.equals("--class-path");
    }

    static boolean isModulePath(String word) {
        return word.equals("-p") || word.equals("--module-path") || word.equals("--upgrade-module-path");
    }

    static boolean isModule(String word) {
        return word.equals("-m") || word.equals("--module");
    }

    /** Options that print something or end the launcher: no program runs. */
    static boolean endsWithoutMain(String word) {
        return contains(END_WITHOUT_MAIN, word);
    }

    /** Options only the launcher knows: the VM refuses them in JAVA_TOOL_OPTIONS and _JAVA_OPTIONS. */
    static boolean isForLauncherOnly(String word) {
        if (contains(TAKE_VALUE, word)) {
            return true;
        }
        for (String prefix : NOT_FOR_VM) {
            if (word.startsWith(prefix)) {
                return true;
            }
        }
        return endsWithoutMain(word);
    }

    private static boolean contains(String[] words, String word) {
        for (String candidate : words) {
            if (candidate.equals(word)) {
                return true;
            }
        }
        return false;
    }
}
