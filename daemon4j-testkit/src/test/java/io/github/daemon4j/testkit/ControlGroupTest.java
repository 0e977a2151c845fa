/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlGroupTest {

    private static final String PROC = "22 28 0:21 / /proc rw,relatime - proc proc rw";
    private static final String UNIFIED =
            "35 24 0:30 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";

    @Test
    void the_group_of_a_login_session_lies_below_the_mount() {
        assertThat(ControlGroup.ofThisJvm(List.of(PROC, UNIFIED), "0::/user.slice/user-1000.slice/session-3.scope\n"))
                .contains(Path.of("/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope"));
    }

    @Test
    void version_1_beside_it_does_not_count() {
        String both = "9:name=systemd:/system.slice\n1:cpu:/a\n0::/b\n";
        String old = "30 24 0:26 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu";
        String hybrid = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw";

        assertThat(ControlGroup.ofThisJvm(List.of(old, hybrid), both)).contains(Path.of("/sys/fs/cgroup/unified/b"));
        assertThat(ControlGroup.ofThisJvm(List.of(old), both)).isEmpty();
        assertThat(ControlGroup.ofThisJvm(List.of(UNIFIED), "1:cpu:/a\n")).isEmpty();
    }

    @Test
    void the_root_group_is_the_mount_itself() {
        assertThat(ControlGroup.ofThisJvm(List.of(UNIFIED), "0::/\n")).contains(Path.of("/sys/fs/cgroup"));
    }

    @Test
    void the_part_of_the_hierarchy_a_container_has_mounted_is_left_alone() {
        String part = "35 24 0:30 /docker/4f1 /sys/fs/cgroup ro - cgroup2 cgroup rw";

        assertThat(ControlGroup.ofThisJvm(List.of(part), "0::/docker/4f1\n")).isEmpty();
    }

    @Test
    void a_group_outside_the_namespace_is_left_alone() {
        assertThat(ControlGroup.ofThisJvm(List.of(UNIFIED), "0::/../user.slice\n"))
                .as("what .. leads to from the mount is any directory")
                .isEmpty();
    }
}
