/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.JavaCommand.Mode;
import io.github.daemon4j.linux.commandline.Word.Role;
import io.github.daemon4j.linux.libc.SystemText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of a daemon's command line what an archive of its classes (class data sharing, CDS in {@code java(1)}) is made with, and
 * is good for.
 *
 * <p>The VM that makes one is given no option but those that the archive depends on: it writes no log of the daemon's, loads no
 * agent and touches no heap.
 */
public final class SharedClasses {

    /** Options of the VM that are about such an archive: whoever gives one does himself what would be done for him. */
    private static final String[] OWN = {
        "-Xshare",
        "-XX:SharedArchiveFile",
        "-XX:SharedClassListFile",
        "-XX:ExtraSharedClassListFile",
        "-XX:DumpLoadedClassList",
        "-XX:ArchiveClassesAtExit",
        "-XX:+AutoCreateSharedArchive",
        "-XX:+RecordDynamicDumpInfo",
        "-XX:+UseSharedSpaces",
        "-XX:-UseSharedSpaces",
        "-XX:AOT",
        "-XX:+AOT",
        "-XX:-AOT",
        "-XX:Flags=",
    };

    /** What the layout of objects, the heap and the checks of classes hang on, and what unlocks options of these. */
    private static final String[] DECIDING = {
        "-Xmx",
        "-Xbootclasspath/a:",
        "-Xverify",
        "-XX:MaxHeapSize=",
        "-XX:MaxRAM=",
        "-XX:MaxRAMPercentage=",
        "-XX:HeapBaseMinAddress=",
        "-XX:ObjectAlignmentInBytes=",
    };

    private static final String[] DECIDING_FLAGS = {
        "UseCompressedOops",
        "UseCompressedClassPointers",
        "UseCompactObjectHeaders",
        "UnlockExperimentalVMOptions",
        "UnlockDiagnosticVMOptions",
        "BytecodeVerificationLocal",
        "BytecodeVerificationRemote",
        "ZGenerational",
    };

    private static final String[] AGENTS = {"-javaagent:", "-agentlib:", "-agentpath:", "-Xrun", "-Xdebug"};

    private final List<String> options = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final OptionFiles files;
    private boolean agents;
    private boolean refused;
    private @Nullable String path;

    private SharedClasses(OptionFiles files) {
        this.files = files;
    }

    /**
     * Reads the command line of a daemon's JVM.
     *
     * @param command what execve(2) is given for it
     * @param directory what relative paths are meant from
     * @return null if no archive can be had for it, or the program sees to that itself
     */
    public static @Nullable SharedClasses of(LaunchCommand command, byte[] directory) {
        try {
            return of(command, directory, new SystemStartFiles());
        } catch (LaunchRefusedException changedMeanwhile) {
            return null;
        }
    }

    static @Nullable SharedClasses of(LaunchCommand command, byte[] directory, StartFiles startFiles) {
        OptionFiles files = new OptionFiles(startFiles, new WorkingDirectory(ByteText.of(directory)));
        Environment environment = new Environment(ByteText.of(command.environment()));
        List<String> arguments = ByteText.of(command.arguments());
        JavaCommand java = JavaCommand.read(
                arguments.subList(1, arguments.size()),
                environment.get("JDK_JAVA_OPTIONS"),
                files,
                LauncherGrammar.JDK_17);
        SharedClasses classes = new SharedClasses(files);
        List<Word> words = new ArrayList<>(variable("JAVA_TOOL_OPTIONS", environment));
        words.addAll(java.words());
        words.addAll(variable("_JAVA_OPTIONS", environment));
        classes.read(OptionReader.withVmOptionsFiles(words, files));
        classes.settleClassPath(java, environment.get("CLASSPATH"));
        boolean named = java.mode() == Mode.CLASS || java.mode() == Mode.JAR;
        return classes.refused || !named || classes.classPath.isEmpty() ? null : classes;
    }

    private static List<Word> variable(String name, Environment environment) {
        return OptionReader.variable(name, environment.get(name));
    }

    /** What the VM that makes the archive is to be given; the class path is the last of it. No program is named. */
    public List<byte[]> options() {
        List<String> all = new ArrayList<>(options);
        all.add("-cp");
        all.add(String.valueOf(path));
        return ByteText.bytes(all);
    }

    /** The elements of the class path, with what the manifest of a lone jar adds to it. */
    public List<Path> classPath() {
        List<Path> paths = new ArrayList<>(classPath.size());
        for (String element : classPath) {
            paths.add(SystemText.path(ByteText.bytes(files.directory().file(element))));
        }
        return paths;
    }

    /** Whether an agent or a debugger may look at classes as they are loaded. */
    public boolean hasAgents() {
        return agents;
    }

    private void read(List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.isOption()) {
                boolean hasValue = i + 1 < words.size() && words.get(i + 1).role() == Role.VALUE;
                read(word.text(), hasValue ? words.get(i + 1).text() : null);
            }
        }
    }

    private void read(String option, @Nullable String value) {
        refused |= startsWithOneOf(option, OWN);
        agents |= startsWithOneOf(option, AGENTS);
        if (LauncherGrammar.isClassPath(option)) {
            path = value;
        } else if (option.startsWith("--class-path=") || option.startsWith("-Djava.class.path=")) {
            path = option.substring(option.indexOf('=') + 1);
        } else if (isDeciding(option)) {
            options.add(option);
            if (value != null) {
                options.add(value);
            }
        }
    }

    private static boolean isDeciding(String option) {
        if (option.startsWith("--") || LauncherGrammar.isModulePath(option)) {
            return !LauncherGrammar.isModule(option) && !option.startsWith("--show-version");
        }
        if (!option.startsWith("-XX:+") && !option.startsWith("-XX:-")) {
            return startsWithOneOf(option, DECIDING);
        }
        String flag = option.substring("-XX:+".length());
        if (flag.startsWith("Use") && flag.endsWith("GC")) {
            return true;
        }
        for (String deciding : DECIDING_FLAGS) {
            if (flag.equals(deciding)) {
                return true;
            }
        }
        return false;
    }

    private void settleClassPath(JavaCommand java, @Nullable String variable) {
        if (java.mode() == Mode.JAR) {
            path = java.main();
        } else if (path == null) {
            path = variable;
        }
        if (path == null || path.isEmpty()) {
            return;
        }
        addAll(path, ':');
        if (classPath.size() == 1) {
            String more = files.classPathOf(path);
            int slash = path.lastIndexOf('/') + 1;
            for (String relative : more == null ? new String[0] : more.split(" ")) {
                // Names with an escape are not looked for: the VM looks at the files itself.
                if (!relative.isEmpty()) {
                    classPath.add(relative.charAt(0) == '/' ? relative : path.substring(0, slash) + relative);
                }
            }
        }
    }

    private void addAll(String paths, char separator) {
        int start = 0;
        while (start <= paths.length()) {
            int next = paths.indexOf(separator, start);
            int end = next < 0 ? paths.length() : next;
            classPath.add(start == end ? "." : paths.substring(start, end));
            start = end + 1;
        }
    }

    private static boolean startsWithOneOf(String option, String[] prefixes) {
        for (String prefix : prefixes) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
