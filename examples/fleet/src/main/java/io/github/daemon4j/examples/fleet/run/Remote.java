/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet.run;

import io.github.daemon4j.examples.fleet.file.FleetException;
import io.github.daemon4j.examples.fleet.file.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the fleet that runs on another machine: reached by plain ssh, which asks for nothing. The same Java, this jar and the
 * fleet's file are at the same place there.
 */
public final class Remote {

    /** Has the fleet take all members for members of the machine it runs on. */
    public static final String HERE = "--here";

    /** ssh(1) itself has failed. */
    private static final int SSH_FAILED = 255;

    private final Process process;

    private Remote(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @throws FleetException if there is no ssh
     */
    public static Remote start(Host host, Path file, List<String> words) {
        try {
            return new Remote(new ProcessBuilder(command(host, file, words))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException noSsh) {
            throw new FleetException("cannot reach " + host.name() + ": " + noSsh.getMessage());
        }
    }

    /** What is run here, so that the fleet runs there. */
    static List<String> command(Host host, Path file, List<String> words) {
        List<String> there = new ArrayList<>();
        there.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        there.add("-jar");
        there.add(
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
        there.addAll(List.of("--file", file.toString(), HERE));
        there.addAll(words);
        List<String> command = new ArrayList<>(
                List.of("ssh", "-n", "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "--", host.name()));
        there.forEach(word -> command.add(quoted(word)));
        command.add("2>&1"); // ssh has a channel for each of the two, and keeps no order between them
        return command;
    }

    /** For the shell that sshd starts. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it says, after its end. */
    public List<String> lines() {
        try {
            String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().map(String::stripTrailing).toList();
        } catch (IOException unreadable) {
            throw new FleetException("cannot read what ssh says: " + unreadable.getMessage());
        }
    }

    /** How it ended, after its end; that of ssh if the machine was not reached. */
    public int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return SSH_FAILED;
        }
    }
}
