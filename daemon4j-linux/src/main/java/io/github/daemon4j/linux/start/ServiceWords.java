/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.files.LaunchDirectory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words that {@code main} is to get when a unit starts it, made of those that it has got now. */
final class ServiceWords {

    private final LaunchDirectory directory;
    private final List<Path> known = new ArrayList<>();

    /** @param options have paths that may be among the words */
    ServiceWords(DaemonOptions options, LaunchDirectory directory) {
        this.directory = directory;
        options.pidFile().ifPresent(known::add);
        options.readyFile().ifPresent(known::add);
        for (Redirect redirect : List.of(options.output(), options.errorOutput())) {
            redirect.file().ifPresent(known::add);
        }
    }

    /**
     * Puts words in the place of others that stand in the same order among all of them, perhaps not side by side: what parses
     * the options of a program may have taken out of the middle what is its own.
     *
     * @param typed those others
     * @throws DaemonException if they are not among them
     */
    static List<String> replace(List<String> all, List<String> typed, List<String> instead) {
        List<String> words = new ArrayList<>();
        int found = 0;
        for (String word : all) {
            if (found == typed.size() || !word.equals(typed.get(found))) {
                words.add(word);
            } else {
                if (found == 0) {
                    words.addAll(instead);
                }
                found++;
            }
        }
        if (found < typed.size()) {
            throw new DaemonException(
                    "main was not given the word '" + typed.get(found) + "', so it is not known what it"
                            + " has to be given in place of it; use Daemon.systemdUnit(..), which is told");
        }
        return words;
    }

    /**
     * What they are in a unit, which is started in another directory.
     *
     * @throws DaemonException if one of them is the relative name of a file
     */
    List<String> absolute(List<String> words) {
        List<String> absolute = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            String value = word.substring(equals + 1);
            absolute.add(word.substring(0, equals + 1) + absolute(value, word));
        }
        return absolute;
    }

    private String absolute(String value, String word) {
        if (value.isEmpty() || value.startsWith("/") || value.startsWith("-") || value.indexOf('\0') >= 0) {
            return value;
        }
        Path path = Path.of(value);
        if (known.contains(path)) {
            return directory.resolve(path).toString();
        }
        Path file = directory.path().resolve(path);
        boolean means = value.equals(".") || value.equals("..") || value.startsWith("./") || value.startsWith("../");
        if (means || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DaemonException("'" + word + "' names a file relative to " + directory.path()
                    + ", and a unit is started elsewhere: give its whole path, or, if it is no file, ask for the unit in"
                    + " another directory");
        }
        return value;
    }
}
