/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessTable;
import io.github.daemon4j.examples.viewer.ps.PsListing;
import io.github.daemon4j.examples.viewer.screen.LiveScreen;
import io.github.daemon4j.examples.viewer.screen.Screen;
import io.github.daemon4j.examples.viewer.views.Explanation;
import io.github.daemon4j.examples.viewer.views.Json;
import io.github.daemon4j.examples.viewer.views.Selection;
import io.github.daemon4j.examples.viewer.views.View;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows the processes of the machine and what each is to its terminal: foreground, background or daemon. */
@Command(
        name = "process-viewer",
        header = "Shows every process and what it is: foreground, background or daemon.%n",
        description = "%nWithout an option: a table of all processes with their sessions, terminals and roles.%n",
        sortOptions = false,
        usageHelpWidth = 80,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:there is no such process, or it could not be shown", "2:wrong options"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  process-viewer --role daemon            all daemons",
            "  process-viewer --tree 812               one process and its descendants",
            "  process-viewer --explain 812            why it is what it is",
            "  process-viewer --json | jq '.[] | select(.kind == \"HUNG_UP_JOB\")'",
            "",
            "Colours are for terminals only; NO_COLOR=1 turns them off."
        })
public final class ProcessViewer implements Callable<Integer> {

    private static final int FAILED = 1;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Format format = new Format();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            converter = RoleName.class,
            description = "only processes with this role: foreground, background, daemon, kernel-thread or unknown;"
                    + " several with commas")
    private Set<ProcessRole> roles = EnumSet.allOf(ProcessRole.class);

    @Option(names = "--watch", description = "a live table, the busiest first; also with -ef or --tree. Ends with q")
    private boolean watch;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Screen screen;

    /** At most one of these. */
    static final class Format {
        @Option(names = "-ef", description = "the columns and values of ps -ef")
        private boolean full;

        @Option(
                names = "--tree",
                arity = "0..1",
                paramLabel = "PID",
                fallbackValue = "0",
                description = "who started whom; with PID only that process and its descendants")
        private Long tree;

        @Option(
                names = "--explain",
                paramLabel = "PID",
                description = "says in one sentence why a process has its role")
        private Long explain;

        @Option(
                names = "--json",
                description = "an array of objects, one a process; processes.schema.json says what is in them")
        private boolean json;
    }

    /** Takes {@code kernel-thread} for {@link ProcessRole#KERNEL_THREAD}. */
    static final class RoleName implements ITypeConverter<ProcessRole> {
        @Override
        public ProcessRole convert(String name) {
            try {
                return ProcessRole.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + name + "' is none of foreground, background, daemon, kernel-thread, unknown");
            }
        }
    }

    private ProcessViewer(Screen screen) {
        this.screen = screen;
    }

    /** Shows what the options ask for and ends the JVM. */
    public static void main(String[] args) {
        System.exit(commandLine(Screen.ofThisProcess()).execute(args));
    }

    static CommandLine commandLine(Screen screen) {
        return new CommandLine(new ProcessViewer(screen))
                .setColorScheme(Help.defaultColorScheme(screen.colours() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setParameterExceptionHandler((wrong, parsed) -> {
                    System.err.println("process-viewer: " + wrong.getMessage() + "; see process-viewer --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    System.err.println("process-viewer: " + failure.getMessage());
                    return FAILED;
                });
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        Selection selection = new Selection(roles);
        if (format.explain != null) {
            Explanation.of(format.explain).forEach(screen::printWhole);
        } else if (format.json) {
            Json.write(selection, System.out);
        } else if (watch) {
            LiveScreen.show(view(selection), screen.colours());
        } else {
            View view = view(selection);
            view.lines(ProcessTable.snapshot(view.reads()), screen.columns()).forEach(screen::print);
        }
        return screen.flush() ? CommandLine.ExitCode.OK : FAILED;
    }

    private void requireSense() {
        if (watch && (format.json || format.explain != null)) {
            throw new ParameterException(spec.commandLine(), "--watch goes with a table, -ef or --tree only");
        }
        if (watch && !screen.terminal()) {
            throw new ParameterException(spec.commandLine(), "--watch needs a terminal as standard output");
        }
        if (format.explain != null && roles.size() < ProcessRole.values().length) {
            throw new ParameterException(spec.commandLine(), "--explain shows one process: --role has no use there");
        }
    }

    private View view(Selection selection) {
        if (format.full) {
            return new PsListing(selection, screen.colours(), screen.utf8());
        }
        if (format.tree != null) {
            return View.tree(selection, format.tree, screen.utf8());
        }
        return watch ? View.busyTable(selection) : View.roleTable(selection);
    }
}
