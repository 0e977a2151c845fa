/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellEnvironmentTest {

    private static ShellEnvironment of(String... variables) {
        List<byte[]> bytes = new ArrayList<>();
        for (String variable : variables) {
            bytes.add(variable.getBytes(StandardCharsets.UTF_8));
        }
        return new ShellEnvironment(bytes);
    }

    private static List<String> passed(ShellEnvironment environment) {
        return environment.passed().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void variables_of_a_shell_are_passed_on_as_they_are() {
        String[] plain = {"PATH=/bin", "_=x", "a1=", "EMPTY=", "LINES=a\nb", "ENV=/x", "Z=\u00e4"};
        assertThat(passed(of(plain))).containsExactly(plain);
        assertThat(of(plain).lost()).isEmpty();
    }

    @Test
    void what_a_shell_would_lose_is_named() {
        ShellEnvironment environment = of("a.b=1", "1A=2", "a-b=3", "\u00e4=4", "=5", "A=6", "novalue");
        assertThat(passed(environment)).containsExactly("A=6");
        assertThat(environment.lost()).containsExactly("a.b", "1A", "a-b", "\u00e4", "", "");
    }

    @Test
    void what_a_shell_would_run_is_left_out() {
        ShellEnvironment environment = of(
                "SHELLOPTS=xtrace", "BASHOPTS=x", "PS4=$(id)", "BASH_XTRACEFD=3", "BASH_FUNC_ls%%=() { id; }", "A=1");
        assertThat(passed(environment)).containsExactly("A=1");
        assertThat(environment.lost()).isEmpty();
    }
}
