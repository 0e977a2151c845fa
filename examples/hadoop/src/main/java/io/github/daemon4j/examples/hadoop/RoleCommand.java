/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.Startup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** {@code hadoop namenode start}: the verbs of one server. */
@Command(
        sortOptions = false,
        customSynopsis = "hadoop SERVER VERB [OPTION...]",
        footer = {
            "",
            "Verbs: start, stop [--timeout SECONDS], restart, status [--json], run (in the foreground),",
            "logs [-n LINES] [-f]; for the namenode also format"
        })
final class RoleCommand implements Callable<Integer> {

    private final Role role;

    @Mixin
    private Home home;

    /** The verb, and its own options: {@code stop --timeout 60}. */
    @Unmatched
    private List<String> words = new ArrayList<>();

    RoleCommand(Role role) {
        this.role = role;
    }

    @Override
    public Integer call() throws Exception {
        home.makeDirectories();
        if (role == Role.NAMENODE && words.equals(List.of("format"))) {
            return format();
        }
        home.logTo(role);
        Startup body = this::serve;
        return DaemonCommand.of(home.daemonOptions(role), body).execute(words.toArray(new String[0]));
    }

    private AutoCloseable serve(Daemon daemon) throws Exception {
        if (!daemon.arguments().isEmpty()) {
            daemon.fail(2, "there is no option " + String.join(" ", daemon.arguments()));
        }
        HadoopServer server = role.server(home);
        AutoCloseable running = server.start(daemon);
        new Thread(() -> endWith(server, daemon), "end of " + role).start();
        return running;
    }

    /** A server that gives up leaves nothing but daemon threads. */
    private void endWith(HadoopServer server, Daemon daemon) {
        try {
            server.join();
            daemon.fail(1, "nobody stopped it: it has given up, and its log says why");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private int format() throws IOException {
        boolean formatted = NameNodeServer.format(home);
        System.out.println((formatted ? "formatted " : "left alone, it has a file system: ") + home.directory());
        return formatted ? 0 : 1;
    }
}
