/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BelongingTest {

    private static final String SESSION = "0::/user.slice/user-1000.slice/session-3.scope\n";
    private static final String MANAGER = "0::/user.slice/user-1000.slice/user@1000.service/";

    @TempDir
    private Path root;

    private void file(String path, String... lines) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private @Nullable String warning(long uid) {
        return Belonging.here(root.toFile(), uid).warning();
    }

    /** Everybody of the tables, and where the process is. */
    private void in(String cgroup) throws IOException {
        file(
                "etc/passwd",
                "root:x:0:0:root:/root:/bin/bash",
                "ada:x:1000:1000:Ada,,,:/home/ada:/bin/sh",
                "bob:x:1001:1001::/home/bob:/bin/sh");
        file("proc/self/cgroup", cgroup);
    }

    /** What logind does, tried in Debian 12 and 13: who starts it matters for the cure alone. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // where                          logind.conf            lingers  starter  ended by                cure
                "session-3.scope,                 -,                     no,      1000,    -,                      -",
                "session-3.scope,                 KillUserProcesses=no,  no,      1000,    -,                      -",
                "session-3.scope,                 KillUserProcesses=yes, no,      1000,    logging out,            (loginctl enable-linger ada) and start it with systemd-run --user --scope",
                "session-3.scope,                 KillUserProcesses=yes, yes,     1000,    logging out,            start it with systemd-run --user --scope",
                "session-3.scope,                 KillUserProcesses=yes, no,      0,       logging out,            start it with systemd-run --scope",
                "session-3.scope,                 KillUserProcesses=yes, no,      1001,    logging out,            run it as a unit",
                "session-3.scope/below,           KillUserProcesses=yes, no,      1000,    logging out,            systemd-run --user --scope",
                "session-3.scope,                 KillOnlyUsers=ada,     no,      1000,    logging out,            systemd-run --user --scope",
                "session-3.scope,                 KillOnlyUsers=bob,     no,      1000,    -,                      -",
                "user@1000.service/app.slice/vte-spawn-1.scope, -,       no,      1000,    the last logout of ada, let ada linger (loginctl enable-linger ada)",
                "user@1000.service/app.slice/vte-spawn-1.scope, -,       yes,     1000,    -,                      -",
                "user@1000.service/app.slice/run-1.scope, KillUserProcesses=yes, yes, 1000, -,                     -",
                "user@1000.service/app.slice/run-1.scope, KillUserProcesses=yes, no, 1000, the last logout of ada, let ada linger",
                "user@1000.service/app.slice/run-1.scope, KillExcludeUsers=ada, no, 1000, the last logout of ada,  let ada linger",
                "user@1000.service/app.slice/run-1.scope, UserStopDelaySec=infinity, no, 1000, -,                  -",
                "user@1000.service/app.slice/run-1.scope, -,             no,      0,       the last logout of ada, or start it with systemd-run --scope",
                "user@1000.service/init.scope,    -,                     no,      1000,    the last logout of ada, let ada linger",
                "user@1000.service/app.slice/emacs.service, -,           no,      1000,    the last logout of ada, let ada linger",
                "user@1000.service/app.slice/emacs.service, -,           yes,     1000,    stopping emacs.service, start it with systemd-run --user --scope",
            })
    void a_daemon_outlives_the_login_or_it_is_said_what_ends_it(
            String place,
            @Nullable String setting,
            String lingers,
            long starter,
            @Nullable String end,
            @Nullable String cure)
            throws IOException {
        in("0::/user.slice/user-1000.slice/" + place);
        if (setting != null) {
            file("etc/systemd/logind.conf", "[Login]", setting);
        }
        if (lingers.equals("yes")) {
            file("var/lib/systemd/linger/ada");
        }

        if (end == null) {
            assertThat(warning(starter)).isNull();
        } else {
            assertThat(warning(starter))
                    .startsWith(end + " will end this daemon: it belongs to ")
                    .contains(cure);
        }
    }

    /** The units as Debian has them; a build server's names no mode. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // unit,            its file,                                  its line,               starter, ended,
                // because
                "cron.service,      lib/systemd/system/cron.service,           KillMode=process,       0,       no,    -",
                "old.service,       run/systemd/generator.late/old.service,    KillMode=none,          0,       no,    -",
                "jenkins.service,   usr/lib/systemd/system/jenkins.service,    Type=notify,            107,     yes,   that has KillMode=control-group. To keep it, run it as a unit of its own",
                "jenkins.service,   usr/lib/systemd/system/jenkins.service,    KillMode=mixed,         0,       yes,   that has KillMode=mixed. To keep it, start it with systemd-run --scope",
                "job@7.service,     etc/systemd/system/job@.service,           KillMode=process,       0,       no,    -",
                "job@7.service,     etc/systemd/system/job@7.service.d/a.conf, KillMode=process,       0,       yes,   no file tells whether that has KillMode=process",
                "run-r7.service,    -,                                         -,                      0,       yes,   no file tells whether that has KillMode=process",
                "run-r7.scope,      -,                                         -,                      0,       no,    -",
            })
    void a_service_of_somebody_else_ends_it_unless_its_kill_mode_spares_it(
            String unit, @Nullable String path, @Nullable String line, long starter, String ended, @Nullable String why)
            throws IOException {
        in("0::/system.slice/" + unit);
        if (path != null && line != null) {
            file(path, "[Unit]", "KillMode=none", "[Service]", line);
        }

        if (ended.equals("no")) {
            assertThat(warning(starter)).isNull();
        } else {
            assertThat(warning(starter))
                    .startsWith("stopping " + unit + " will end this daemon")
                    .contains(why);
        }
    }

    @Test
    void a_drop_in_overrides_the_unit_and_of_one_name_the_stronger_counts() throws IOException {
        in("0::/system.slice/job.service");
        file("usr/lib/systemd/system/job.service", "[Service]", "KillMode=process");
        file("usr/lib/systemd/system/job.service.d/10-a.conf", "[Service]", "KillMode=mixed");
        assertThat(warning(0)).contains("KillMode=mixed");

        file("etc/systemd/system/job.service.d/10-a.conf", "[Service]");
        assertThat(warning(0)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // SYSTEMD_EXEC_PID, PIDFILE, parent, program of the parent, own
        "100, '',       50, systemd, true", // started by the manager
        "50,  '',       50, dash,    true", // by a script in its place
        "50,  '',       50, java,    false", // by a build server
        "40,  '',       50, dash,    false", // by a shell of a build server
        "'',  /run/pid, 50, dash,    true", // before systemd 248
        "'',  '',       50, dash,    false",
    })
    void a_service_is_ones_own_if_it_started_this_process_or_its_script(
            String execPid, String pidFile, String parent, String program, boolean isOwn) {
        assertThat(new OwnService(execPid, pidFile, "100", parent, program).isOwn())
                .isEqualTo(isOwn);
    }

    @Test
    void in_a_service_of_its_own_it_ends_as_it_should() {
        ControlGroupPath place = ControlGroupPath.of(List.of("0::/system.slice/server.service"));
        Belonging own = new Belonging(place, "", null, false, false, true, "control-group", Belonging.Starter.ROOT);

        assertThat(own.warning()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0::/user.slice/user-1000.slice/session-c1.scope,                           session-c1.scope,  -,          1000",
                "1:name=systemd:/user.slice/user-0.slice/session-2.scope,                   session-2.scope,   -,          0",
                "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-a.slice/a.service, user@1000.service, a.service, 1000",
                "0::/user.slice/user-1000.slice/user@1000.service,                          user@1000.service, -,          1000",
                "0::/user.slice/user-1000.slice/user@1000.service/app.slice,                user@1000.service, -,          1000",
                "0::/system.slice/system-getty.slice/getty@tty1.service,                    getty@tty1.service, -,         -1",
                "0::/system.slice/session-1.service/session-2.scope,                        session-1.service, -,          -1",
                "0::/,                                                                      -,                 -,          -1",
                "0::/../../x.service,                                                       -,                 -,          -1",
                "4:memory:/user.slice/user-1000.slice/session-3.scope,                      -,                 -,          -1",
            })
    void a_control_group_is_one_of_a_unit_below_slices(
            String line, @Nullable String unit, @Nullable String userUnit, long uid) {
        assertThat(ControlGroupPath.of(List.of(line))).isEqualTo(new ControlGroupPath(unit, userUnit, uid));
    }

    @ParameterizedTest
    @CsvSource({
        "/system.slice/a.service, /system.slice/b.service", // beside the controllers of version 1
        "/system.slice/a.service, /",
        "/,                       /system.slice/a.service", // a container of today on such a host
        "/..,                     /system.slice/a.service", // and one that was entered from there
    })
    void of_two_hierarchies_the_one_of_systemd_counts(String named, String unified) {
        assertThat(ControlGroupPath.of(List.of("4:memory:/x", "1:name=systemd:" + named, "0::" + unified))
                        .unit())
                .isEqualTo("a.service");
    }

    @Test
    void the_user_is_the_one_whose_session_it_is_not_the_one_who_starts_in_it() throws IOException {
        in(SESSION);
        file("etc/systemd/logind.conf", "[Login]", "KillOnlyUsers=ada");

        assertThat(warning(0)).contains("KillOnlyUsers=ada");
    }

    @Test
    void a_user_who_is_in_no_file_of_the_machine_has_a_name_where_logged_in() throws IOException {
        in(MANAGER.replace("1000", "2000") + "app.slice/a.scope");
        assertThat(warning(2000)).contains("enable-linger 2000");

        file("run/systemd/users/2000", "# This is private data. Do not parse.", "NAME=eve", "STATE=active");
        assertThat(warning(2000)).contains("enable-linger eve");
    }

    @Test
    void root_is_exempt_unless_the_configuration_says_otherwise() throws IOException {
        in(SESSION.replace("1000", "0"));
        file("etc/systemd/logind.conf", "[Login]", "KillUserProcesses=yes");
        assertThat(warning(0)).isNull();

        file("etc/systemd/logind.conf", "[Login]", "KillUserProcesses=yes", "KillExcludeUsers=ada");
        assertThat(warning(0)).contains("KillUserProcesses=yes");
        in(SESSION);
        assertThat(warning(1000)).isNull();
    }

    private static @Nullable String killing(String user, String... lines) {
        return LogindConfiguration.of(Setting.of(List.of(("[Login]\n" + String.join("\n", lines)).split("\n", -1))))
                .killing(user);
    }

    @Test
    void who_is_excluded_is_so_whatever_else_is_said_and_in_whichever_order() {
        String kill = "KillUserProcesses=yes";

        assertThat(killing("ada", kill, "KillOnlyUsers=ada bob", "KillExcludeUsers=ada"))
                .isNull();
        assertThat(killing("ada", kill, "KillExcludeUsers=ada", "KillOnlyUsers=ada bob"))
                .isNull();
        assertThat(killing("ada", kill, "KillOnlyUsers=bob", "KillExcludeUsers=eve"))
                .isNull();
        assertThat(killing("ada", kill, "KillExcludeUsers=bob", "KillExcludeUsers=ada"))
                .isNull();
    }

    @Test
    void an_empty_list_is_none() {
        String kill = "KillUserProcesses=yes";

        assertThat(killing("ada", kill, "KillOnlyUsers=")).isEqualTo(kill);
        assertThat(killing("ada", kill, "KillOnlyUsers=bob", "KillOnlyUsers=")).isEqualTo(kill);
        assertThat(killing("ada", kill, "KillExcludeUsers=ada", "KillExcludeUsers="))
                .isEqualTo(kill);
        assertThat(killing("root", kill, "KillExcludeUsers=ada", "KillExcludeUsers="))
                .isNull();
    }

    @Test
    void what_is_commented_out_or_in_another_section_counts_nothing_and_a_line_may_go_on() {
        assertThat(killing("ada", "#KillUserProcesses=yes", ";KillUserProcesses=yes"))
                .isNull();
        assertThat(killing("ada", "[Other]", "KillUserProcesses=yes")).isNull();
        assertThat(killing("ada", "KillOnlyUsers=bob \\", "# who else", "  ada"))
                .isEqualTo("KillOnlyUsers=ada");
        assertThat(killing("ada", " KillUserProcesses = on ")).isEqualTo("KillUserProcesses=yes");
    }

    @Test
    void drop_ins_count_in_the_order_of_their_names_and_over_the_main_file() throws IOException {
        in(SESSION);
        file("etc/systemd/logind.conf", "[Login]", "KillUserProcesses=no");
        file("usr/lib/systemd/logind.conf.d/50-yes.conf", "[Login]", "KillUserProcesses=yes");
        file("etc/systemd/logind.conf.d/40-no.conf", "[Login]", "KillUserProcesses=no");
        file("etc/systemd/logind.conf.d/60-no.bak", "[Login]", "KillUserProcesses=no");
        assertThat(warning(1000)).contains("KillUserProcesses=yes");

        file("etc/systemd/logind.conf.d/50-yes.conf", "[Login]");
        assertThat(warning(1000)).isNull();
    }

    @Test
    void of_the_main_file_only_the_strongest_counts() throws IOException {
        in(SESSION);
        file("usr/lib/systemd/logind.conf", "[Login]", "KillUserProcesses=yes");
        assertThat(warning(1000)).isNotNull();

        file("etc/systemd/logind.conf", "[Login]", "#KillUserProcesses=no");
        assertThat(warning(1000)).isNull();
    }

    @Test
    void where_systemd_is_not_nothing_is_said() {
        assertThat(warning(1000)).isNull();
    }
}
