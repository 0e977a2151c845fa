/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.DaemonException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitPlacesTest {

    private static UnitPlaces of(@Nullable String user, String read, @Nullable String pidFile) {
        return UnitPlaces.ofSystem("q", user, List.of(read), pidFile == null ? List.of() : List.of(pidFile));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/q.jar", "/var/tmp/q.jar"})
    void a_jar_in_a_directory_for_temporary_files_would_not_be_there(String jar) {
        assertThatThrownBy(() -> of(null, jar, null))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining(jar)
                .hasMessageContaining("/opt");
    }

    @ParameterizedTest
    @CsvSource({"/opt/q.jar, false", "/home/alice/q.jar, true", "/root/q.jar, true", "/rooter/q.jar, false"})
    void homes_are_closed_unless_something_is_read_there(String jar, boolean open) {
        assertThat(of(null, jar, null).readsHomes()).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/q/q.pid", "/var/lib/q/q.pid", "/var/cache/q/x/q.pid", "/tmp/q.pid"})
    void a_pid_file_in_a_directory_of_the_unit_needs_nothing(String pidFile) {
        assertThat(of(null, "/opt/q.jar", pidFile).writable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({", /run/q.pid", ", /srv/q/q.pid", ", /run/queue/q.pid", "alice, /run/q.pid", "alice, /var/run/q.pid"})
    void a_pid_file_that_the_user_of_the_unit_could_not_write_is_refused(@Nullable String user, String pidFile) {
        assertThatThrownBy(() -> of(user, "/opt/q.jar", pidFile))
                .isInstanceOf(DaemonException.class)
                .hasMessageContaining(pidFile)
                .hasMessageContaining("runtimeFile")
                .hasMessageContaining("/run/q/");
    }

    @Test
    void another_place_of_a_user_s_own_is_opened_for_writing() {
        assertThat(of("alice", "/opt/q.jar", "/srv/q/q.pid").writable()).containsExactly("/srv/q");
        assertThat(of("root", "/opt/q.jar", "/run/q.pid").writable()).containsExactly("/run");
    }

    @Test
    void a_user_s_own_manager_closes_nothing() {
        assertThat(UnitPlaces.ofUser()).isEqualTo(new UnitPlaces(false, List.of()));
    }
}
