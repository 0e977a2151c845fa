/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArchiveNameTest {

    private static final Path CACHE = Path.of("/cache");

    @Test
    void says_of_which_daemon_and_which_state() {
        ArchiveName name = ArchiveName.of("daemon", "state");

        assertThat(name.archive(CACHE).toString()).matches("/cache/daemon4j-[0-9a-f]{8}-[0-9a-f]{8}\\.jsa");
        assertThat(ArchiveName.of("daemon", "state")).isEqualTo(name);
        assertThat(ArchiveName.of("daemon", "other").daemon()).isEqualTo(name.daemon());
        assertThat(ArchiveName.of("daemon", "other").state()).isNotEqualTo(name.state());
        assertThat(ArchiveName.of("other", "state").daemon()).isNotEqualTo(name.daemon());
    }

    @Test
    void what_is_swept_begins_with_what_is_this_daemons_and_is_not_the_lock() {
        ArchiveName name = ArchiveName.of("daemon", "state");

        assertThat(name.archive(CACHE).getFileName().toString()).startsWith(name.all());
        assertThat(name.list(CACHE, 7).getFileName().toString()).startsWith(name.all());
        assertThat(name.lock(CACHE).getFileName().toString()).doesNotStartWith(name.all());
    }

    @Test
    void a_sum_that_begins_with_zeros_keeps_them() {
        assertThat(ArchiveName.of("", "").state()).isEqualTo("00000000");
    }
}
