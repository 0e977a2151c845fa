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

/** One replay, with what it found. */
final class Replay {

    private static final String DAEMON_VARIABLE = CommandLineReplay.DAEMON_VARIABLE;
    private static final String LAUNCHER_VARIABLE = "JDK_JAVA_OPTIONS";
    private static final String FIRST_VM_VARIABLE = "JAVA_TOOL_OPTIONS";
    private static final String LAST_VM_VARIABLE = "_JAVA_OPTIONS";

    private final JvmStart start;
    private final NeededOptions needed;
    private final OptionFiles optionFiles;
    private final WorkingDirectory here;
    private final Environment environment;
    private final boolean keepsDirectory;
    private final List<Word> first;
    private final List<Word> last;
    private final List<Word> extra;

    Replay(
            JvmStart start,
            NeededOptions needed,
            OptionFiles optionFiles,
            Environment environment,
            boolean keepsDirectory,
            List<String> jvmOptions) {
        this.start = start;
        this.needed = needed;
        this.optionFiles = optionFiles;
        this.environment = environment;
        this.keepsDirectory = keepsDirectory;
        here = optionFiles.directory();
        first = OptionReader.variable(FIRST_VM_VARIABLE, environment.get(FIRST_VM_VARIABLE));
        last = OptionReader.variable(LAST_VM_VARIABLE, environment.get(LAST_VM_VARIABLE));
        extra = JavaCommand.readOptions(jvmOptions, "DaemonOptions.jvmOption(..)", optionFiles);
        extra.addAll(
                JavaCommand.readOptions(daemonVariable(), "the environment variable " + DAEMON_VARIABLE, optionFiles));
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

    /** The options this JVM was started with, in the order in which the VM reads them. */
    List<Word> ownOptions(List<String> arguments) {
        List<Word> command = start.isPackaged() ? List.of() : read(arguments).words();
        return bothJvms(command).own();
    }

    /** What main of this JVM was given. */
    List<String> ownWords(List<String> arguments) {
        return start.isPackaged()
                ? arguments.subList(1, arguments.size())
                : read(arguments).programWords();
    }

    /** @param beside whether this JVM lives on while the other one comes up */
    DaemonCommandLine java(List<String> arguments, boolean beside) {
        JavaCommand command = read(arguments);
        BothJvms jvms = bothJvms(command.words());
        if (beside) {
            jvms.requireNothingTwice();
        }
        PathOptions paths = keepsDirectory ? null : new PathOptions(here, optionFiles, command.mode());
        List<String> anywhere = needed.of(command, jvms, start.feature(), optionFiles);
        Environment changed = environment.without(DAEMON_VARIABLE);
        if (paths != null) {
            changed = absolute(changed, command, paths);
            anywhere.addAll(defaultClassPath(command));
        }
        List<String> daemon = new ArrayList<>();
        daemon.add(arguments.get(0));
        daemon.addAll(rewritten(command, paths, anywhere));
        return jvms.command(
                new LaunchCommand(ByteText.bytes(daemon), ByteText.bytes(changed.entries())), command.programWords());
    }

    /**
     * A newer JDK takes values in words of their own where an older one takes none, so the words alone do not always tell
     * which of them names the program: the launcher says what it made of them.
     */
    private JavaCommand read(List<String> arguments) {
        List<String> words = arguments.subList(1, arguments.size());
        String variable = environment.get(LAUNCHER_VARIABLE);
        JavaCommand command = JavaCommand.read(words, variable, optionFiles, LauncherGrammar.JDK_17);
        if (start.program().isNamedBy(command)) {
            return command;
        }
        JavaCommand newer = JavaCommand.read(words, variable, optionFiles, LauncherGrammar.LATER);
        if (start.program().isNamedBy(newer)) {
            return newer;
        }
        throw start.program().refused(command);
    }

    /** A packaged application hands all its arguments to the program, so options can only come by a variable. */
    DaemonCommandLine packaged(List<String> arguments, boolean beside) {
        BothJvms jvms = bothJvms(List.of());
        if (beside) {
            jvms.requireNothingTwice();
        }
        Environment changed = environment.without(DAEMON_VARIABLE);
        PathOptions paths = keepsDirectory ? null : new PathOptions(here, optionFiles, Mode.CLASS);
        if (paths != null) {
            changed = absoluteVmVariables(changed, paths);
        }
        List<String> own = needed.ofPackaged();
        if (!extra.isEmpty() || !own.isEmpty()) {
            for (Word word : extra) {
                if (word.role() == Role.VALUE || LauncherGrammar.isForLauncherOnly(word.text())) {
                    throw new LaunchRefusedException(
                            word.describe() + " is for the java launcher, and " + start.executable()
                                    + " is the launcher of a packaged application",
                            "use the form the VM itself takes, with '=' before the value, or put the option into the"
                                    + " image (jpackage --java-options)");
                }
            }
            List<String> texts = new ArrayList<>(new ArgumentRewriter(here, paths).texts(extra));
            texts.addAll(own);
            String options = QuotedOptions.format(texts);
            String before = changed.get(LAST_VM_VARIABLE);
            changed = changed.with(LAST_VM_VARIABLE, before == null ? options : before + " " + options);
        }
        return jvms.command(
                new LaunchCommand(ByteText.bytes(arguments), ByteText.bytes(changed.entries())),
                arguments.subList(1, arguments.size()));
    }

    private BothJvms bothJvms(List<Word> command) {
        return new BothJvms(first, command, extra, last, optionFiles);
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

    private static int wordCount(List<Element> elements) {
        int count = 0;
        for (Element element : elements) {
            count += element.words().size();
        }
        return count;
    }
}
