/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code systemctl reload}, and what systemd shows meanwhile. */
@ExtendWith(Booted.class)
class ReloadIT {

    /** How a unit asks a server to reload. */
    enum Way {
        /** By a command, which every systemd knows. */
        EXEC_RELOAD("Type=notify", "ExecReload=kill -HUP $MAINPID"),
        /** By itself, from 253 on; an older one takes the type for a misprint, and the unit for a simple one. */
        NOTIFY_RELOAD("Type=notify-reload");

        private static final int KNOWS_NOTIFY_RELOAD = 253;

        private final List<String> settings;

        Way(String... settings) {
            this.settings = List.of(settings);
        }

        private void unit(BootedDebian debian, String setting, String... words) {
            int version = debian.systemd();
            assumeThat(this == EXEC_RELOAD || version >= KNOWS_NOTIFY_RELOAD)
                    .as("not tested: systemd %s does not know Type=notify-reload", version)
                    .isTrue();
            List<String> lines = new ArrayList<>(settings);
            lines.add(setting);
            Patient.unit(debian, lines, words);
            debian.run("systemctl", "start", "p").orFail();
        }
    }

    @BeforeEach
    @AfterEach
    void stop(BootedDebian debian) {
        debian.run(
                "sh",
                "-c",
                "systemctl stop p; systemctl kill -s KILL p; systemctl reset-failed; rm -f " + Patient.RELOADED);
    }

    private static boolean hasReloaded(BootedDebian debian) {
        return debian.run("test", "-e", Patient.RELOADED).status() == 0;
    }

    @ParameterizedTest
    @EnumSource
    void it_is_reloading_until_it_has_done_so_and_takes_the_time_it_needs(Way way, BootedDebian debian) {
        way.unit(debian, "TimeoutStartSec=2", "reload=6000"); // which is a reload's time, too
        String pid = debian.show("p", "MainPID");

        debian.run("systemctl", "reload", "--no-block", "p").orFail();
        debian.await("it reloads", () -> debian.show("p", "ActiveState").equals("reloading"));
        assertThat(hasReloaded(debian)).isFalse();
        debian.await("it is done", () -> debian.show("p", "ActiveState").equals("active"));

        assertThat(hasReloaded(debian)).as("it has done what a reload does").isTrue();
        assertThat(debian.show("p", "MainPID")).isEqualTo(pid);
        assertThat(debian.show("p", "StatusText")).isEqualTo("serving");
        assertThat(debian.journal("p")).doesNotContain("timed out", "Reload failed");
    }

    @ParameterizedTest
    @EnumSource
    void each_of_several_is_answered(Way way, BootedDebian debian) {
        way.unit(debian, "TimeoutStartSec=20", "reload=10");

        for (int i = 0; i < 5; i++) {
            debian.run("rm", "-f", Patient.RELOADED).orFail();
            debian.run("systemctl", "reload", "p").orFail();
            debian.await(
                    "it is done",
                    () -> hasReloaded(debian) && debian.show("p", "ActiveState").equals("active"));
        }

        assertThat(debian.journal("p")).doesNotContain("timed out", "Reload failed");
    }

    @ParameterizedTest
    @EnumSource
    void one_that_fails_leaves_the_server_as_it_was_and_says_so(Way way, BootedDebian debian) {
        way.unit(debian, "TimeoutStartSec=20", "reload=fails");

        debian.run("systemctl", "reload", "p").orFail();

        debian.await(
                "systemd has the reason", () -> debian.show("p", "StatusText").equals("cannot reload: no such key"));
        assertThat(debian.show("p", "ActiveState")).isEqualTo("active");
        assertThat(debian.journal("p"))
                .contains("patient: cannot reload: java.lang.IllegalStateException: no such key");
    }

    /** systemd would wait for its time to be up, and say that the reload has failed. */
    @ParameterizedTest
    @EnumSource
    void where_there_is_nothing_to_reload_it_is_answered_all_the_same(Way way, BootedDebian debian) {
        way.unit(debian, "TimeoutStartSec=20");

        debian.run("systemctl", "reload", "p").orFail();

        debian.await("it is done", () -> debian.show("p", "ActiveState").equals("active"));
        assertThat(debian.journal("p")).doesNotContain("timed out", "Reload failed");
    }
}
