/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.daemon4j.Fact.Known;
import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactTest {

    @Test
    void a_known_fact_has_its_value() {
        Fact<String> fact = new Known<>("x");
        assertThat(fact.isKnown()).isTrue();
        assertThat(fact.value()).isEqualTo("x");
        assertThat(fact.orElse("y")).isEqualTo("x");
        assertThat(fact.orElseGet(Enum::name)).isEqualTo("x");
        assertThat(fact.toOptional()).contains("x");
        assertThat(fact.map(String::length)).isEqualTo(new Known<>(1));
        assertThat(used(fact)).containsExactly("x");
        assertThat(fact.is(Reason.NONE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_fact_has_its_reason(Reason reason) {
        Fact<String> fact = new Missing<>(reason);
        assertThat(fact.isKnown()).isFalse();
        assertThat(fact.orElse("y")).isEqualTo("y");
        assertThat(fact.orElseGet(Enum::name)).isEqualTo(reason.name());
        assertThat(fact.toOptional()).isEmpty();
        assertThat(fact.map(String::length)).isEqualTo(new Missing<>(reason));
        assertThat(used(fact)).isEmpty();
        for (Reason other : Reason.values()) {
            assertThat(fact.is(other)).isEqualTo(other == reason);
        }
    }

    @Test
    void a_value_that_is_asked_for_in_vain_says_why() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> new Missing<String>(Reason.FORBIDDEN).value())
                .withMessage("No value, FORBIDDEN: this user is not allowed to read it");
    }

    @Test
    void a_fact_is_never_known_to_be_null() {
        assertThatNullPointerException().isThrownBy(() -> new Known<>(missing()));
        assertThatNullPointerException().isThrownBy(() -> new Known<>("x").map(x -> missing()));
    }

    private static List<String> used(Fact<String> fact) {
        List<String> used = new ArrayList<>();
        fact.ifKnown(used::add);
        return used;
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a caller without a checker may pass
    private static <T> T missing() {
        return null;
    }
}
