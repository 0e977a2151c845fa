/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.Word.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes launcher words back as argv elements. An element none of whose words changes is kept as it is; an argument file
 * that holds a relative path is replaced by its words.
 */
final class ArgumentRewriter {

    private final WorkingDirectory directory;
    private final @Nullable PathOptions paths;
    private final List<String> written = new ArrayList<>();
    private @Nullable Word previous;
    private boolean changed;

    /** @param paths null when paths are to be left alone */
    ArgumentRewriter(WorkingDirectory directory, @Nullable PathOptions paths) {
        this.directory = directory;
        this.paths = paths;
    }

    List<String> written() {
        return written;
    }

    /** Whether anything but what was {@link #insert inserted} differs from the elements given. */
    boolean changed() {
        return changed;
    }

    void insert(List<String> elements) {
        written.addAll(elements);
    }

    /** The texts of these words, made absolute where they are paths. */
    List<String> texts(List<Word> words) {
        List<String> texts = new ArrayList<>(words.size());
        for (Word word : words) {
            texts.add(text(word));
            previous = word;
        }
        return texts;
    }

    void write(Element element) {
        List<String> texts = texts(element.words());
        boolean same = true;
        for (int i = 0; i < texts.size(); i++) {
            same &= texts.get(i).equals(element.words().get(i).text());
        }
        if (!same || holdsRelativeArgumentFile(element)) {
            writeWords(element.words(), texts);
        } else if (element.kind() == Element.Kind.ARGUMENT_FILE && paths != null) {
            String file = "@" + directory.file(element.text().substring(1));
            changed |= !file.equals(element.text());
            written.add(file);
        } else {
            written.add(element.text());
        }
    }

    /** Writes the words of an element one by one, {@code inserted} before the word with that index. */
    void writeExpanded(Element element, int index, List<String> inserted) {
        List<Word> words = element.words();
        List<String> texts = texts(words);
        writeWords(words.subList(0, index), texts.subList(0, index));
        insert(inserted);
        writeWords(words.subList(index, words.size()), texts.subList(index, words.size()));
    }

    private void writeWords(List<Word> words, List<String> texts) {
        changed = true;
        for (int i = 0; i < words.size(); i++) {
            String text = texts.get(i);
            boolean wouldExpand = words.get(i).atExpands() && text.length() > 1 && text.charAt(0) == '@';
            written.add(wouldExpand ? "@" + text : text);
        }
    }

    private String text(Word word) {
        if (paths == null || word.role() == Role.APPLICATION) {
            return word.text();
        }
        if (word.role() == Role.MAIN) {
            return paths.main(word);
        }
        if (word.role() == Role.VALUE) {
            return previous == null ? word.text() : paths.value(previous.text(), word);
        }
        return paths.option(word);
    }

    /** {@code "--source 17 @file"} in one element: the file's name cannot be changed in place. */
    private boolean holdsRelativeArgumentFile(Element element) {
        if (paths == null || element.kind() != Element.Kind.SHEBANG) {
            return false;
        }
        int at = element.text().indexOf('@');
        return at > 0
                && ByteText.isSpace(element.text().charAt(at - 1))
                && at + 1 < element.text().length()
                && element.text().charAt(at + 1) != '/';
    }
}
