/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options outside argv: in variables and files that only the VM reads. */
final class OptionReader {

    private static final String VM_OPTIONS_FILE = "-XX:VMOptionsFile=";
    private static final String FLAGS_FILE = "-XX:Flags=";

    private OptionReader() {}

    static List<Word> variable(String name, @Nullable String value) {
        return quoted(value, "the environment variable " + name);
    }

    static List<Word> vmOptionsFile(Word option, OptionFiles files) {
        String file = option.text().substring(VM_OPTIONS_FILE.length());
        return quoted(files.read(file, option.text(), option.origin()), "the file of " + option.describe());
    }

    /** Lines of {@code Name=value}, {@code +Name}, {@code -Name}. */
    static List<Word> flagsFile(Word option, OptionFiles files) {
        String file = option.text().substring(FLAGS_FILE.length());
        List<Word> words = new ArrayList<>();
        if (files.exists(file)) {
            String origin = "the file of " + option.describe();
            for (Word word : quoted(files.read(file, option.text(), option.origin()), origin)) {
                words.add(Word.option("-XX:" + word.text(), origin));
            }
        }
        return words;
    }

    /** The same words with the content of each -XX:VMOptionsFile in its place. */
    static List<Word> withVmOptionsFiles(List<Word> words, OptionFiles files) {
        List<Word> all = new ArrayList<>(words.size());
        for (Word word : words) {
            all.add(word);
            if (word.isOption() && word.text().startsWith(VM_OPTIONS_FILE)) {
                all.addAll(vmOptionsFile(word, files));
            }
        }
        return all;
    }

    private static List<Word> quoted(@Nullable String text, String origin) {
        List<String> texts = text == null ? null : QuotedOptions.parse(text);
        List<Word> words = new ArrayList<>();
        if (texts != null) {
            for (String word : texts) {
                words.add(Word.option(word, origin));
            }
        }
        return words;
    }
}
