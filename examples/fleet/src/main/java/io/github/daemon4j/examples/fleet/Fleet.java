/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.examples.fleet.file.FleetException;
import io.github.daemon4j.examples.fleet.file.FleetFile;
import io.github.daemon4j.examples.fleet.run.Logs;
import io.github.daemon4j.examples.fleet.run.Remote;
import io.github.daemon4j.examples.fleet.run.Start;
import io.github.daemon4j.examples.fleet.run.Stop;
import io.github.daemon4j.examples.fleet.status.MemberStatus;
import io.github.daemon4j.examples.fleet.status.StatusJson;
import io.github.daemon4j.examples.fleet.status.StatusTable;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Starts several daemons with one command, as a file says. Nobody watches them afterwards: this is no supervisor. */
@Command(
        name = "fleet",
        header = "Starts several daemons with one command, as a file says.%n",
        description = "%nNobody watches the members once they serve: this is no supervisor.%n",
        usageHelpWidth = Fleet.COLUMNS,
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = Fleet.EXIT_STATUS,
        exitCodeList = {"0:done", Fleet.FAILED, Fleet.WRONG, "others:fleet status --help says what they are"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  fleet start                        all that fleet.yaml names",
            "  fleet status --file airflow.yaml   what runs, and whether it serves",
            "  fleet logs -n 50 scheduler         the end of one log",
            "",
            "Colours are for terminals only; NO_COLOR=1 turns them off."
        })
public final class Fleet {

    static final int COLUMNS = 80;
    static final String EXIT_STATUS = "%nExit status:%n";
    static final String FAILED = "1:failed, and standard error says why";
    static final String WRONG = "2:wrong options";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "what the fleet is (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("fleet.yaml");

    @Option(
            names = Remote.HERE,
            scope = ScopeType.INHERIT,
            description = "all members run on this machine: what one machine says to another")
    private boolean here;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this text")
    private boolean help;

    private Fleet() {}

    /** Runs a command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(commandLine(colours()).execute(arguments));
    }

    static CommandLine commandLine(Help.Ansi colours) {
        return new CommandLine(new Fleet())
                .setColorScheme(Help.defaultColorScheme(colours))
                .setParameterExceptionHandler((wrong, words) -> {
                    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
                    System.err.println(command + ": " + wrong.getMessage() + "; see " + command + " --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof FleetException || failure instanceof DaemonException) {
                        System.err.println("fleet: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
    }

    @Command(
            name = "start",
            header = "Starts what does not run, and waits until it serves.%n",
            description =
                    "%nMembers of one order are ready before those of the next are started. One that fails is named, with its last lines.%n",
            usageHelpWidth = COLUMNS,
            exitCodeListHeading = EXIT_STATUS,
            exitCodeList = {"0:all serve", FAILED, WRONG})
    int start(@Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        return new Start(fleet, System.out, isTerminal(), System.err).run(fleet.select(orAll(names))) ? 0 : 1;
    }

    @Command(
            name = "stop",
            header = "Stops what runs, the last first.%n",
            description = "%nA member has 30 s to end, then it is killed.%n",
            usageHelpWidth = COLUMNS,
            exitCodeListHeading = EXIT_STATUS,
            exitCodeList = {"0:none runs any more", FAILED, WRONG})
    int stop(@Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        return new Stop(fleet.path(), System.out).run(fleet.select(orAll(names))) ? 0 : 1;
    }

    @Command(
            name = "status",
            header = "Says what runs, and whether it serves.%n",
            description = "%nThe state of each, and whether what its ready: names is so at this moment.%n",
            usageHelpWidth = COLUMNS,
            exitCodeListHeading = EXIT_STATUS,
            exitCodeList = {"0:all run", "1:one has died", WRONG, "3:one does not run", "4:of one it is not known"})
    int status(
            @Option(names = StatusJson.OPTION, description = "one object on one line, as status.schema.json says")
                    boolean json,
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        List<MemberStatus> members = MemberStatus.of(fleet.path(), fleet.select(orAll(names)));
        if (json) {
            System.out.println(StatusJson.of(members));
        } else {
            new StatusTable(System.out, colours()).print(members);
        }
        return MemberStatus.exitStatus(members);
    }

    @Command(
            name = "logs",
            header = "Shows the end of the logs.%n",
            description = "%nWith several members each line begins with a name.%n",
            usageHelpWidth = COLUMNS,
            exitCodeListHeading = EXIT_STATUS,
            exitCodeList = {"0:done", FAILED, WRONG})
    int logs(
            @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "lines of each (default: 20)")
                    int lines,
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "default: all") List<String> names) {
        FleetFile fleet = read();
        new Logs(fleet.path(), System.out).run(fleet.select(orAll(names)), lines);
        return 0;
    }

    private FleetFile read() {
        FleetFile fleet = FleetFile.read(file);
        return here ? fleet.here() : fleet;
    }

    private static List<String> orAll(List<String> names) {
        return names == null ? List.of() : names;
    }

    private static Help.Ansi colours() {
        String refused = System.getenv("NO_COLOR");
        return isTerminal() && (refused == null || refused.isEmpty()) ? Help.Ansi.ON : Help.Ansi.OFF;
    }

    private static boolean isTerminal() {
        return !"dumb".equals(System.getenv("TERM"))
                && ProcessInfo.current().descriptors().orElse(List.of()).stream()
                        .anyMatch(descriptor -> descriptor.number() == 1 && descriptor.isTerminal());
    }
}
