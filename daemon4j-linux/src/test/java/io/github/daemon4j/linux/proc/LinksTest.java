/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void bytes_that_are_no_text_become_the_replacement_character() {
        assertThat(Links.text(Path.of(URI.create("file:///a%20b/%C3%A4%FF")))).isEqualTo("/a b/\u00e4\uFFFD");
    }

    @Test
    void what_is_no_path_stays_as_it_is() {
        assertThat(Links.text(Path.of("socket:[4711]"))).isEqualTo("socket:[4711]");
    }

    @Test
    void the_mark_of_a_deleted_file_is_cut_and_the_bytes_stay() {
        assertThat(Links.withoutDeleted(Path.of(URI.create("file:///x/%FF%20(deleted)"))))
                .isEqualTo(Path.of(URI.create("file:///x/%FF")));
        assertThat(Links.withoutDeleted(Path.of("/x/y"))).isEqualTo(Path.of("/x/y"));
    }
}
