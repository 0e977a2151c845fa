/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns as the headers of each architecture's cross compiler have them. */
class ArchitecturesTest {

    @ParameterizedTest
    @CsvSource({
        "amd64,       116, 117, 119, 0400000, 16",
        "aarch64,     159, 147, 149, 0100000, 16",
        "riscv64,     159, 147, 149, 0400000, 16",
        "loongarch64, 159, 147, 149, 0400000, 16",
        "ppc64le,     81,  164, 169, 0100000, 20",
        "s390x,       206, 208, 210, 0400000, 16",
    })
    void each_has_its_own_numbers(
            String name, long setgroups, long setresuid, long setresgid, String noFollow, int passCredentials) {
        Architecture architecture = Objects.requireNonNull(Architecture.named(name));

        assertThat(Syscall.SETGROUPS.number(architecture)).isEqualTo(setgroups);
        assertThat(Syscall.SETRESUID.number(architecture)).isEqualTo(setresuid);
        assertThat(Syscall.SETRESGID.number(architecture)).isEqualTo(setresgid);
        assertThat(architecture.noFollow()).isEqualTo(Integer.decode(noFollow));
        assertThat(architecture.passCredentials()).isEqualTo(passCredentials);
        assertThat(Syscall.PIDFD_SEND_SIGNAL.number(architecture)).isEqualTo(424);
        assertThat(Syscall.PIDFD_OPEN.number(architecture)).isEqualTo(434);
    }

    @Test
    void one_that_is_not_known_is_refused_in_one_sentence_that_names_those_that_are() {
        assertThat(Architecture.named("mips64el")).isNull();
        assertThat(Architecture.unknown("mips64el"))
                .isEqualTo("daemon4j does not know the system calls of mips64el; it knows those of amd64, aarch64,"
                        + " riscv64, loongarch64, ppc64le, s390x");
    }

    @Test
    void every_error_number_of_the_kernel_has_its_name_and_no_other_one_has() {
        List<Integer> without = new ArrayList<>();
        for (int number = 0; number <= 140; number++) {
            if (new Errno(number).toString().startsWith("errno " + number + " (")) {
                without.add(number);
            }
        }

        assertThat(without).containsExactly(0, 41, 58, 134, 135, 136, 137, 138, 139, 140);
        assertThat(new Errno(97)).hasToString("EAFNOSUPPORT (Address family not supported by protocol)");
        assertThat(new Errno(133).toString()).startsWith("EHWPOISON (");
        assertThat(Errno.EAGAIN.toString()).startsWith("EAGAIN (");
    }

    @Test
    void a_block_of_memory_is_not_left_by_an_offset() {
        try (Memory block = new Memory(8)) {
            assertThatThrownBy(() -> block.share(8)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> new Memory(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
