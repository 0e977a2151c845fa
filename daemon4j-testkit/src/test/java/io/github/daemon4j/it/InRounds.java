/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test that does the same again and again, for what shows once in many times. It takes long, and is run where somebody says how
 * often: with {@code -Drounds=N}, as CI does.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "rounds",
        matches = "[1-9][0-9]*",
        disabledReason = "the same again and again, with -Drounds=N: CONTRIBUTING.md")
@interface InRounds {}
