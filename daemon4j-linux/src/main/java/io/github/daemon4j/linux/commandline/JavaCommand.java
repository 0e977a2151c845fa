/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.Word.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the java launcher makes of JDK_JAVA_OPTIONS and argv, read in its order and with its state. */
final class JavaCommand {

    static final String COMMAND_LINE = "the command line";

    enum Mode {
        CLASS,
        JAR,
        MODULE,
        SOURCE
    }

    private final OptionFiles files;
    private final LauncherGrammar grammar;
    private final List<Element> fromVariable = new ArrayList<>();
    private final List<Element> fromArguments = new ArrayList<>();
    private @Nullable Mode mode;
    private @Nullable String main;
    private @Nullable Word latest;
    private int wordCount;
    private int programIndex = -1;
    private boolean valueExpected;
    private boolean expansionStopped;
    private boolean mainFound;

    private JavaCommand(OptionFiles files, LauncherGrammar grammar) {
        this.files = files;
        this.grammar = grammar;
    }

    /**
     * @param arguments argv without its first element
     * @param variable the value of JDK_JAVA_OPTIONS
     * @param grammar of the launcher
     * @throws LaunchRefusedException when an argument file cannot be read again, or no program is named
     */
    static JavaCommand read(
            List<String> arguments, @Nullable String variable, OptionFiles files, LauncherGrammar grammar) {
        JavaCommand command = new JavaCommand(files, grammar);
        if (variable != null) {
            List<String> words = QuotedOptions.parse(variable);
            if (words != null) {
                command.addAll(words, "the environment variable JDK_JAVA_OPTIONS", false, command.fromVariable);
            }
        }
        command.addAll(arguments, COMMAND_LINE, true, command.fromArguments);
        if (!command.mainFound) {
            throw new LaunchRefusedException(
                    "its arguments name no main class, jar, module or source file, so they are not those of a java command",
                    "start the program with the java launcher");
        }
        command.settleMode();
        return command;
    }

    /** Options to be added before the main class: nothing but options and their values. */
    static List<Word> readOptions(List<String> options, String origin, OptionFiles files) {
        JavaCommand command = new JavaCommand(files, LauncherGrammar.JDK_17);
        List<Element> elements = new ArrayList<>();
        command.addAll(options, origin, false, elements);
        List<Word> words = words(elements);
        for (Word word : words) {
            if (!canBeAdded(word)) {
                throw new LaunchRefusedException(
                        word.describe() + " cannot be added to a command line as an option of the JVM",
                        "give options like -Xmx1g, with their values, and nothing that names or ends a program");
            }
        }
        if (command.valueExpected) {
            throw new LaunchRefusedException("the last option in " + origin + " lacks its value", "add the value");
        }
        return words;
    }

    private static boolean canBeAdded(Word word) {
        String text = word.text();
        if (word.role() == Role.VALUE) {
            return !text.startsWith("@");
        }
        return word.role() == Role.OPTION
                && !isProgramOption(word)
                && !text.startsWith("--source")
                && !text.equals("--disable-@files")
                && !LauncherGrammar.endsWithoutMain(text);
    }

    List<Element> fromVariable() {
        return fromVariable;
    }

    List<Element> fromArguments() {
        return fromArguments;
    }

    Mode mode() {
        return mode == null ? Mode.CLASS : mode;
    }

    /** Main class, jar, module or source file. */
    String main() {
        return main == null ? "" : main;
    }

    /**
     * The place among all {@link #words()} where the program is named: that of its main class, jar, module or file, or of
     * the -jar, -m or --module right before.
     */
    int programIndex() {
        return programIndex;
    }

    List<Word> words() {
        List<Word> words = words(fromVariable);
        words.addAll(words(fromArguments));
        return words;
    }

    /** What the program's main is given. */
    List<String> programWords() {
        List<String> program = new ArrayList<>();
        for (Word word : words()) {
            if (word.role() == Word.Role.APPLICATION) {
                program.add(word.text());
            }
        }
        return program;
    }

    private static List<Word> words(List<Element> elements) {
        List<Word> words = new ArrayList<>();
        for (Element element : elements) {
            words.addAll(element.words());
        }
        return words;
    }

    boolean hasClassPath() {
        for (Word word : words()) {
            String text = word.text();
            if (word.isOption()
                    && (LauncherGrammar.isClassPath(text)
                            || text.startsWith("--class-path=")
                            || text.startsWith("-Djava.class.path="))) {
                return true;
            }
        }
        return false;
    }

    private void settleMode() {
        if (mode == null && main != null && main.endsWith(".java") && files.exists(main)) {
            mode = Mode.SOURCE;
        }
    }

    private void addAll(List<String> texts, String origin, boolean shebang, List<Element> elements) {
        for (String text : texts) {
            elements.add(element(text, origin, shebang));
        }
    }

    private Element element(String text, String origin, boolean shebang) {
        if (mainFound || expansionStopped) {
            return plain(text, origin);
        }
        if (shebang && text.startsWith("--source") && text.indexOf(' ') >= 0) {
            return new Element(text, Element.Kind.SHEBANG, shebangWords(text, origin));
        }
        if (text.length() < 2 || text.charAt(0) != '@') {
            return plain(text, origin);
        }
        if (text.charAt(1) == '@') {
            return new Element(text, Element.Kind.ESCAPED, List.of(word(text.substring(1), origin)));
        }
        String file = text.substring(1);
        String inFile = "the argument file " + ByteText.show(text) + " in " + origin;
        List<Word> words = new ArrayList<>();
        for (String word : ArgumentFileText.words(files.read(file, text, origin))) {
            words.add(word(word, inFile));
        }
        return new Element(text, Element.Kind.ARGUMENT_FILE, words);
    }

    private Element plain(String text, String origin) {
        return new Element(text, Element.Kind.PLAIN, List.of(word(text, origin)));
    }

    /** Split at white space without regard to quotes; an {@code @file} in it is expanded. */
    private List<Word> shebangWords(String text, String origin) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || ByteText.isSpace(text.charAt(i))) {
                if (i > start) {
                    words.addAll(
                            element(text.substring(start, i), origin, false).words());
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** {@code checkArg} of args.c. */
    private Word word(String text, String origin) {
        boolean atExpands = !mainFound && !expansionStopped;
        Word word = new Word(text, mainFound ? Role.APPLICATION : role(text), atExpands, origin);
        if (word.role() == Role.MAIN || word.role() == Role.MAIN_OPTION) {
            programIndex = latest != null && isProgramOption(latest) ? wordCount - 1 : wordCount;
        }
        wordCount++;
        latest = word;
        return word;
    }

    private static boolean isProgramOption(Word word) {
        return word.isOption() && (word.text().equals("-jar") || LauncherGrammar.isModule(word.text()));
    }

    private Role role(String text) {
        if (!text.startsWith("-")) {
            boolean value = valueExpected;
            valueExpected = false;
            if (value) {
                return Role.VALUE;
            }
            main = text;
            mainFound = true;
            return Role.MAIN;
        }
        valueExpected = grammar.takesValue(text);
        if (text.equals("-jar")) {
            mode = Mode.JAR;
        } else if (LauncherGrammar.isModule(text)) {
            mode = Mode.MODULE;
        } else if (text.equals("--source") || text.startsWith("--source=")) {
            mode = Mode.SOURCE;
        } else if (text.equals("--disable-@files")) {
            expansionStopped = true;
        } else if (text.startsWith("--module=")) {
            mode = Mode.MODULE;
            main = text.substring("--module=".length());
            mainFound = true;
            return Role.MAIN_OPTION;
        }
        return Role.OPTION;
    }
}
