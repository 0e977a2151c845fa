/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.ProcessInfo;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The ways of a C library without {@code makecontext(3)}, such as musl, or of an older glibc, taken here on this one. */
class SessionLeaderSpawnIT {

    private static DaemonSpawn.Request sleep(@Nullable Integer nice, Descriptor output) {
        return new DaemonSpawn.Request(
                bytes("/bin/sleep"),
                List.of(bytes("sleep"), bytes("60")),
                List.of(bytes("A=b")),
                bytes("/"),
                027,
                output.number(),
                output.number(),
                List.of(),
                null,
                nice,
                true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void one_spawn_makes_a_daemon_that_leads_its_session() throws Exception {
        int umaskBefore = ProcessInfo.current().umask();
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            DaemonSpawn.Spawned spawned = DaemonSpawn.spawnAsSessionLeader(sleep(null, output), false);
            try (PidFd process = PidFd.open(spawned.pid())) {
                ProcessInfo daemon = ProcessInfo.of(spawned.pid()).orElseThrow();

                assertThat(spawned.sessionLeader()).isTrue();
                assertThat(daemon.sessionId()).isEqualTo(daemon.pid());
                assertThat(daemon.terminal()).isEmpty();
                assertThat(daemon.umask()).isEqualTo(027);
                assertThat(daemon.openDescriptors().orElseThrow())
                        .extracting(open -> open.number())
                        .containsExactly(0, 1, 2);
                assertThat(ProcessInfo.current().umask()).isEqualTo(umaskBefore);

                process.signal(Signals.SIGKILL);
                ChildProcesses.await(spawned.pid());
            }
        }
    }

    /** As glibc before 2.34 does it. */
    @Test
    void without_closefrom_each_descriptor_is_closed_by_its_number() throws Exception {
        boolean adoptedBefore = ChildProcesses.adoptOrphans(true);
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY);
                FileInputStream passedOnByTheJdk = new FileInputStream("/dev/null")) {
            DaemonSpawn.Spawned spawned = DaemonSpawn.spawnAsMember(sleep(null, output), false);
            try (PidFd process = PidFd.open(spawned.pid())) {
                ProcessInfo daemon = ProcessInfo.of(spawned.pid()).orElseThrow();

                assertThat(passedOnByTheJdk.getFD().valid()).isTrue();
                assertThat(daemon.openDescriptors().orElseThrow())
                        .extracting(open -> open.number())
                        .containsExactly(0, 1, 2);

                process.signal(Signals.SIGKILL);
                ChildProcesses.await(spawned.pid());
            }
        } finally {
            ChildProcesses.adoptOrphans(adoptedBefore);
        }
    }

    @Test
    void what_one_spawn_cannot_do_is_refused_before_anything_is_started() throws Exception {
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            assertThatThrownBy(() -> DaemonSpawn.spawnAsSessionLeader(sleep(5, output), false))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("makecontext")
                    .hasMessageContaining("ENOSYS");
        }
    }
}
