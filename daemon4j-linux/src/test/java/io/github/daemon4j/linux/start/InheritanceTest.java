/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import org.junit.jupiter.api.Test;

class InheritanceTest {

    private final Inheritance inheritance = new Inheritance();

    @Test
    void descriptor_3_is_left_free_for_listening_sockets() {
        inheritance.add(Inheritance.PIPE, 17);
        inheritance.add(Inheritance.LOCK, 16);

        assertThat(inheritance.passed()).containsExactly(new Passed(17, 4), new Passed(16, 5));
    }

    @Test
    void a_name_has_the_number_that_the_native_step_gives_it() {
        inheritance.add(Inheritance.LOCK, 16);

        assertThat(inheritance.number(Inheritance.LOCK)).isEqualTo(4);
        assertThat(inheritance.number(Inheritance.PIPE)).as("not passed on").isEqualTo(-1);
    }
}
