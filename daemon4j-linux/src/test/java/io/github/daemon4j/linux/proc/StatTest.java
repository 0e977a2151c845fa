/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatTest {

    @Test
    void reads_every_kept_field_of_a_jvm() throws Exception {
        Stat stat = parse("20954 (java) S 20952 20849 2170 34816 20849 4194560 12103 0 4 0 83 8 0 0 20 -5 21 0 263426"
                + " 2704502784 18452 18446744073709551615 94190200614912 94190200615797 140722896781840 0 0 0 0 2 16800973"
                + " 0 0 0 17 1 0 0 0 0 0 94190200626496 94190200627224 94190353874944 140722896788104 140722896788129"
                + " 140722896788129 140722896789482 0\n");
        assertThat(stat.pid).isEqualTo(20954);
        assertThat(stat.name()).isEqualTo("java");
        assertThat(stat.state).isEqualTo('S');
        assertThat(stat.parent).isEqualTo(20952);
        assertThat(stat.group).isEqualTo(20849);
        assertThat(stat.session).isEqualTo(2170);
        assertThat(stat.terminal).isEqualTo(34816);
        assertThat(stat.foregroundGroup).isEqualTo(20849);
        assertThat(stat.flags).isEqualTo(4194560);
        assertThat(stat.userTicks).isEqualTo(83);
        assertThat(stat.systemTicks).isEqualTo(8);
        assertThat(stat.nice).isEqualTo((byte) -5);
        assertThat(stat.threads).isEqualTo(21);
        assertThat(stat.startTicks).isEqualTo(263426);
        assertThat(stat.virtualBytes).isEqualTo(2704502784L);
        assertThat(stat.residentPages).isEqualTo(18452);
        assertThat(stat.maybeThread).isFalse();
        assertThat(stat.isKernelThread()).isFalse();
        assertThat(stat.isDenied()).isFalse();
    }

    @Test
    void knows_a_kernel_thread_by_its_flag() throws Exception {
        Stat stat = parse(
                "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 25 0 0 18446744073709551615 0 0 0 0 0 0"
                        + " 0 2147483647 0 1 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
        assertThat(stat.isKernelThread()).isTrue();
        assertThat(stat.hasNoMemory()).isTrue();
        assertThat(stat.foregroundGroup).isEqualTo(-1);
    }

    @Test
    void knows_a_zombie() throws Exception {
        Stat stat = parse("18858 (python3) Z 18817 18811 2170 0 -1 4227148 227 0 0 0 0 0 0 0 20 0 1 0 258573 0 0"
                + " 18446744073709551615 0 0 0 0 0 0 0 16781312 2 1 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 768\n");
        assertThat(stat.isZombie()).isTrue();
        assertThat(stat.hasEnded()).isTrue();
        assertThat(stat.session).isEqualTo(2170);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a) R 1 (\nb",
                ")",
                "(",
                "",
                " ",
                "))))((((",
                "1 (x) S 2 3",
                "pool_workqueue_release",
                "\n\n",
                ") Z 7 7 7 7 7"
            })
    void a_name_ends_at_the_last_parenthesis_whatever_is_in_it(String name) throws Exception {
        Stat stat = parse(Fixtures.line(2355, name, 'S', 2310, 2310, 2309, 0, -1, 77));
        assertThat(stat.name()).isEqualTo(name);
        assertThat(stat.state).isEqualTo('S');
        assertThat(stat.parent).isEqualTo(2310);
        assertThat(stat.startTicks).isEqualTo(77);
    }

    @Test
    void keeps_the_bytes_of_a_name_that_is_cut_inside_a_character() throws Exception {
        Stat stat = parse(Fixtures.line(9, "\u00c3\u00a4\u00c3", 'S', 1, 9, 9, 0, -1, 77));
        assertThat(stat.command).containsExactly(0xc3, 0xa4, 0xc3);
        assertThat(stat.name()).isEqualTo("\u00e4\uFFFD");
    }

    @Test
    void reads_the_short_lines_of_old_kernels() throws Exception {
        Stat stat =
                parse("1 (init) S 0 0 0 0 -1 256 0 0 0 0 0 0 0 0 20 0 1 0 7 1000 10 4294967295 1 1 1 0 0 0 0 0 0 0\n");
        assertThat(stat.startTicks).isEqualTo(7);
        assertThat(stat.residentPages).isEqualTo(10);
    }

    @Test
    void reads_a_line_that_ends_with_the_start_tick() throws Exception {
        Stat stat = parse("1 (init) S 0 0 0 0 -1 256 0 0 0 0 0 0 0 0 20 0 1 0 7");
        assertThat(stat.startTicks).isEqualTo(7);
        assertThat(stat.virtualBytes).isEqualTo(-1);
    }

    @Test
    void ignores_fields_that_newer_kernels_append() throws Exception {
        String line = Fixtures.line(9, "new", 'S', 1, 9, 9, 0, -1, 77).replace("\n", " 1 2 3 4\n");
        assertThat(parse(line).startTicks).isEqualTo(77);
    }

    @Test
    void suspects_a_thread_by_its_exit_signal() throws Exception {
        assertThat(parse(Fixtures.line(9, "t", 'S', 1, 9, 9, 0, -1, 77).replace(" 17 1 0", " -1 1 0")).maybeThread)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "1",
                "1 (",
                "1 ()",
                "1 (a)",
                "1 (a) ",
                "(a) S 1 2 3",
                "0 (a) S 1 2 3",
                "1 (a) S 1 2 3",
                "1 )a( S"
            })
    void refuses_what_no_kernel_writes_and_shows_it(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(MalformedProcFileException.class)
                .hasMessageContaining("\"" + line + "\"");
    }

    private static Stat parse(String line) throws MalformedProcFileException {
        byte[] bytes = Fixtures.bytes(line);
        return Stat.parse(bytes, bytes.length);
    }
}
