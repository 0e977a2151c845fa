/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** A page for the fleet, and one for each of its commands. */
class ManPageTest {

    @Test
    void the_pages_are_what_the_options_say() throws IOException {
        Path made = Path.of("target/man");
        CommandLine fleet = Fleet.commandLine(CommandLine.Help.Ansi.OFF);
        List<CommandSpec> pages = new ArrayList<>(List.of(fleet.getCommandSpec()));
        fleet.getSubcommands().values().forEach(command -> pages.add(command.getCommandSpec()));

        int status = ManPageGenerator.generateManPage(
                made.toFile(), null, new boolean[0], false, pages.toArray(new CommandSpec[0]));

        assertThat(status).isZero();
        assertThat(pages).hasSize(5);
        for (CommandSpec page : pages) {
            String name = page.qualifiedName("-") + ".adoc";
            assertThat(Path.of("man", name))
                    .as("with other options: cp target/man/*.adoc man/")
                    .hasSameTextualContentAs(made.resolve(name));
        }
    }
}
