/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line with which the executable of this JVM is run once more, as the daemon.
 *
 * <p>The arguments of the program are never changed. If the daemon gets another working directory, the paths that
 * launcher and VM read become absolute; what cannot be made absolute exactly is refused. Options for the daemon alone come
 * last before the main class, because the VM lets the last one win.
 *
 * <p>Not looked into: the configuration of a jpackage application, options of agents, the loader's own variables
 * (LD_LIBRARY_PATH), and system properties other than those {@link PathOptions} lists.
 */
public final class CommandLineReplay {

    /** Options for the daemon's JVM alone, quoted like those of JDK_JAVA_OPTIONS. The daemon does not see the variable. */
    public static final String DAEMON_VARIABLE = "DAEMON4J_JAVA_OPTIONS";

    /** The cure for what both JVMs would hold. */
    static final String FOR_DAEMON_ALONE = "give it to the daemon alone: DaemonOptions.jvmOption(..) or the environment"
            + " variable " + DAEMON_VARIABLE;

    private final JvmStart start;
    private final NeededOptions needed;
    private final long argumentSpace;
    private final StartFiles files;

    /**
     * Replays the command line of a JVM started as {@code start} says.
     *
     * @param nativeAccess the module that loads the native library, or {@code ALL-UNNAMED}
     * @param opening what the daemon's JVM has to open, as {@code --add-opens} has it; null if nothing
     * @param argumentSpace as from {@link LaunchCommand#argumentSpace}
     */
    public CommandLineReplay(JvmStart start, String nativeAccess, @Nullable String opening, long argumentSpace) {
        this(start, nativeAccess, opening, argumentSpace, new SystemStartFiles());
    }

    CommandLineReplay(
            JvmStart start, String nativeAccess, @Nullable String opening, long argumentSpace, StartFiles files) {
        this.start = start;
        needed = new NeededOptions(nativeAccess, opening);
        this.argumentSpace = argumentSpace;
        this.files = files;
    }

    /**
     * The command of the daemon.
     *
     * @param current what this JVM was started with, from /proc/self/cmdline and /proc/self/environ
     * @param directory the absolute working directory of this JVM
     * @param keepsDirectory whether the daemon starts in the same directory
     * @param jvmOptions for the daemon's JVM alone, in the encoding of the platform; DAEMON4J_JAVA_OPTIONS comes after
     *     them. Relative paths in both are meant from {@code directory}
     * @throws LaunchRefusedException when the daemon's JVM would not start, or not as this one did: a path that cannot be
     *     made absolute, an argument file that cannot be read again, a port both would open, a file both would write, a
     *     string too long
     */
    public DaemonCommandLine forDaemon(
            LaunchCommand current, byte[] directory, boolean keepsDirectory, List<byte[]> jvmOptions) {
        return replayed(replay(current, directory, keepsDirectory, ByteText.of(jvmOptions)), current, true);
    }

    /**
     * The command for a JVM that is not started beside this one, but some day by somebody else, from whatever directory.
     *
     * @param current as in {@link #forDaemon}
     * @param directory as in {@link #forDaemon}
     * @param jvmOptions as in {@link #forDaemon}
     * @throws LaunchRefusedException as {@link #forDaemon}
     */
    public DaemonCommandLine forService(LaunchCommand current, byte[] directory, List<byte[]> jvmOptions) {
        return replayed(replay(current, directory, false, ByteText.of(jvmOptions)), current, false);
    }

    /** Whether it is that of a packaged application, which hands all of it to the program. */
    public boolean isPackaged() {
        return start.isPackaged();
    }

    private DaemonCommandLine replayed(Replay replay, LaunchCommand current, boolean beside) {
        List<String> arguments = arguments(current);
        DaemonCommandLine daemon =
                start.isPackaged() ? replay.packaged(arguments, beside) : replay.java(arguments, beside);
        daemon.launch().requireFits(argumentSpace);
        return daemon;
    }

    /**
     * The options this JVM was started with, in the order in which the VM reads them: those of variables, argument files and
     * files of VM options are among them. Text of one char a byte.
     *
     * @param current as in {@link #forDaemon}
     * @param directory as in {@link #forDaemon}
     * @return nothing where the command line cannot be read: {@link #forDaemon} says why
     */
    public List<String> ownOptions(LaunchCommand current, byte[] directory) {
        List<String> options = new ArrayList<>();
        try {
            Replay replay = replay(current, directory, true, List.of());
            for (Word word : replay.ownOptions(arguments(current))) {
                if (word.isOption()) {
                    options.add(word.text());
                }
            }
        } catch (LaunchRefusedException unreadable) {
            options.clear();
        }
        return options;
    }

    /**
     * What main of this JVM was given.
     *
     * @param current as in {@link #forDaemon}
     * @param directory as in {@link #forDaemon}
     * @throws LaunchRefusedException where the command line cannot be read
     */
    public List<byte[]> ownWords(LaunchCommand current, byte[] directory) {
        return ByteText.bytes(replay(current, directory, true, List.of()).ownWords(arguments(current)));
    }

    private static List<String> arguments(LaunchCommand current) {
        List<String> arguments = ByteText.of(current.arguments());
        if (arguments.isEmpty()) {
            throw new LaunchRefusedException("/proc/self/cmdline is empty", "start the program with the java launcher");
        }
        return arguments;
    }

    private Replay replay(LaunchCommand current, byte[] directory, boolean keepsDirectory, List<String> jvmOptions) {
        OptionFiles optionFiles = new OptionFiles(files, new WorkingDirectory(ByteText.of(directory)));
        Environment environment = new Environment(ByteText.of(current.environment()));
        return new Replay(start, needed, optionFiles, environment, keepsDirectory, jvmOptions);
    }
}
