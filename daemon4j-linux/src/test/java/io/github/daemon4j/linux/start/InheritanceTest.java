/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.wire.SocketCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritanceTest {

    private final Inheritance inheritance = new Inheritance(List.of(), SocketCounts.NONE);

    @Test
    void descriptor_3_is_left_free_for_listening_sockets() {
        inheritance.add(Inheritance.PIPE, 17);
        inheritance.add(Inheritance.LOCK, 16);

        assertThat(inheritance.passed()).containsExactly(new Passed(17, 4), new Passed(16, 5));
    }

    @Test
    void sockets_come_first_and_the_others_behind_them() {
        Inheritance listening = new Inheritance(List.of(20, 18), new SocketCounts(1, 1));
        listening.add(Inheritance.PIPE, 17);

        assertThat(listening.passed()).containsExactly(new Passed(20, 3), new Passed(18, 4), new Passed(17, 5));
    }

    @Test
    void the_account_is_where_the_pid_file_says() {
        for (List<Integer> sockets : List.of(List.<Integer>of(), List.of(20), List.of(20, 21))) {
            Inheritance all = new Inheritance(sockets, SocketCounts.NONE);
            all.add(Inheritance.PIPE, 17);
            all.add(Inheritance.LOCK, 16);
            all.add(Inheritance.ACCOUNT, 19);

            assertThat(Inheritance.accountNumber(sockets.size())).isEqualTo(all.number(Inheritance.ACCOUNT));
        }
    }

    @Test
    void a_name_has_the_number_that_the_native_step_gives_it() {
        inheritance.add(Inheritance.LOCK, 16);

        assertThat(inheritance.number(Inheritance.LOCK)).isEqualTo(4);
        assertThat(inheritance.number(Inheritance.PIPE)).as("not passed on").isEqualTo(-1);
    }
}
