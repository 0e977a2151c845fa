/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.testing.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.examples.testing.HelloServer;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import org.junit.jupiter.api.Test;

/** The build runs these tests twice; each run has the path it says, or one would go untested without a sound. */
@DaemonTest
class PathIT {

    @Test
    void test_kit_and_server_are_on_the_path_the_build_says(ProcessScope scope) {
        boolean modules = Boolean.getBoolean("on.module.path");

        assertThat(PathIT.class.getModule().isNamed()).isEqualTo(modules);
        assertThat(ProcessScope.class.getModule().isNamed()).isEqualTo(modules);
        assertThat(scope.jvm(HelloServer.class).command().contains("-m")).isEqualTo(modules);
    }
}
