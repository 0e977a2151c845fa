/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** On which JDKs an {@link EachJava} test runs. */
class JavasTest {

    static class Plain {

        void plain() {}

        @JdkDependent("a method")
        void dependent() {}
    }

    @JdkDependent("a class")
    static class Dependent {

        void plain() {}
    }

    private static Method test(Class<?> type, String name) throws NoSuchMethodException {
        return type.getDeclaredMethod(name);
    }

    @Test
    void what_depends_on_no_jdk_runs_on_that_of_the_tests() throws Exception {
        assertThat(Javas.of(test(Plain.class, "plain"), "running")).containsExactly(JavaHome.running());
    }

    @Test
    void what_depends_on_the_jdk_runs_on_each() throws Exception {
        assertThat(Javas.of(test(Plain.class, "dependent"), "running")).isEqualTo(JavaHome.all());
        assertThat(Javas.of(test(Dependent.class, "plain"), "running")).isEqualTo(JavaHome.all());
    }

    @Test
    void who_asks_for_all_has_everything_on_each() throws Exception {
        assertThat(Javas.of(test(Plain.class, "plain"), "all")).isEqualTo(JavaHome.all());
    }

    @Test
    void an_unknown_word_is_refused_with_those_there_are() throws Exception {
        Method test = test(Plain.class, "plain");

        assertThatThrownBy(() -> Javas.of(test, "17")).hasMessageContaining("-Djava.each=17 is none of running, all");
    }
}
