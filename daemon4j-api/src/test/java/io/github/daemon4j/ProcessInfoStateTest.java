/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessInfoStateTest {

    @ParameterizedTest
    @ValueSource(chars = {'R', 'S', 'D', 'T', 't', 'Z', 'X', 'I', 'P', 'W', 'K', '?'})
    void a_letter_of_the_kernel_stays_that_letter(char letter) {
        assertThat(ProcessInfo.State.of(letter).letter()).isEqualTo(letter);
    }

    @Test
    void a_letter_of_a_later_kernel_is_none_of_these() {
        assertThat(ProcessInfo.State.of('Q')).isEqualTo(ProcessInfo.State.OTHER);
    }
}
