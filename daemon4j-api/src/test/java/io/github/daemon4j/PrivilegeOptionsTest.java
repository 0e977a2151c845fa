/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.DaemonOptions.Resource;
import org.junit.jupiter.api.Test;

class PrivilegeOptionsTest {

    @Test
    void by_default_nothing_is_said_of_privileges_and_the_environment_is_inherited() {
        DaemonOptions options = DaemonOptions.defaults();

        assertThat(options.capabilities()).isEmpty();
        assertThat(options.noNewPrivileges()).isFalse();
        assertThat(options.limits()).isEmpty();
        assertThat(options.clearsEnvironment()).isFalse();
        assertThat(options.keptEnvironment()).isEmpty();
    }

    @Test
    void core_dumps_are_off_where_the_user_changes_unless_they_are_asked_for() {
        DaemonOptions.Builder user = DaemonOptions.builder().user("www");

        assertThat(user.build().coreDumps()).isFalse();
        assertThat(user.build().toBuilder().coreDumps(true).build().coreDumps()).isTrue();
        assertThat(user.build().toBuilder()
                        .limit(Resource.CORE, 1 << 20)
                        .build()
                        .coreDumps())
                .isTrue();
        assertThat(DaemonOptions.builder()
                        .limit(Resource.CORE, 1 << 20)
                        .coreDumps(false)
                        .build()
                        .coreDumps())
                .isFalse();
    }

    @Test
    void no_capability_is_something_else_than_nothing_said() {
        assertThat(DaemonOptions.builder().capabilities().build().capabilities().orElseThrow())
                .isEmpty();
        assertThat(DaemonOptions.builder()
                        .capabilities(Capability.CHOWN)
                        .capabilities(Capability.KILL, Capability.KILL)
                        .build()
                        .capabilities()
                        .orElseThrow())
                .containsExactly(Capability.KILL);
    }

    @Test
    void options_do_not_change_when_their_builder_goes_on() {
        DaemonOptions.Builder builder = DaemonOptions.builder()
                .capabilities(Capability.KILL)
                .limit(Resource.NOFILE, 5)
                .keepEnvironment("A");
        DaemonOptions options = builder.build();

        builder.capabilities().limit(Resource.NOFILE, 6).keepEnvironment("B").noNewPrivileges(true);

        assertThat(options.capabilities().orElseThrow()).containsExactly(Capability.KILL);
        assertThat(options.limits()).containsEntry(Resource.NOFILE, 5L);
        assertThat(options.keptEnvironment()).containsExactly("A");
        assertThat(options.noNewPrivileges()).isFalse();
        assertThat(builder.build().keptEnvironment()).containsExactly("A", "B");
    }

    @Test
    void keeping_something_of_the_environment_is_clearing_the_rest() {
        assertThat(DaemonOptions.builder().keepEnvironment("LANG").build().clearsEnvironment())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DaemonOptions.builder().keepEnvironment("A=B"));
    }

    @Test
    void a_limit_is_not_negative_unless_it_is_none() {
        assertThat(DaemonOptions.builder()
                        .limit(Resource.CORE, Resource.UNLIMITED)
                        .build()
                        .limits())
                .containsEntry(Resource.CORE, -1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DaemonOptions.builder().limit(Resource.NOFILE, -2))
                .withMessageContaining("limit(NOFILE) must not be negative, not -2");
    }
}
