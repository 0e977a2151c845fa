/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "65534, 65534",
        "2147483647, 2147483647",
        "2147483648, 2147483648",
        "4294967294, 4294967294"
    })
    void every_id_is_read(String text, long id) {
        assertThat(IdNumber.parse(text)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4294967295",
                "4294967296",
                "4294967297",
                "9999999999",
                "42949672960",
                "18446744073709551616",
                "00000000000000000000",
                "-1",
                "-0",
                "+1",
                "00",
                "007",
                "1e3",
                "0x1",
                " 1",
                "1 ",
                "1\n",
                "1_000",
                "root",
                "\u0661",
                "\uff11",
                "\ud835\udfcf",
                "1\u0000"
            })
    void what_is_no_id_is_none_and_never_another_one(String text) {
        assertThat(IdNumber.parse(text)).isEqualTo(IdNumber.NONE);
    }

    @Test
    void nobody_can_ask_to_become_what_is_cut_to_another_id() {
        for (long wrong : new long[] {-1, IdNumber.NONE, 1L << 32}) {
            assertThatThrownBy(() -> new Identity(wrong, 1, new int[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("uid " + wrong);
            assertThatThrownBy(() -> new Identity(1, wrong, new int[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gid " + wrong);
        }
    }

    @Test
    void what_was_become_is_compared_to_the_last_bit() {
        assertThat(IdentityChange.became(7, 8, new int[] {7, 7, 7, 8, 8, 8})).isTrue();
        assertThat(IdentityChange.became(4294967294L, 8, new int[] {-2, -2, -2, 8, 8, 8}))
                .isTrue();
        assertThat(IdentityChange.became(1L << 32, 8, new int[] {0, 0, 0, 8, 8, 8}))
                .isFalse();
        assertThat(IdentityChange.became(7, 1L << 32, new int[] {7, 7, 7, 0, 0, 0}))
                .isFalse();
        assertThat(IdentityChange.became(7, 8, new int[] {7, 7, 0, 8, 8, 8})).isFalse();
        assertThat(IdentityChange.became(7, 8, new int[] {7, 7, 7, 8, 8, 0})).isFalse();
    }
}
