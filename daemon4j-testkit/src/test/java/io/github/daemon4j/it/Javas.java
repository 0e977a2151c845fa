/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The JDKs that an {@link EachJava} test runs on. */
final class Javas implements ArgumentsProvider {

    /** {@code running} or {@code all}. */
    private static final String ASKED = "java.each";

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return of(context.getRequiredTestMethod(), System.getProperty(ASKED, "running")).stream()
                .map(Arguments::of);
    }

    static List<JavaHome> of(Method test, String asked) {
        return switch (asked) {
            case "all" -> JavaHome.all();
            case "running" -> isJdkDependent(test) ? JavaHome.all() : List.of(JavaHome.running());
            default ->
                throw new IllegalArgumentException(
                        "-D" + ASKED + "=" + asked + " is none of running, all: on which JDKs an @EachJava test runs");
        };
    }

    private static boolean isJdkDependent(Method test) {
        return test.isAnnotationPresent(JdkDependent.class)
                || test.getDeclaringClass().isAnnotationPresent(JdkDependent.class);
    }
}
