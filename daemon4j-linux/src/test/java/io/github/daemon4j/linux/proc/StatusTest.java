/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Credentials.Capabilities;
import io.github.daemon4j.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void reads_the_ids_masks_and_groups_of_a_jvm() {
        Status status = parse(Fixtures.captured("jvm.status"));
        assertThat(List.of(status.uid(), status.effectiveUid(), status.savedUid()))
                .containsOnly(1000L);
        assertThat(List.of(status.gid(), status.effectiveGid(), status.savedGid()))
                .containsOnly(1000L);
        assertThat(status.supplementaryGroups()).containsExactly(4L, 24L, 1000L);
        assertThat(status.umask()).isEqualTo(022);
        assertThat(status.tracerPid()).isZero();
        assertThat(status.namespacePids()).containsExactly(status.threadGroup());
        assertThat(status.hasNoNewPrivileges()).isFalse();
        assertThat(status.hasSignals()).isTrue();
        assertThat(status.ignoredSignals()).isEqualTo(2);
        Signal.Set caught = new Signal.Set(status.caughtSignals());
        assertThat(caught.contains(Signal.HUP)).isTrue();
        assertThat(caught.toString()).startsWith("HUP,QUIT,ILL");
        assertThat(status.blockedSignals()).isZero();
        assertThat(status.pendingSignals()).isZero();
    }

    @Test
    void a_zombie_has_no_umask_and_keeps_its_capabilities() {
        Status status = parse(Fixtures.captured("zombie.status"));
        assertThat(status.umask()).isEqualTo(-1);
        assertThat(status.supplementaryGroups()).isEmpty();
        assertThat(status.hasCredentials()).isTrue();
        assertThat(Capabilities.names(status.effectiveCapabilities()))
                .contains("cap_kill", "cap_setpcap")
                .doesNotContain("cap_sys_resource");
    }

    @Test
    void a_kernel_thread_ignores_every_signal() {
        Status status = parse(Fixtures.captured("kernel-thread.status"));
        assertThat(status.ignoredSignals()).isEqualTo(-1);
    }

    @Test
    void joins_the_signals_pending_for_the_thread_and_for_the_process() {
        assertThat(parse(Fixtures.bytes("SigPnd:\t0000000000000001\nShdPnd:\t0000000000004000\n"))
                        .pendingSignals())
                .isEqualTo(0x4001);
    }

    @Test
    void lists_the_pid_of_every_namespace_the_outermost_first() {
        assertThat(parse(Fixtures.bytes("NSpid:\t2581\t1\n")).namespacePids()).containsExactly(2581L, 1L);
    }

    @Test
    void ids_above_two_thousand_million_are_not_negative() {
        assertThat(parse(Fixtures.bytes("Uid:\t4294967294\t1\t2\t3\n")).uid()).isEqualTo(4294967294L);
    }

    @Test
    void what_is_not_there_is_unknown() {
        Status status = parse(Fixtures.bytes("Name:\tUid:\nState:\tS\nUidx:\t7\n"));
        assertThat(status.uid()).isEqualTo(-1);
        assertThat(status.hasCredentials()).isFalse();
        assertThat(status.hasSignals()).isFalse();
        assertThat(status.umask()).isEqualTo(-1);
    }

    private static Status parse(byte[] bytes) {
        return Status.parse(bytes, bytes.length);
    }
}
