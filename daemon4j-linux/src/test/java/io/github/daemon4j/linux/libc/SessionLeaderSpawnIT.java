/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.Fact;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The ways of a C library without {@code makecontext(3)}, such as musl, or of an older glibc, taken here on this one. */
class SessionLeaderSpawnIT {

    private static DaemonSpawn.Request sleep(Descriptor output) {
        return sleep(output, List.of(), Privileges.UNCHANGED);
    }

    private static DaemonSpawn.Request sleep(Descriptor output, List<Passed> inherited, Privileges privileges) {
        return new DaemonSpawn.Request(
                bytes("/bin/sleep"),
                List.of(bytes("sleep"), bytes("60")),
                List.of(bytes("A=b")),
                bytes("/"),
                027,
                DaemonSpawn.NO_INPUT,
                output.number(),
                output.number(),
                inherited,
                privileges);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void one_spawn_makes_a_daemon_that_leads_its_session() throws Exception {
        int umaskBefore = ProcessInfo.current().umask().value();
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            int spawned = SessionLeaderSpawn.spawn(sleep(output), false, "in a test");
            try (PidFd process = Objects.requireNonNull(PidFd.openOrGone(spawned))) {
                ProcessInfo daemon = ProcessInfo.of(spawned).orElseThrow();

                assertThat(daemon.sessionId()).isEqualTo(daemon.pid());
                assertThat(daemon.terminal().is(Fact.Reason.NONE)).isTrue();
                assertThat(daemon.umask().value()).isEqualTo(027);
                assertThat(daemon.descriptors().value())
                        .extracting(open -> open.number())
                        .containsExactly(0, 1, 2);
                assertThat(ProcessInfo.current().umask().value()).isEqualTo(umaskBefore);

                process.signal(Signals.SIGKILL);
                ChildProcesses.await(spawned);
            }
        }
    }

    /** As glibc before 2.34 does it. */
    @Test
    void without_closefrom_each_descriptor_is_closed_by_its_number() throws Exception {
        boolean adoptedBefore = ChildProcesses.adoptOrphans(true);
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY);
                FileInputStream passedOnByTheJdk = new FileInputStream("/dev/null")) {
            int spawned = SessionMemberSpawn.spawn(sleep(output), false);
            try (PidFd process = Objects.requireNonNull(PidFd.openOrGone(spawned))) {
                ProcessInfo daemon = ProcessInfo.of(spawned).orElseThrow();

                assertThat(passedOnByTheJdk.getFD().valid()).isTrue();
                assertThat(daemon.descriptors().value())
                        .extracting(open -> open.number())
                        .containsExactly(0, 1, 2);

                process.signal(Signals.SIGKILL);
                ChildProcesses.await(spawned);
            }
        } finally {
            ChildProcesses.adoptOrphans(adoptedBefore);
        }
    }

    @Test
    void what_one_spawn_cannot_do_is_refused_before_anything_is_started() throws Exception {
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            Identity other = new Identity(1, 1, new int[0]);
            Privileges user = new Privileges(other, null, List.of(), null, false);
            Privileges capabilities = new Privileges(null, null, List.of(), 0L, false);

            assertThatThrownBy(() ->
                            SessionLeaderSpawn.spawn(sleep(output, List.of(), user), false, "where nothing works"))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageStartingWith("changing user or group where nothing works, failed: ENOSYS");
            assertThatThrownBy(() -> SessionLeaderSpawn.spawn(
                            sleep(output, List.of(), capabilities), false, "where nothing works"))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageStartingWith("changing capabilities where nothing works, failed: ENOSYS");
        }
    }

    @Test
    void one_spawn_gives_a_nice_value_limits_and_no_new_privileges_and_this_process_stays_as_it_is() throws Exception {
        int own = ProcessInfo.current().nice().value();
        String ownPrivileges = noNewPrivileges("self");
        List<Limit> limits = List.of(new Limit(4, "CORE", 0), new Limit(7, "NOFILE", 77));
        Privileges privileges = new Privileges(null, own + 3, limits, null, true);
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            int spawned = SessionLeaderSpawn.spawn(sleep(output, List.of(), privileges), true, "in a test");
            try (PidFd process = Objects.requireNonNull(PidFd.openOrGone(spawned))) {
                ProcessInfo daemon = ProcessInfo.of(spawned).orElseThrow();

                assertThat(daemon.nice().value()).isEqualTo(own + 3);
                assertThat(Files.readString(Path.of("/proc/" + spawned + "/limits")))
                        .containsPattern("Max core file size +0 +0 ")
                        .containsPattern("Max open files +77 +77 ");
                assertThat(noNewPrivileges(Integer.toString(spawned))).isEqualTo("NoNewPrivs:\t1");
                assertThat(ProcessInfo.current().nice().value()).isEqualTo(own);
                assertThat(noNewPrivileges("self")).isEqualTo(ownPrivileges);

                process.signal(Signals.SIGKILL);
                ChildProcesses.await(spawned);
            }
        }
    }

    @Test
    void descriptors_are_passed_on_under_the_numbers_asked_for_and_what_lies_between_is_closed() throws Exception {
        boolean adoptedBefore = ChildProcesses.adoptOrphans(true);
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY);
                Descriptor four = Descriptor.open("/proc/self/status", Descriptor.O_RDONLY);
                Descriptor six = Descriptor.open("/proc/self/stat", Descriptor.O_RDONLY)) {
            List<Passed> passed = List.of(new Passed(six.number(), 6), new Passed(four.number(), 4));
            for (boolean closesFrom : new boolean[] {true, false}) {
                int spawned = SessionMemberSpawn.spawn(sleep(output, passed, Privileges.UNCHANGED), closesFrom);
                try (PidFd process = Objects.requireNonNull(PidFd.openOrGone(spawned))) {
                    assertThat(ProcessInfo.of(spawned)
                                    .orElseThrow()
                                    .descriptors()
                                    .value())
                            .extracting(open -> open.number())
                            .containsExactly(0, 1, 2, 4, 6);
                    Path descriptors = Path.of("/proc/" + spawned + "/fd");
                    assertThat(Files.readSymbolicLink(descriptors.resolve("4"))).hasFileName("status");
                    assertThat(Files.readSymbolicLink(descriptors.resolve("6"))).hasFileName("stat");

                    process.signal(Signals.SIGKILL);
                    ChildProcesses.await(spawned);
                }
            }
        } finally {
            ChildProcesses.adoptOrphans(adoptedBefore);
        }
    }

    @Test
    void descriptors_that_are_in_each_others_way_are_refused() throws Exception {
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            int source = output.number();
            for (List<Passed> wrong :
                    List.of(List.of(new Passed(source, 2)), List.of(new Passed(source, 4), new Passed(source, 4)))) {
                assertThatThrownBy(() -> DaemonSpawn.spawn(sleep(output, wrong, Privileges.UNCHANGED)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(wrong.toString());
            }
        }
    }

    private static String noNewPrivileges(String process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                .filter(line -> line.startsWith("NoNewPrivs:"))
                .findFirst()
                .orElseThrow();
    }
}
