/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A command of the fleet that runs on another machine. */
final class Remote {

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
    static Remote start(Host host, Path file, List<String> words) {
        try {
            return new Remote(new ProcessBuilder(host.command(file, words))
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException noSsh) {
            throw new FleetException("cannot reach " + host.name() + ": " + noSsh.getMessage());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it says, after its end. */
    List<String> lines() {
        try {
            String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().map(String::stripTrailing).toList();
        } catch (IOException unreadable) {
            throw new FleetException("cannot read what ssh says: " + unreadable.getMessage());
        }
    }

    /** How it ended, after its end; that of ssh if the machine was not reached. */
    int exitStatus() {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return SSH_FAILED;
        }
    }
}
