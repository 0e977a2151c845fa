/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.ProcessInfo;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Starts several daemons with one command, as a file says. Nobody watches them afterwards: this is no supervisor. */
@Command(name = "fleet", description = "Starts several daemons with one command, as a file says.")
public final class Fleet {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "what the fleet is (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("fleet.yaml");

    @Option(
            names = Host.HERE,
            scope = ScopeType.INHERIT,
            description = "all members run on this machine: what one machine says to another")
    private boolean here;

    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT, description = "show this text")
    private boolean help;

    private Fleet() {}

    /** Runs a command and ends the process. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Fleet());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof FleetException || failure instanceof DaemonException) {
                System.err.println("fleet: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(commands.execute(arguments));
    }

    @Command(name = "start", description = "starts what does not run, and waits until it serves")
    int start(@Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        List<Member> members = fleet.select(orAll(names));
        int width = members.stream()
                .mapToInt(member -> member.name().length())
                .max()
                .orElse(1);
        Progress progress = new Progress(System.out, isTerminal(), width);
        return new Start(fleet, progress, System.err).run(members) ? 0 : 1;
    }

    @Command(name = "stop", description = "stops what runs, the last first")
    int stop(@Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        return new Stop(fleet.path(), System.out).run(fleet.select(orAll(names))) ? 0 : 1;
    }

    @Command(name = "status", description = "exits with 0 if all run, 1 if one has died, 3 if one does not run")
    int status(@Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        return new StatusTable(fleet.path(), System.out).print(fleet.select(orAll(names)));
    }

    @Command(name = "logs", description = "shows the end of the logs")
    int logs(
            @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "lines of each (default: 20)")
                    int lines,
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        List<Member> members = fleet.select(orAll(names));
        for (Member member : members) {
            String prefix = members.size() == 1 ? "" : member.name() + " | ";
            member.host()
                    .map(host -> Remote.start(
                                    host, fleet.path(), List.of("logs", "-n", Integer.toString(lines), member.name()))
                            .lines())
                    .orElseGet(() -> LogTail.since(member.log(), 0, lines))
                    .forEach(line -> System.out.println(prefix + line));
        }
        return 0;
    }

    private FleetFile read() {
        FleetFile fleet = FleetFile.read(file);
        return here ? fleet.here() : fleet;
    }

    private static List<String> orAll(List<String> names) {
        return names == null ? List.of() : names;
    }

    private static boolean isTerminal() {
        return !"dumb".equals(System.getenv("TERM"))
                && ProcessInfo.current().descriptors().orElse(List.of()).stream()
                        .anyMatch(descriptor -> descriptor.number() == 1 && descriptor.isTerminal());
    }
}
