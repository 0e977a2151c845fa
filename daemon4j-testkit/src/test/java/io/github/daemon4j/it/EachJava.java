/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test whose first parameter is the {@link JavaHome} that its servers run on. It runs once on each: with
 * {@code -Djava.each=all} always, as CI does; else if it is {@link JdkDependent}. The others run on the JDK that runs the tests.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("each-java")
@ParameterizedTest(name = "on {0}")
@ArgumentsSource(Javas.class)
@interface EachJava {}
