/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.UserDatabase.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UserDatabaseIT {

    private static final int ROUNDS = 5_000;

    @Test
    void threads_that_look_users_and_groups_up_at_once_each_get_their_own() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> lookUps = new ArrayList<>();
            for (String name : List.of("root", "daemon", "root", "daemon")) {
                lookUps.add(threads.submit(lookUp(name, name.equals("root") ? 0 : 1)));
            }
            for (Future<Void> lookUp : lookUps) {
                lookUp.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> lookUp(String name, int id) {
        return () -> {
            for (int i = 0; i < ROUNDS; i++) {
                User user = Objects.requireNonNull(UserDatabase.user(name));
                assertThat(user.name()).isEqualTo(name);
                assertThat(user.uid()).isEqualTo(id);
                assertThat(UserDatabase.group(name)).isEqualTo(id);
            }
            return null;
        };
    }

    @Test
    void a_user_is_found_by_name_and_by_number() throws ErrnoException {
        assertThat(UserDatabase.user("root")).isEqualTo(new User("root", 0, 0, "/root"));
        assertThat(UserDatabase.user("0")).isEqualTo(new User("root", 0, 0, "/root"));
        assertThat(UserDatabase.user("nobody-of-that-name")).isNull();
    }

    @Test
    void a_number_without_an_entry_is_a_user_of_no_group() throws ErrnoException {
        User user = Objects.requireNonNull(UserDatabase.user("4000000000"));

        assertThat(user).isEqualTo(new User("4000000000", 4_000_000_000L, IdNumber.NONE, "/"));
        assertThat(user.hasEntry()).isFalse();
        assertThat(UserDatabase.supplementaryGroups(user, 4_294_967_294L)).containsExactly(-2);
    }

    @Test
    void a_number_that_is_cut_to_root_is_nobody() throws ErrnoException {
        for (String number : List.of("4294967296", "4294967295", "00", "-1", "+0")) {
            assertThat(UserDatabase.user(number)).isNull();
            assertThat(UserDatabase.group(number)).isEqualTo(IdNumber.NONE);
        }
    }

    @Test
    void a_group_is_found_by_name_and_any_number_is_one() throws ErrnoException {
        assertThat(UserDatabase.group("root")).isZero();
        assertThat(UserDatabase.group("4711")).isEqualTo(4711);
        assertThat(UserDatabase.group("no-group-of-that-name")).isEqualTo(IdNumber.NONE);
    }
}
