/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.spi.DescriptorEntry;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenDescriptorTest {

    @Test
    void a_descriptor_has_a_path_only_if_it_is_a_file() {
        assertThat(descriptor("/var/log/a b%20?#\u00e4.log (deleted)", true).path())
                .contains(Path.of(URI.create("file:///var/log/a%20b%2520%3F%23%C3%A4.log")));
        assertThat(descriptor("pipe:[7]", false).path()).isEmpty();
        assertThat(descriptor("/x/\uFFFD", false).path()).isEmpty();
    }

    @Test
    void what_looks_like_the_mark_of_a_deleted_file_may_be_part_of_its_name() {
        assertThat(descriptor("/var/log/log (deleted)", false).path()).contains(Path.of("/var/log/log (deleted)"));
    }

    private static OpenDescriptor descriptor(String target, boolean deleted) {
        return new OpenDescriptor(new DescriptorEntry(3, target, false, deleted));
    }
}
