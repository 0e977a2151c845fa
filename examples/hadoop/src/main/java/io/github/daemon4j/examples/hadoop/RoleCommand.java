/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonCommand;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hadoop namenode start}: the verbs of one server. */
@Command(sortOptions = false)
final class RoleCommand implements Callable<Integer> {

    private final Role role;

    @Mixin
    private Home home;

    @Parameters(
            paramLabel = "VERB",
            description = "start, stop, restart, status, run (in the foreground); for the namenode also format")
    private String verb;

    RoleCommand(Role role) {
        this.role = role;
    }

    @Override
    public Integer call() throws Exception {
        home.makeDirectories();
        if (role == Role.NAMENODE && verb.equals("format")) {
            return format();
        }
        home.logTo(role);
        HadoopServer server = role.server(home);
        OptionalInt exitStatus = DaemonCommand.run(new String[] {verb}, home.daemonOptions(role), server);
        if (exitStatus.isPresent()) {
            return exitStatus.getAsInt();
        }
        server.join();
        return 1; // nobody stopped it: it has given up, and its log says why
    }

    private int format() throws IOException {
        boolean formatted = NameNodeServer.format(home);
        System.out.println((formatted ? "formatted " : "left alone, it has a file system: ") + home.directory());
        return formatted ? 0 : 1;
    }
}
