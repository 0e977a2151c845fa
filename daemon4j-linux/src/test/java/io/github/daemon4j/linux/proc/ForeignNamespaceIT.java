/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessTable;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pid namespace that still sees the {@code /proc} outside of it: {@code unshare --pid --fork}. */
@Timeout(60)
class ForeignNamespaceIT {

    private final Children children = new Children();

    @TempDir
    Path directory;

    @AfterEach
    void endChildren() {
        children.close();
    }

    /** In there somebody else has the number that the target has out here. */
    @Test
    void a_signal_reaches_the_process_that_proc_names_or_nobody() throws Exception {
        assumeThat(ProcessInfo.current().effectiveUid().value())
                .as("signals from another pid namespace not tested: only root can make one")
                .isZero();
        assumeThat(Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid")))
                .as("signals from another pid namespace not tested: the kernel lacks CONFIG_CHECKPOINT_RESTORE")
                .isTrue();
        Process target = children.start("sleep", "1000");
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "sh",
                "-c",
                "echo $(($0 - 1)) >/proc/sys/kernel/ns_last_pid; sleep 1000 & echo $!; read outside;"
                        + " \"$@\" $0; kill -0 $0 && echo innocent lives; \"$@\" $outside; wait $0; echo status $?",
                Long.toString(target.pid())));
        command.addAll(Children.java(directory, SendTerm.class));
        Process namespace = children.start(command.toArray(new String[0]));
        BufferedReader output = namespace.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo(Long.toString(target.pid()));
        ProcessInfo innocent = withNumberInside(target.pid()).orElseThrow();
        try (OutputStream in = namespace.getOutputStream()) {
            in.write((innocent.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(output.readLine())
                .startsWith(target.pid() + "=ProcessAccessException: Cannot make sure which process")
                .contains("another pid namespace", "Nothing was signalled", "mount -t proc proc /proc");
        assertThat(output.readLine()).isEqualTo("innocent lives");
        assertThat(output.readLine()).isEqualTo(innocent.pid() + "=true");
        assertThat(output.readLine()).isEqualTo("status 143");
        assertThat(target.isAlive()).isTrue();
    }

    private static Optional<ProcessInfo> withNumberInside(long number) {
        return ProcessTable.snapshot().stream()
                .filter(process -> process.namespacePids().orElse(List.of()).equals(List.of(process.pid(), number)))
                .findFirst();
    }
}
