/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * A server to be measured, from a file of properties: {@code name}; {@code prepare}, a shell command, or nothing; {@code plain} and
 * {@code daemon}, its two command lines, words between blanks; {@code ask}, {@code http://..} or {@code tcp}, which is any
 * answer of {@code {port}}; {@code newest}, the last feature release of Java that it runs on, or nothing. In all of them
 * {@code {java}}, {@code {dir}}, a new directory, {@code {port}} and {@code {port2}} stand for what they are in one start. A
 * daemon has its pid in {@code {dir}/server.pid}, and the start cache that the variable {@code START_CACHE} names.
 */
record ServerSpec(String name, String prepare, String plain, String daemon, String ask, String newest) {

    static ServerSpec read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new ServerSpec(
                required(properties, "name"),
                properties.getProperty("prepare", ""),
                required(properties, "plain"),
                required(properties, "daemon"),
                required(properties, "ask"),
                properties.getProperty("newest", ""));
    }

    boolean runsOn(String feature) {
        return newest.isEmpty() || Integer.parseInt(feature) <= Integer.parseInt(newest);
    }

    private static String required(Properties properties, String key) {
        return Objects.requireNonNull(properties.getProperty(key), "the server's file has no " + key);
    }

    /** Words, with what stands for something replaced. */
    static List<String> words(String template, String java, Path directory, int port, int second) {
        List<String> words = new ArrayList<>();
        for (String word : template.trim().split("\\s+")) {
            words.add(filled(word, java, directory, port, second));
        }
        return words;
    }

    static String filled(String template, String java, Path directory, int port, int second) {
        return template.replace("{java}", java)
                .replace("{dir}", directory.toString())
                .replace("{port}", Integer.toString(port))
                .replace("{port2}", Integer.toString(second));
    }
}
