/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same command on several machines at once. */
final class Everywhere {

    /** As a shell says of a command that it cannot run. */
    private static final int NOT_FOUND = 127;

    private Everywhere() {}

    /** What a command said on one machine. */
    record Answer(int exitStatus, List<String> lines) {}

    /**
     * Runs a command on each and shows what it says, with the machine's name before each line: machine by machine, in their
     * order, and as it comes.
     */
    static Map<Machine, Integer> show(List<Machine> machines, List<String> words)
            throws InterruptedException, IOException {
        Map<Machine, Integer> exitStatuses = new LinkedHashMap<>();
        if (machines.size() == 1 && machines.get(0).isHere()) {
            Process process = new ProcessBuilder(words).inheritIO().start();
            exitStatuses.put(machines.get(0), process.waitFor());
            return exitStatuses;
        }
        for (Running each : onEach(machines, machine -> words)) {
            Answer answer = each.await(line -> System.out.println(each.machine.host() + ": " + line));
            exitStatuses.put(each.machine, answer.exitStatus());
        }
        return exitStatuses;
    }

    /** Runs a command on each, the words of which may differ, and keeps what it says. */
    static Map<Machine, Answer> ask(List<Machine> machines, Function<Machine, List<String>> words)
            throws InterruptedException {
        Map<Machine, Answer> answers = new LinkedHashMap<>();
        for (Running each : onEach(machines, words)) {
            answers.put(each.machine, each.await(line -> {}));
        }
        return answers;
    }

    private static List<Running> onEach(List<Machine> machines, Function<Machine, List<String>> words) {
        List<Running> all = new ArrayList<>();
        for (Machine machine : machines) {
            Running running = new Running(machine, machine.command(words.apply(machine)));
            new Thread(running, "on " + machine.host()).start();
            all.add(running);
        }
        return all;
    }

    /** A command on one machine: a thread reads what it says, another one waits for it. */
    private static final class Running implements Runnable {

        private static final Optional<String> END = Optional.empty();

        private final Machine machine;
        private final List<String> command;
        private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
        private int exitStatus = NOT_FOUND;

        Running(Machine machine, List<String> command) {
            this.machine = machine;
            this.command = command;
        }

        @Override
        public void run() {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .start();
                try (BufferedReader output = process.inputReader()) {
                    output.lines().forEach(line -> said.add(Optional.of(line.stripTrailing())));
                }
                exitStatus = process.waitFor();
            } catch (IOException noSsh) {
                said.add(Optional.of(String.valueOf(noSsh.getMessage())));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                said.add(END);
            }
        }

        /** Waits for its end, and has each line seen as it comes. */
        Answer await(Consumer<String> each) throws InterruptedException {
            List<String> lines = new ArrayList<>();
            for (Optional<String> next = said.take(); next.isPresent(); next = said.take()) {
                lines.add(next.get());
                each.accept(next.get());
            }
            return new Answer(exitStatus, lines);
        }
    }
}
