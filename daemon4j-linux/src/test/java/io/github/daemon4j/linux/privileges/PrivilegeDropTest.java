/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.privileges;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.proc.ThreadCredentials;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrivilegeDropTest {

    private static final Identity WWW = new Identity(33, 34, new int[] {50, 34});

    private static ThreadCredentials thread(
            List<Long> users, List<Long> groups, List<Long> supplementary, long permitted) {
        return new ThreadCredentials("busy", users, groups, supplementary, 0, permitted, 0, -1, 0, false);
    }

    private static List<Long> all(long id) {
        return List.of(id, id, id, id);
    }

    @Test
    void a_thread_that_is_the_user_in_every_respect_is_no_problem() {
        ThreadCredentials good = thread(all(33), all(34), List.of(34L, 50L), 0);

        assertThat(PrivilegeDrop.problem(List.of(good, good), WWW)).isNull();
    }

    @Test
    void whatever_one_thread_has_kept_is_found_and_shown() {
        ThreadCredentials good = thread(all(33), all(34), List.of(34L, 50L), 0);
        List<ThreadCredentials> bad = List.of(
                thread(List.of(33L, 33L, 0L, 33L), all(34), List.of(34L, 50L), 0), // the saved user
                thread(List.of(33L, 33L, 33L, 0L), all(34), List.of(34L, 50L), 0), // who files are opened as
                thread(all(33), List.of(0L, 34L, 34L, 34L), List.of(34L, 50L), 0),
                thread(all(33), all(34), List.of(0L, 34L, 50L), 0),
                thread(all(33), all(34), List.of(34L), 0),
                thread(all(33), all(34), List.of(34L, 50L), 1 << 10));

        for (ThreadCredentials thread : bad) {
            assertThat(PrivilegeDrop.problem(List.of(good, thread, good), WWW))
                    .startsWith("privileges were not dropped in every thread: to be uid 33, gid 34, groups [34, 50]")
                    .endsWith(thread.toString());
        }
    }

    @Test
    void a_thread_that_was_ending_is_waited_for_and_one_that_stays_is_not() throws IOException {
        ThreadCredentials good = thread(all(33), all(34), List.of(34L, 50L), 0);
        ThreadCredentials old = thread(all(0), all(0), List.of(34L, 50L), 1 << 10);
        Iterator<List<ThreadCredentials>> looks =
                List.of(List.of(good, old), List.of(old, good), List.of(good)).iterator();

        assertThat(PrivilegeDrop.settled(looks::next, WWW, TimeUnit.SECONDS.toNanos(30)))
                .isNull();
        assertThat(looks.hasNext()).isFalse();
        assertThat(PrivilegeDrop.settled(() -> List.of(good, old), WWW, TimeUnit.MILLISECONDS.toNanos(10)))
                .endsWith(old.toString());
    }
}
