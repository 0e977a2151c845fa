/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.RepeatedTest;

/** This module's own tests have no backend on their class path. */
class PlatformsTest {

    /** Twice: the second call of a class whose initialiser failed is told something else. */
    @RepeatedTest(2)
    void without_a_backend_every_call_says_what_to_add_to_the_class_path() {
        assertThatThrownBy(ProcessInfo::current)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("add io.github.daemon4j:daemon4j-linux to the class path");
        assertThatThrownBy(() -> ProcessInfo.of(1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
