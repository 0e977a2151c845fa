/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.JavaCommand.Mode;
import io.github.daemon4j.linux.commandline.Word.Role;
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

    private static final String LAUNCHER_VARIABLE = "JDK_JAVA_OPTIONS";
    private static final String FIRST_VM_VARIABLE = "JAVA_TOOL_OPTIONS";
    private static final String LAST_VM_VARIABLE = "_JAVA_OPTIONS";
    private static final String NATIVE_ACCESS = "--enable-native-access";
    private static final int FIRST_WARNING_ABOUT_NATIVE_ACCESS = 24;

    private final JvmStart start;
    private final String nativeAccess;
    private final long argumentSpace;
    private final StartFiles files;

    /**
     * Replays the command line of a JVM started as {@code start} says.
     *
     * @param nativeAccess the module that loads the native library, or {@code ALL-UNNAMED}
     * @param argumentSpace as from {@link LaunchCommand#argumentSpace}
     */
    public CommandLineReplay(JvmStart start, String nativeAccess, long argumentSpace) {
        this(start, nativeAccess, argumentSpace, new SystemStartFiles());
    }

    CommandLineReplay(JvmStart start, String nativeAccess, long argumentSpace, StartFiles files) {
        this.start = start;
        this.nativeAccess = nativeAccess;
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
     *     made absolute, an argument file that cannot be read again, a port both would open, a string too long
     */
    public LaunchCommand forDaemon(
            LaunchCommand current, byte[] directory, boolean keepsDirectory, List<byte[]> jvmOptions) {
        WorkingDirectory here = new WorkingDirectory(ByteText.of(directory));
        List<String> arguments = ByteText.of(current.arguments());
        Environment environment = new Environment(ByteText.of(current.environment()));
        if (arguments.isEmpty()) {
            throw new LaunchRefusedException("/proc/self/cmdline is empty", "start the program with the java launcher");
        }
        Replay replay = new Replay(here, environment, keepsDirectory, ByteText.of(jvmOptions));
        LaunchCommand daemon = start.isPackaged() ? replay.packaged(arguments) : replay.java(arguments);
        daemon.requireFits(argumentSpace);
        return daemon;
    }

    /** One run, with what it found. */
    private final class Replay {

        private final WorkingDirectory here;
        private final OptionFiles optionFiles;
        private final Environment environment;
        private final boolean keepsDirectory;
        private final List<Word> first;
        private final List<Word> last;
        private final List<Word> extra;

        Replay(WorkingDirectory here, Environment environment, boolean keepsDirectory, List<String> jvmOptions) {
            this.here = here;
            this.environment = environment;
            this.keepsDirectory = keepsDirectory;
            optionFiles = new OptionFiles(files, here);
            first = OptionReader.variable(FIRST_VM_VARIABLE, environment.get(FIRST_VM_VARIABLE));
            last = OptionReader.variable(LAST_VM_VARIABLE, environment.get(LAST_VM_VARIABLE));
            extra = JavaCommand.readOptions(jvmOptions, "DaemonOptions.jvmOption(..)", optionFiles);
            extra.addAll(JavaCommand.readOptions(
                    daemonVariable(), "the environment variable " + DAEMON_VARIABLE, optionFiles));
        }

        private List<String> daemonVariable() {
            String value = environment.get(DAEMON_VARIABLE);
            List<String> words = value == null ? List.of() : QuotedOptions.parse(value);
            if (words == null) {
                throw new LaunchRefusedException(
                        "the environment variable " + DAEMON_VARIABLE + " has an unmatched quote: "
                                + ByteText.show(value == null ? "" : value),
                        "close it");
            }
            return words;
        }

        LaunchCommand java(List<String> arguments) {
            JavaCommand command = JavaCommand.read(
                    arguments.subList(1, arguments.size()), environment.get(LAUNCHER_VARIABLE), optionFiles);
            requireNoFixedPorts(command.words());
            PathOptions paths = keepsDirectory ? null : new PathOptions(here, optionFiles, command.mode());
            List<String> anywhere = new ArrayList<>();
            if (needsNativeAccess(command.words())) {
                anywhere.add(NATIVE_ACCESS + "=" + nativeAccess);
            }
            Environment changed = environment.without(DAEMON_VARIABLE);
            if (paths != null) {
                changed = absolute(changed, command, paths);
                anywhere.addAll(defaultClassPath(command));
            }
            List<String> daemon = new ArrayList<>();
            daemon.add(arguments.get(0));
            daemon.addAll(rewritten(command, paths, anywhere));
            return new LaunchCommand(ByteText.bytes(daemon), ByteText.bytes(changed.entries()));
        }

        /** A packaged application hands all its arguments to the program, so options can only come by a variable. */
        LaunchCommand packaged(List<String> arguments) {
            requireNoFixedPorts(List.of());
            Environment changed = environment.without(DAEMON_VARIABLE);
            PathOptions paths = keepsDirectory ? null : new PathOptions(here, optionFiles, Mode.CLASS);
            if (paths != null) {
                changed = absoluteVmVariables(changed, paths);
            }
            if (!extra.isEmpty()) {
                for (Word word : extra) {
                    if (word.role() == Role.VALUE || LauncherGrammar.isForLauncherOnly(word.text())) {
                        throw new LaunchRefusedException(
                                word.describe() + " is for the java launcher, and " + start.executable()
                                        + " is the launcher of a packaged application",
                                "use the form the VM itself takes, with '=' before the value, or put the option into the"
                                        + " image (jpackage --java-options)");
                    }
                }
                String options = QuotedOptions.format(new ArgumentRewriter(here, paths).texts(extra));
                String before = changed.get(LAST_VM_VARIABLE);
                changed = changed.with(LAST_VM_VARIABLE, before == null ? options : before + " " + options);
            }
            return new LaunchCommand(ByteText.bytes(arguments), ByteText.bytes(changed.entries()));
        }

        private void requireNoFixedPorts(List<Word> command) {
            List<Word> launcher = new ArrayList<>(first);
            launcher.addAll(command);
            List<Word> daemon = new ArrayList<>(launcher);
            launcher.addAll(last);
            daemon.addAll(extra);
            daemon.addAll(last);
            FixedPorts.requireNone(
                    OptionReader.withVmOptionsFiles(launcher, optionFiles),
                    OptionReader.withVmOptionsFiles(daemon, optionFiles));
        }

        private boolean needsNativeAccess(List<Word> command) {
            if (start.feature() < FIRST_WARNING_ABOUT_NATIVE_ACCESS) {
                return false;
            }
            List<Word> all = new ArrayList<>(first);
            all.addAll(command);
            all.addAll(extra);
            all.addAll(last);
            for (Word word : OptionReader.withVmOptionsFiles(all, optionFiles)) {
                String text = word.text();
                if (word.isOption() && (text.equals(NATIVE_ACCESS) || text.startsWith(NATIVE_ACCESS + "="))) {
                    return false;
                }
            }
            return true;
        }

        /** Without any class path the launcher takes the working directory, and so does the VM in source mode. */
        private List<String> defaultClassPath(JavaCommand command) {
            boolean usesOne = command.mode() == Mode.CLASS || command.mode() == Mode.SOURCE;
            if (!usesOne || command.hasClassPath() || environment.get("CLASSPATH") != null) {
                return List.of();
            }
            here.requireNone(":", Word.option("the class path that nothing sets", JavaCommand.COMMAND_LINE));
            return List.of("-cp", here.here());
        }

        private Environment absolute(Environment before, JavaCommand command, PathOptions paths) {
            Environment changed = absoluteVmVariables(before, paths);
            ArgumentRewriter rewriter = new ArgumentRewriter(here, paths);
            for (Element element : command.fromVariable()) {
                rewriter.write(element);
            }
            if (rewriter.changed()) {
                changed = changed.with(LAUNCHER_VARIABLE, QuotedOptions.format(rewriter.written()));
            }
            String classPath = before.get("CLASSPATH");
            if (classPath != null && !command.hasClassPath() && command.mode() != Mode.JAR) {
                Word where = Word.option(classPath, "the environment variable CLASSPATH");
                changed = changed.with("CLASSPATH", paths.classPath(classPath, where));
            }
            return changed;
        }

        private Environment absoluteVmVariables(Environment before, PathOptions paths) {
            Environment changed = absolute(before, FIRST_VM_VARIABLE, first, paths);
            return absolute(changed, LAST_VM_VARIABLE, last, paths);
        }

        private Environment absolute(Environment before, String variable, List<Word> words, PathOptions paths) {
            List<String> texts = new ArrayList<>(words.size());
            boolean changed = false;
            for (Word word : words) {
                String text = paths.option(word);
                changed |= !text.equals(word.text());
                texts.add(text);
            }
            return changed ? before.with(variable, QuotedOptions.format(texts)) : before;
        }

        /** The elements after argv[0]. */
        private List<String> rewritten(JavaCommand command, @Nullable PathOptions paths, List<String> anywhere) {
            List<String> inserted = new ArrayList<>(anywhere);
            inserted.addAll(new ArgumentRewriter(here, paths).texts(extra));
            ArgumentRewriter rewriter = new ArgumentRewriter(here, paths);
            int programIndex = command.programIndex() - wordCount(command.fromVariable());
            for (Element element : command.fromArguments()) {
                int count = element.words().size();
                boolean holdsIt = programIndex >= 0 && programIndex < count;
                if (!holdsIt || inserted.isEmpty()) {
                    rewriter.write(element);
                } else if (programIndex == 0 || (extra.isEmpty() && beginsWithOption(element))) {
                    rewriter.insert(inserted);
                    rewriter.write(element);
                } else {
                    rewriter.writeExpanded(element, programIndex, inserted);
                }
                programIndex -= count;
            }
            return rewriter.written();
        }

        private boolean beginsWithOption(Element element) {
            return element.words().get(0).role() == Role.OPTION;
        }
    }

    private static int wordCount(List<Element> elements) {
        int count = 0;
        for (Element element : elements) {
            count += element.words().size();
        }
        return count;
    }
}
