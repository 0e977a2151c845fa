/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import io.github.daemon4j.linux.libc.SystemText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that makes an archive: a shell, because the launcher ends at once and the daemon is to have no part in it. It runs
 * as the daemon's user. It ends at a signal at once ({@code -Xrs}), so that no service manager waits for it.
 */
final class Maker {

    static final String SHELL = "/bin/sh";

    /** What is written where none can be made, so that nobody tries again before something has changed. */
    static final String NONE = ".none";

    /**
     * A daemon that is ready is about to load the classes of its first requests, and needs the processor for them: this begins when
     * none were loaded for five seconds, or after a minute. The last line of the list is left out: the JVM that writes it goes on,
     * and half a line is an error to one that reads. The archive has its name only when it is whole, a JVM has used it, and its
     * sum is there. Other files of this daemon are of other states, or of starts that failed: who still uses one keeps it.
     */
    private static final String SCRIPT = String.join(
            "\n",
            "java=$1 list=$2 archive=$3 all=$4 linking=$5",
            "shift 5",
            "ulimit -t 900",
            "seen=-1 looks=12",
            "while [ $looks -gt 0 ] && noted=$(wc -c <\"$list\") && [ \"$noted\" != \"$seen\" ]; do",
            "    seen=$noted looks=$((looks - 1))",
            "    sleep 5",
            "done",
            "made=$archive.made",
            "vm() { \"$java\" -Xrs -XX:-UsePerfData \"$linking\" -XX:SharedArchiveFile=\"$made\" \"$@\"; }",
            "rm -f \"$archive\".*",
            "if sed '$d' <\"$list\" >\"$made.list\" &&",
            "    vm -Xshare:dump -XX:SharedClassListFile=\"$made.list\" \"$@\" && vm -Xshare:on \"$@\" -version &&",
            "    { gzip -1 <\"$made\" || rm -f \"$made\"; } | tail -c 8 >\"$archive" + Checksum.SUFFIX + "\" &&",
            "    mv -f \"$made\" \"$archive\"",
            "then :",
            "else : >\"$archive" + NONE + "\"",
            "fi",
            "rm -f \"$list\" \"$made\" \"$made.list\"",
            "for file in \"$all\"*; do",
            "    case $file in",
            "    \"$archive\" | \"$archive\".*) ;;",
            "    *) rm -f \"$file\" ;;",
            "    esac",
            "done");

    private static final String[] OF_JVM = {"CLASSPATH=", "JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=", "_JAVA_OPTIONS="};

    private Maker() {}

    /** Its command line, beginning with the shell's name. */
    static List<byte[]> arguments(
            byte[] java, Path list, Path archive, String all, String linking, List<byte[]> options) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(SystemText.bytes("sh"));
        arguments.add(SystemText.bytes("-c"));
        arguments.add(SystemText.bytes(SCRIPT));
        arguments.add(SystemText.bytes("daemon4j"));
        arguments.add(java);
        arguments.add(SystemText.bytes(list));
        arguments.add(SystemText.bytes(archive));
        arguments.add(SystemText.bytes(archive.resolveSibling(all)));
        arguments.add(SystemText.bytes(linking));
        arguments.addAll(options);
        return arguments;
    }

    /** Its environment, from the daemon's: options of the JVM are on the command line already. */
    static List<byte[]> environment(List<byte[]> daemon) {
        List<byte[]> environment = new ArrayList<>();
        for (byte[] entry : daemon) {
            if (!isOfJvm(new String(entry, StandardCharsets.ISO_8859_1))) {
                environment.add(entry);
            }
        }
        return environment;
    }

    private static boolean isOfJvm(String entry) {
        for (String variable : OF_JVM) {
            if (entry.startsWith(variable)) {
                return true;
            }
        }
        return false;
    }
}
