/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChildProgramIT {

    @Test
    void a_child_that_shares_no_memory_is_told_from_one_that_does() throws Exception {
        assertThat(new ChildProgram().sharesMemory()).isTrue();
        assertThat(ChildProgram.withoutSharedMemory().sharesMemory()).isFalse();
        assertThat(ChildProgram.obstacle()).isNull();
    }

    /** Where it is ignored, the kernel would reap a child that tells its end by it before anybody can wait for it. */
    @Test
    void the_disposition_of_sigchld_neither_matters_nor_changes() throws Exception {
        Signals.Disposition before = Signals.ignore(Signals.SIGCHLD);
        try {
            assertThat(new ChildProgram().call("close", -1).run()).hasToString("EBADF (Bad file descriptor)");
            assertThat(ProcessInfo.current().signals().value().ignored().contains(Signal.CHLD))
                    .isTrue();
        } finally {
            before.restore();
        }
    }

    @Test
    void the_environment_of_the_c_library_is_that_of_the_kernel_byte_for_byte() throws Exception {
        List<String> kernel = List.of(Files.readString(Path.of("/proc/self/environ"), StandardCharsets.ISO_8859_1)
                .split("\0", -1));
        List<String> library = new ArrayList<>();
        for (byte[] entry : EnvironmentBlock.strings()) {
            library.add(new String(entry, StandardCharsets.ISO_8859_1));
        }

        assertThat(library).containsExactlyInAnyOrderElementsOf(kernel.subList(0, kernel.size() - 1));
        assertThat(OwnIds.geteuid())
                .isEqualTo(ProcessInfo.current().effectiveUid().value());
        assertThat(OwnIds.getegid())
                .isEqualTo(ProcessInfo.current().effectiveGid().value());
    }

    @Test
    void a_child_is_reaped_when_it_ends_and_somebody_elses_child_is_left_alone() throws Exception {
        int grandchild = Integer.parseInt(lastLine(new ProcessBuilder("sh", "-c", "sleep 60 >/dev/null & echo $!")));
        try (PidFd notOurs = Objects.requireNonNull(PidFd.openOrGone(grandchild));
                Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            ChildProcesses.reapAtEnd(grandchild);
            assertThat(reaper(grandchild)).isNull();

            int ours = SessionLeaderSpawn.spawn(sleep(output), true, "in a test");
            ChildProcesses.reapAtEnd(ours);
            Thread reaper = Objects.requireNonNull(reaper(ours));
            try (PidFd process = Objects.requireNonNull(PidFd.openOrGone(ours))) {
                process.signal(Signals.SIGKILL);
            }
            reaper.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(Path.of("/proc/" + ours)).doesNotExist();

            notOurs.signal(Signals.SIGKILL);
        }
    }

    private static DaemonSpawn.Request sleep(Descriptor output) {
        List<byte[]> arguments = List.of(bytes("sleep"), bytes("60"));
        return new DaemonSpawn.Request(
                bytes("/bin/sleep"),
                arguments,
                List.of(),
                null,
                022,
                DaemonSpawn.NO_INPUT,
                output.number(),
                output.number(),
                List.of(),
                DaemonSpawn.Privileges.UNCHANGED);
    }

    static @Nullable Thread reaper(int pid) {
        Thread reaper = null;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("daemon4j reaps " + pid)) {
                reaper = thread;
            }
        }
        return reaper;
    }

    private static String lastLine(ProcessBuilder command) throws Exception {
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        process.waitFor();
        return output.trim();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
