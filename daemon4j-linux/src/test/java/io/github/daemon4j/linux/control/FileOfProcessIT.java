/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A descriptor of another process, here of this one, at which another file is for a moment, or for ever. */
class FileOfProcessIT {

    private static final String NAME = "daemon4j-test";

    @Test
    void another_file_is_not_read_and_the_right_one_is_waited_for() throws Exception {
        try (HeldProcess self = Objects.requireNonNull(
                        HeldProcess.open(ProcessHandle.current().pid()));
                Descriptor number = Descriptor.open("/proc/uptime", Descriptor.O_RDONLY);
                Descriptor memory = Descriptor.anonymousFile(NAME)) {
            assertThat(FileOfProcess.of(self, number.number(), NAME, 0)).isNull();
            memory.replaceContent(new byte[] {'x'});

            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> length(self, number.number()));
            assertThat(FileOfProcess.of(self, number.number(), NAME, 50)).isNull();
            assertThat(read).isNotDone();
            memory.replace(number.number());

            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(FileOfProcess.of(self, number.number(), "daemon4j-other", 0))
                    .isNull();
        }
    }

    private static int length(HeldProcess process, int descriptor) {
        try (FileOfProcess file = Objects.requireNonNull(FileOfProcess.of(process, descriptor, NAME, 10_000))) {
            return file.read(new byte[10]);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
