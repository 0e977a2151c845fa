/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeeperWordTest {

    private static @Nullable KeeperWord parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return KeeperWord.parse(bytes, bytes.length);
    }

    @Test
    void the_line_of_a_keeper_is_read() {
        assertThat(parse("pid=4711;restarts=3;status=137;at=1234;stopping=yes\n"))
                .isEqualTo(new KeeperWord(4711, 3, 137, 1234, true));
        assertThat(parse("pid=0;restarts=0;status=;at=;stopping=no\nrest"))
                .isEqualTo(new KeeperWord(0, 0, -1, -1, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "pid=1;restarts=0", // not written to its end
                "pid=-1;restarts=0\n",
                "pid=99999999999;restarts=0\n",
                "pid=1;restarts=x\n",
                "restarts=1\n"
            })
    void anything_else_says_nothing(String text) {
        assertThat(parse(text)).isNull();
    }

    @Test
    void what_a_keeper_adds_to_the_mark_is_read_and_leaves_the_mark_alone() {
        assertThat(Keeping.parse("v=2;pipe=4;keeper=12:3:456;again=7")).isEqualTo(new Keeping(12, 3, 456, 7));
        assertThat(Keeping.parse("v=2;pipe=4")).isNull();
        assertThat(Keeping.parse("v=2;keeper=12:3;again=7")).isNull();
        assertThat(Keeping.parse("v=2;keeper=12:3:456")).isNull();
    }
}
