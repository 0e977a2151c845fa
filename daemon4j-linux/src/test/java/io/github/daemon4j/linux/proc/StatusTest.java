/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Capabilities;
import io.github.daemon4j.Signal;
import io.github.daemon4j.SignalSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void reads_the_ids_masks_and_groups_of_a_jvm() {
        Status status = parse(Fixtures.captured("jvm.status"));
        assertThat(status.users).containsExactly(1000, 1000, 1000);
        assertThat(status.groups).containsExactly(1000, 1000, 1000);
        assertThat(status.supplementaryGroups).containsExactly(4L, 24L, 1000L);
        assertThat(status.umask).isEqualTo(022);
        assertThat(status.tracer).isZero();
        assertThat(status.namespacePids).containsExactly(status.threadGroup);
        assertThat(status.noNewPrivileges).isFalse();
        assertThat(status.ignored).isEqualTo(new SignalSet(2));
        SignalSet caught = Objects.requireNonNull(status.caught);
        assertThat(caught.contains(Signal.HUP)).isTrue();
        assertThat(caught.toString()).startsWith("HUP,QUIT,ILL");
        assertThat(status.blocked).isEqualTo(SignalSet.EMPTY);
        assertThat(status.pending).isEqualTo(SignalSet.EMPTY);
    }

    @Test
    void a_zombie_has_no_umask_and_keeps_its_capabilities() {
        Status status = parse(Fixtures.captured("zombie.status"));
        assertThat(status.umask).isEqualTo(-1);
        assertThat(status.supplementaryGroups).isEmpty();
        Capabilities capabilities = Objects.requireNonNull(status.capabilities());
        assertThat(capabilities.has("CAP_KILL")).isTrue();
        assertThat(capabilities.has("cap_setpcap")).isTrue();
        assertThat(capabilities.has("sys_resource")).isFalse();
        assertThat(capabilities.has("no_such_thing")).isFalse();
    }

    @Test
    void a_kernel_thread_ignores_every_signal() {
        Status status = parse(Fixtures.captured("kernel-thread.status"));
        assertThat(status.ignored).isEqualTo(new SignalSet(-1));
    }

    @Test
    void joins_the_signals_pending_for_the_thread_and_for_the_process() {
        assertThat(parse(Fixtures.bytes("SigPnd:\t0000000000000001\nShdPnd:\t0000000000004000\n")).pending)
                .isEqualTo(new SignalSet(0x4001));
    }

    @Test
    void lists_the_pid_of_every_namespace_the_outermost_first() {
        assertThat(parse(Fixtures.bytes("NSpid:\t2581\t1\n")).namespacePids).containsExactly(2581L, 1L);
    }

    @Test
    void ids_above_two_thousand_million_are_not_negative() {
        assertThat(parse(Fixtures.bytes("Uid:\t4294967294\t1\t2\t3\n")).users[0])
                .isEqualTo(4294967294L);
    }

    @Test
    void what_is_not_there_is_unknown() {
        Status status = parse(Fixtures.bytes("Name:\tUid:\nState:\tS\nUidx:\t7\n"));
        assertThat(status.users).containsOnly(-1);
        assertThat(status.capabilities()).isNull();
        assertThat(status.caught).isNull();
        assertThat(status.umask).isEqualTo(-1);
    }

    private static Status parse(byte[] bytes) {
        return Status.parse(bytes, bytes.length);
    }
}
