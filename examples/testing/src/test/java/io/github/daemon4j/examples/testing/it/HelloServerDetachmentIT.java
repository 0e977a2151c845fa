/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.testing.it;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.examples.testing.HelloServer;
import io.github.daemon4j.testkit.DetachmentContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The server keeps the rules of daemon(7). */
class HelloServerDetachmentIT extends DetachmentContract {

    @Override
    protected String startCommand(Path directory) {
        return command(directory, "0");
    }

    @Override
    protected Optional<String> failingStartCommand(Path directory) {
        return Optional.of(command(directory, "65536"));
    }

    @Override
    protected boolean isServer(ProcessInfo process) {
        return process.commandLine().orElse(List.of()).stream()
                .anyMatch(word -> word.endsWith(HelloServer.class.getName()));
    }

    @Override
    protected Optional<Path> pidFile(Path directory) {
        return Optional.of(directory.resolve("hello.pid"));
    }

    @Override
    protected Optional<Path> readyFile(Path directory) {
        return Optional.of(directory.resolve("port"));
    }

    private String command(Path directory, String port) {
        return jvmCommand(
                HelloServer.class,
                directory.resolve("hello.pid").toString(),
                directory.resolve("hello.log").toString(),
                port,
                directory.resolve("port").toString());
    }
}
