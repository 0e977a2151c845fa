/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.DaemonOptions.Resource;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which calls are made before execve(2), and in which order; what is refused without a call. */
class PrivilegeStepsTest {

    private static final long NET_BIND_SERVICE = 1L << Capability.NET_BIND_SERVICE.number();
    private static final Identity WWW = new Identity(33, 34, new int[] {34, 4});
    private static final Limit FILES = new Limit(Resource.NOFILE.number(), "NOFILE", 500);

    private static List<String> calls(Privileges asked, long bounding) {
        List<String> calls = new ArrayList<>();
        for (Step step : PrivilegeSteps.of(asked, bounding)) {
            calls.add(step.toString()
                    .replace("syscall(" + Syscall.SETGROUPS.number() + ", ", "setgroups(")
                    .replace("syscall(" + Syscall.SETRESGID.number() + ", ", "setresgid(")
                    .replace("syscall(" + Syscall.SETRESUID.number() + ", ", "setresuid("));
        }
        return calls;
    }

    @Test
    void nothing_asked_is_nothing_called() {
        assertThat(calls(Privileges.UNCHANGED, -1)).isEmpty();
    }

    @Test
    void what_takes_a_privilege_comes_before_it_is_given_up_and_what_is_for_good_comes_last() {
        Privileges asked = new Privileges(WWW, -5, List.of(FILES), NET_BIND_SERVICE, true);

        assertThat(calls(asked, NET_BIND_SERVICE | 1L << Capability.CHOWN.number() | 1L << 40))
                .containsExactly(
                        "setpriority(0, 0, -5)",
                        "setrlimit(7, [500, 500])",
                        "prctl(24, 0, 0, 0, 0)", // PR_CAPBSET_DROP
                        "prctl(24, 40, 0, 0, 0)",
                        "prctl(8, 1, 0, 0, 0)", // PR_SET_KEEPCAPS
                        "setgroups(2, [34, 4])",
                        "setresgid(34, 34, 34)",
                        "setresuid(33, 33, 33)",
                        "prctl(47, 4, 0, 0, 0)", // PR_CAP_AMBIENT_CLEAR_ALL
                        "capset([537396514, 0], [1024, 1024, 1024, 0, 0, 0])",
                        "prctl(47, 2, 10, 0, 0)", // PR_CAP_AMBIENT_RAISE
                        "prctl(38, 1, 0, 0, 0)"); // PR_SET_NO_NEW_PRIVS
    }

    @Test
    void a_user_alone_keeps_no_capability_and_the_bounding_set() {
        assertThat(calls(new Privileges(WWW, null, List.of(), null, false), -1))
                .containsExactly("setgroups(2, [34, 4])", "setresgid(34, 34, 34)", "setresuid(33, 33, 33)");
    }

    @Test
    void no_capability_at_all_is_something_else_than_none_named() {
        assertThat(calls(new Privileges(WWW, null, List.of(), 0L, false), 0b11))
                .containsExactly(
                        "prctl(24, 0, 0, 0, 0)",
                        "prctl(24, 1, 0, 0, 0)",
                        "setgroups(2, [34, 4])",
                        "setresgid(34, 34, 34)",
                        "setresuid(33, 33, 33)",
                        "prctl(47, 4, 0, 0, 0)",
                        "capset([537396514, 0], [0, 0, 0, 0, 0, 0])");
    }

    @Test
    void a_capability_above_31_is_in_the_second_word() {
        assertThat(CapabilitySets.data(1L << Capability.BPF.number() | 1)).containsExactly(1, 1, 1, 128, 128, 128);
    }

    @Test
    void the_numbers_of_the_kernel_are_those_of_the_constants() {
        // include/uapi/linux/capability.h and asm-generic/resource.h: some from the beginning, the middle and the end
        assertThat(Capability.SETPCAP.number()).isEqualTo(8);
        assertThat(Capability.NET_BIND_SERVICE.number()).isEqualTo(10);
        assertThat(Capability.SYS_ADMIN.number()).isEqualTo(21);
        assertThat(Capability.SYS_RESOURCE.number()).isEqualTo(24);
        assertThat(Capability.MAC_OVERRIDE.number()).isEqualTo(32);
        assertThat(Capability.CHECKPOINT_RESTORE.number()).isEqualTo(40);
        assertThat(Resource.CORE.number()).isEqualTo(4);
        assertThat(Resource.NPROC.number()).isEqualTo(6);
        assertThat(Resource.NOFILE.number()).isEqualTo(7);
        assertThat(Resource.MEMLOCK.number()).isEqualTo(8);
        assertThat(Resource.AS.number()).isEqualTo(9);
        assertThat(Resource.RTTIME.number()).isEqualTo(15);
    }

    @Test
    void a_capability_that_the_launcher_lacks_is_refused_by_name() {
        CapabilitySets user = new CapabilitySets(0, 0, -1);
        CapabilitySets bounded = new CapabilitySets(-1, -1, ~NET_BIND_SERVICE);
        CapabilitySets service = new CapabilitySets(NET_BIND_SERVICE, NET_BIND_SERVICE, -1);

        assertThat(user.refusal(NET_BIND_SERVICE))
                .startsWith("keeping CAP_NET_BIND_SERVICE, which this process is not permitted itself")
                .contains("start it as root");
        assertThat(bounded.refusal(NET_BIND_SERVICE))
                .startsWith("keeping CAP_NET_BIND_SERVICE, which is not in the bounding set");
        assertThat(service.refusal(NET_BIND_SERVICE))
                .startsWith("reducing the bounding set to CAP_NET_BIND_SERVICE, for which CAP_SETPCAP is needed");
        assertThat(user.refusal(0)).startsWith("reducing the bounding set to no capability");
    }

    @Test
    void nothing_is_refused_that_the_kernel_would_allow() {
        CapabilitySets root = new CapabilitySets(-1, -1, -1);
        CapabilitySets bounded = new CapabilitySets(NET_BIND_SERVICE, NET_BIND_SERVICE, NET_BIND_SERVICE);

        assertThat(root.refusal(NET_BIND_SERVICE)).isNull();
        assertThat(root.refusal(0)).isNull();
        assertThat(bounded.refusal(NET_BIND_SERVICE)).isNull();
    }

    @Test
    void a_limit_above_the_hard_one_is_refused_with_both_unless_it_may_be_raised() {
        CapabilitySets user = new CapabilitySets(0, 0, -1);
        Limit none = new Limit(Resource.NOFILE.number(), "NOFILE", Resource.UNLIMITED);

        assertThat(ResourceLimits.refusal(FILES, 499, user))
                .startsWith("setting the limit NOFILE to 500 (setrlimit) above this process's hard limit 499, for which"
                        + " CAP_SYS_RESOURCE is needed");
        assertThat(ResourceLimits.refusal(none, 1024, user)).contains("NOFILE to unlimited");
        assertThat(ResourceLimits.refusal(FILES, 500, user)).isNull();
        assertThat(ResourceLimits.refusal(none, Resource.UNLIMITED, user)).isNull();
        assertThat(ResourceLimits.refusal(none, 1024, new CapabilitySets(-1, -1, -1)))
                .isNull();
    }
}
