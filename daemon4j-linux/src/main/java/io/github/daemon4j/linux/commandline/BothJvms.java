/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;

/** The options of this JVM and those of the daemon's, each in the order in which the VM reads them. */
final class BothJvms {

    private static final String[] AGENTS = {"-javaagent:", "-agentlib:", "-agentpath:", "-Xrun"};

    private final List<Word> own;
    private final List<Word> ofDaemon;
    private final OptionFiles files;

    /**
     * @param first of JAVA_TOOL_OPTIONS
     * @param command of JDK_JAVA_OPTIONS and the command line
     * @param extra for the daemon alone
     * @param last of _JAVA_OPTIONS
     */
    BothJvms(List<Word> first, List<Word> command, List<Word> extra, List<Word> last, OptionFiles files) {
        List<Word> launcher = new ArrayList<>(first);
        launcher.addAll(command);
        List<Word> daemon = new ArrayList<>(launcher);
        launcher.addAll(last);
        daemon.addAll(extra);
        daemon.addAll(last);
        own = OptionReader.withVmOptionsFiles(launcher, files);
        ofDaemon = OptionReader.withVmOptionsFiles(daemon, files);
        this.files = files;
    }

    List<Word> own() {
        return own;
    }

    List<Word> ofDaemon() {
        return ofDaemon;
    }

    void requireNothingTwice() {
        FixedPorts.requireNone(own, ofDaemon);
        FixedFiles.requireNone(own, ofDaemon);
    }

    DaemonCommandLine command(LaunchCommand launch, List<String> words) {
        List<String> agents = new ArrayList<>();
        for (Word word : own) {
            if (word.isOption() && isAgent(word.text())) {
                agents.add(word.describe());
            }
        }
        return new DaemonCommandLine(
                launch,
                FixedFiles.warnings(own, ofDaemon, files),
                agents,
                FixedPorts.managementPortNumbers(own),
                ByteText.bytes(words));
    }

    private static boolean isAgent(String option) {
        for (String prefix : AGENTS) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
