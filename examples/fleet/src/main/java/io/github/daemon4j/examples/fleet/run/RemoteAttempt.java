/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.examples.fleet.file.Host;
import io.github.daemon4j.examples.fleet.file.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One member while it comes up on another machine, where the fleet of that machine starts it and waits for it. */
final class RemoteAttempt extends Attempt {

    private final Host host;
    private final Path file;
    private Remote start;
    private List<String> said = List.of();

    RemoteAttempt(Member member, Host host, Path file) {
        super(member);
        this.host = host;
        this.file = file;
    }

    @Override
    void start() {
        start = Remote.start(host, file, List.of("start", member().name()));
    }

    @Override
    void look() {
        if (state() != State.STARTING || start.isAlive()) {
            return;
        }
        said = start.lines();
        if (start.exitStatus() == 0) {
            settle(ofMember().endsWith("is already running") ? State.ALREADY_RUNNING : State.READY);
        } else {
            fail(failure());
        }
    }

    /** The last line that is about it. */
    private String ofMember() {
        return said.stream()
                .filter(line -> line.startsWith(member().name() + " "))
                .reduce(member().name(), (before, line) -> line);
    }

    private String last() {
        return said.isEmpty() ? "" : said.get(said.size() - 1);
    }

    /** What the fleet there says of it, or whatever was said instead. */
    private String failure() {
        String begin = "fleet: " + member().name() + " failed: ";
        return said.stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()))
                .findFirst()
                .orElse(said.isEmpty() ? "exit status " + start.exitStatus() : last());
    }

    @Override
    String describe() {
        return switch (state()) {
            case STARTING -> "starting on " + host.name();
            case READY -> ofMember().substring(member().name().length()).strip() + " on " + host.name();
            case ALREADY_RUNNING -> super.describe() + " on " + host.name();
            case FAILED -> "failed on " + host.name() + super.describe().substring("failed".length());
        };
    }

    @Override
    List<String> lastWords() {
        List<String> words = new ArrayList<>();
        for (String line : said) {
            if (line.startsWith(LAST_WORDS)) {
                words.add(line.substring(LAST_WORDS.length()));
            }
        }
        return words;
    }
}
