/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.JavaCommand.Mode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon's JVM has to allow this library, as far as neither its own options nor the manifest of its jar do.
 *
 * @param nativeAccess the module that loads the native library, or {@code ALL-UNNAMED}
 * @param opening what it has to open, as {@code --add-opens} has it; null if nothing
 */
record NeededOptions(String nativeAccess, @Nullable String opening) {

    private static final String NATIVE_ACCESS = "--enable-native-access";
    private static final int FIRST_WARNING_ABOUT_NATIVE_ACCESS = 24;
    private static final String ADD_OPENS = "--add-opens=";

    /**
     * For the java launcher.
     *
     * @param feature the release of the JDK
     */
    List<String> of(JavaCommand command, BothJvms jvms, int feature, OptionFiles files) {
        String jar = command.mode() == Mode.JAR ? command.main() : null;
        List<String> options = new ArrayList<>();
        if (feature >= FIRST_WARNING_ABOUT_NATIVE_ACCESS && !isNativeAccessEnabled(jvms, jar, files)) {
            options.add(NATIVE_ACCESS + "=" + nativeAccess);
        }
        if (!isOpened(jar, files)) {
            options.addAll(ofPackaged());
        }
        return options;
    }

    /** For the launcher of a packaged application, whose image enables native access or does not. */
    List<String> ofPackaged() {
        return opening == null ? List.of() : List.of(ADD_OPENS + opening);
    }

    /**
     * Never a second time: the JDK refuses a cache of classes (AOT, CDS) that was made without this option in the command
     * line, as it is where the jar itself enables native access.
     */
    private static boolean isNativeAccessEnabled(BothJvms jvms, @Nullable String jar, OptionFiles files) {
        for (Word word : jvms.ofDaemon()) {
            String text = word.text();
            if (word.isOption() && (text.equals(NATIVE_ACCESS) || text.startsWith(NATIVE_ACCESS + "="))) {
                return true;
            }
        }
        return jar != null && files.enablesNativeAccess(jar);
    }

    /** Asked of the manifest alone: with the option the VM does not use its archive of modules, and starts later. */
    private boolean isOpened(@Nullable String jar, OptionFiles files) {
        return opening == null || (jar != null && files.opens(jar, opening.substring(0, opening.indexOf('='))));
    }
}
