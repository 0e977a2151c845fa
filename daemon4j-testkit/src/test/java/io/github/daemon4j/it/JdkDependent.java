/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an {@link EachJava} test, or on a class of them: what is looked at is done by the JVM itself, or by its tools, and changes
 * from one release to the next. It runs on each JDK in every build.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@interface JdkDependent {

    /** What of the JDK it depends on. */
    String value();
}
