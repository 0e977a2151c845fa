/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Hadoop's servers as daemons, from one jar. */
@Command(name = "hadoop", description = "Hadoop's servers as daemons.")
public final class Hadoop {

    private static final int LAST_JAVA = 22;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "show this text")
    private boolean help;

    private Hadoop() {}

    /** Runs a command; the process ends unless it is a server. */
    public static void main(String[] arguments) {
        int java = Runtime.version().feature();
        if (java > LAST_JAVA) {
            System.err.println(
                    "hadoop: Hadoop 3.4.1 does not run on Java " + java + ": it calls Subject.getSubject, which"
                            + " throws UnsupportedOperationException there; start it with the bin/java of a JDK 17");
            System.exit(1);
        }
        System.exit(commands(arguments).execute(arguments));
    }

    /** The jar this runs from, which has the others in lib/ beside it. */
    static Path jar() {
        return Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    }

    /** A server's start has no time to spare: where it is named, the other commands are left out with their classes. */
    private static CommandLine commands(String[] arguments) {
        CommandLine commands = new CommandLine(new Hadoop());
        boolean named = false;
        for (Role role : Role.values()) {
            CommandLine command = new CommandLine(new RoleCommand(role));
            command.getCommandSpec().usageMessage().description(role.description());
            commands.addSubcommand(role.toString(), command);
            named |= arguments.length > 0 && arguments[0].equals(role.toString());
        }
        if (!named) {
            commands.addSubcommand(new ClusterCommand())
                    .addSubcommand(new FsCommand())
                    .addSubcommand(new WordCountCommand());
        }
        return commands.setExecutionExceptionHandler(Hadoop::report);
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof DaemonException || failure instanceof ClusterFileException) {
            System.err.println(command.getCommandName() + ": " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
