/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.examples.viewer.screen.Screen;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.codegen.docgen.manpage.ManPageGenerator;

class ManPageTest {

    @Test
    void the_page_is_what_the_options_say() throws IOException {
        Path made = Path.of("target/man");
        Screen paper = new Screen(false, false, false, 80, true);

        int status = ManPageGenerator.generateManPage(
                made.toFile(),
                null,
                new boolean[0],
                false,
                ProcessViewer.commandLine(paper).getCommandSpec());

        assertThat(status).isZero();
        assertThat(Path.of("process-viewer.adoc"))
                .as("with other options: cp target/man/*.adoc .")
                .hasSameTextualContentAs(made.resolve("process-viewer.adoc"));
    }
}
