/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginSessionTest {

    @TempDir
    Path root;

    private void file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void loggedInWhereLogoutKills() throws IOException {
        file("proc/self/cgroup", "0::/user.slice/user-1000.slice/session-3.scope\n");
        file("etc/systemd/logind.conf", "[Login]\nKillUserProcesses=yes\n");
    }

    @Test
    void a_session_that_is_killed_at_logout_is_warned_of_with_the_cure() throws IOException {
        loggedInWhereLogoutKills();

        assertThat(new LoginSession(root).endsDaemons("ada"))
                .contains("session-3.scope")
                .contains("KillUserProcesses=yes")
                .contains("loginctl enable-linger ada");
    }

    @Test
    void who_lingers_is_not_warned() throws IOException {
        loggedInWhereLogoutKills();
        file("var/lib/systemd/linger/ada", "");

        assertThat(new LoginSession(root).endsDaemons("ada")).isNull();
    }

    @Test
    void root_is_exempt_unless_the_configuration_says_otherwise() throws IOException {
        loggedInWhereLogoutKills();
        assertThat(new LoginSession(root).endsDaemons("root")).isNull();

        file("etc/systemd/logind.conf", "[Login]\nKillUserProcesses=yes\nKillExcludeUsers=ada\n");
        assertThat(new LoginSession(root).endsDaemons("root")).isNotNull();
        assertThat(new LoginSession(root).endsDaemons("ada")).isNull();
    }

    private @Nullable String endsDaemons(String user, String... settings) throws IOException {
        file("etc/systemd/logind.conf", "[Login]\n" + String.join("\n", settings) + "\n");
        return new LoginSession(root).endsDaemons(user);
    }

    @Test
    void who_is_excluded_is_so_whatever_else_is_said_and_in_whichever_order() throws IOException {
        loggedInWhereLogoutKills();
        String kill = "KillUserProcesses=yes";

        assertThat(endsDaemons("ada", kill, "KillOnlyUsers=ada bob", "KillExcludeUsers=ada"))
                .isNull();
        assertThat(endsDaemons("ada", kill, "KillExcludeUsers=ada", "KillOnlyUsers=ada bob"))
                .isNull();
        assertThat(endsDaemons("ada", kill, "KillOnlyUsers=bob", "KillExcludeUsers=eve"))
                .isNull();
        assertThat(endsDaemons("ada", kill, "KillExcludeUsers=bob", "KillExcludeUsers=ada"))
                .isNull();
    }

    @Test
    void a_list_of_those_who_are_killed_needs_no_other_setting() throws IOException {
        loggedInWhereLogoutKills();

        assertThat(endsDaemons("bob", "KillOnlyUsers=bob")).contains("logind.conf has KillOnlyUsers=bob");
        assertThat(endsDaemons("ada", "KillOnlyUsers=bob")).isNull();
    }

    @Test
    void an_empty_list_is_none() throws IOException {
        loggedInWhereLogoutKills();
        String kill = "KillUserProcesses=yes";

        assertThat(endsDaemons("ada", kill, "KillOnlyUsers=")).isNotNull();
        assertThat(endsDaemons("ada", kill, "KillOnlyUsers=bob", "KillOnlyUsers="))
                .isNotNull();
        assertThat(endsDaemons("root", kill, "KillExcludeUsers=")).isNotNull();
    }

    @Test
    void a_drop_in_overrides_the_main_file() throws IOException {
        loggedInWhereLogoutKills();
        file("etc/systemd/logind.conf.d/50-keep.conf", "[Login]\nKillUserProcesses=no\n");

        assertThat(new LoginSession(root).endsDaemons("ada")).isNull();
    }

    @Test
    void outside_of_a_login_session_nothing_is_killed() throws IOException {
        loggedInWhereLogoutKills();
        file("proc/self/cgroup", "0::/system.slice/cron.service\n");

        assertThat(new LoginSession(root).endsDaemons("ada")).isNull();
    }

    @Test
    void where_systemd_is_not_nothing_is_said() {
        assertThat(new LoginSession(root).endsDaemons("ada")).isNull();
    }
}
