/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files under one name that every JVM with the option writes. Files that the VM names by the pid, and logs, which a second
 * JVM moves aside, are none.
 */
final class FixedFiles {

    private static final String FLAG = "-XX:";

    /** Read again by later JVMs. What the launcher writes has the classes of a launcher, and it writes for seconds. */
    private static final String[] TRAINING = {"AOTCacheOutput", "ArchiveClassesAtExit", "DumpLoadedClassList"};

    /** Read by people: that of the daemon, which ends later, replaces that of the launcher. */
    private static final String[] REPORTS = {"PerfDataSaveFile", "LogFile"};

    private FixedFiles() {}

    /** The options of this JVM and those of the daemon's, each in the order in which the VM reads them. */
    static void requireNone(List<Word> launcher, List<Word> daemon) {
        for (String name : TRAINING) {
            requireNone(name, launcher, daemon);
        }
        Word mode = last("AOTMode", launcher);
        if (mode != null && value(mode).equals("record")) {
            requireNone("AOTConfiguration", launcher, daemon);
        }
    }

    private static void requireNone(String name, List<Word> launcher, List<Word> daemon) {
        Word both = ofBoth(name, launcher, daemon);
        if (both != null) {
            throw new LaunchRefusedException(
                    both.describe() + " makes both this JVM and the daemon's write that file",
                    "train in the foreground (verb run, or DAEMON4J_MODE=foreground), or "
                            + CommandLineReplay.FOR_DAEMON_ALONE);
        }
    }

    static List<String> warnings(List<Word> launcher, List<Word> daemon, OptionFiles files) {
        List<String> warnings = new ArrayList<>();
        for (String name : REPORTS) {
            Word both = ofBoth(name, launcher, daemon);
            if (both != null) {
                warnings.add(warning(both));
            }
        }
        for (Word word : launcher) {
            String file = word.isOption() ? RecordingOption.fileName(word.text()) : null;
            if (file != null && !isNamedByPid(file) && !files.isDirectory(file)) {
                warnings.add(warning(word));
            }
        }
        return warnings;
    }

    private static String warning(Word word) {
        return word.describe() + " makes this JVM write that file when it ends, and the daemon's once more; "
                + CommandLineReplay.FOR_DAEMON_ALONE;
    }

    /** The option both JVMs have with the same value, as far as the last setting counts. */
    private static @Nullable Word ofBoth(String name, List<Word> launcher, List<Word> daemon) {
        Word own = last(name, launcher);
        Word ofDaemon = last(name, daemon);
        boolean same = own != null && ofDaemon != null && value(own).equals(value(ofDaemon));
        return same && own != null && !isNamedByPid(value(own)) ? own : null;
    }

    private static boolean isNamedByPid(String file) {
        return file.isEmpty() || file.indexOf("%p") >= 0;
    }

    private static @Nullable Word last(String name, List<Word> words) {
        String prefix = FLAG + name + "=";
        Word last = null;
        for (Word word : words) {
            if (word.isOption() && word.text().startsWith(prefix)) {
                last = word;
            }
        }
        return last;
    }

    private static String value(Word word) {
        return word.text().substring(word.text().indexOf('=') + 1);
    }
}
