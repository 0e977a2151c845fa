/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UserNamespaceTest {

    private static long outside(String map) {
        return UserNamespace.outside(map.getBytes(StandardCharsets.US_ASCII), 65534);
    }

    @Test
    void where_all_users_are_known_nobody_is_outside() {
        assertThat(outside("         0          0 4294967295\n")).isEqualTo(-1);
    }

    @Test
    void where_one_user_is_known_all_others_are_outside() {
        assertThat(outside("         0       1000          1\n")).isEqualTo(65534);
    }

    @Test
    void where_the_overflow_uid_is_somebodys_own_it_stands_for_him() {
        assertThat(outside("0 1000 1\n1 100000 65536\n")).isEqualTo(-1);
    }

    @Test
    void before_the_map_is_written_everybody_is_outside() {
        assertThat(outside("")).isEqualTo(65534);
    }
}
