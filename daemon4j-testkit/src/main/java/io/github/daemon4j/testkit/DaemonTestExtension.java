/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Implements the policy specified by {@link DaemonTest}. The time limit of waits is the configuration parameter
 * {@value #TIMEOUT_PARAMETER}, an ISO-8601 duration such as {@code PT10S}; without it, 30 seconds.
 */
public final class DaemonTestExtension
        implements ParameterResolver,
                AfterEachCallback,
                AfterAllCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    /** The configuration parameter for the time limit of waits. */
    public static final String TIMEOUT_PARAMETER = "daemon4j.testkit.timeout";

    private static final Namespace NAMESPACE = Namespace.create(DaemonTestExtension.class);
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter(ProcessScope.class, scope -> scope),
            new Parameter(PtyTerminal.class, ProcessScope::sharedTerminal),
            new Parameter(ChildJvm.Builder.class, ProcessScope::jvm),
            new Parameter(Path.class, PidFile.class, ProcessScope::pidFile),
            new Parameter(Path.class, LogFile.class, ProcessScope::logFile));

    /** What a test may ask for, and where it comes from. */
    private record Parameter(
            Class<?> type, @Nullable Class<? extends Annotation> annotation, Function<ProcessScope, Object> value) {

        Parameter(Class<?> type, Function<ProcessScope, Object> value) {
            this(type, null, value);
        }

        boolean fits(ParameterContext parameter) {
            return parameter.getParameter().getType() == type
                    && (annotation == null || parameter.isAnnotated(annotation));
        }
    }

    /** For JUnit, which makes one when it finds {@link DaemonTest}. */
    public DaemonTestExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.stream().anyMatch(known -> known.fits(parameter));
    }

    /** Parameters of a constructor belong to the test the object is made for, if it is made for one. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.stream()
                .filter(known -> known.fits(parameter))
                .findFirst()
                .orElseThrow()
                .value()
                .apply(scope(context));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withTranscripts(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withTranscripts(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withTranscripts(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withTranscripts(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withTranscripts(context, failure);
    }

    private static Throwable withTranscripts(ExtensionContext context, Throwable failure) {
        if (failure instanceof TestAbortedException) {
            return failure;
        }
        // The server may be one of the class, or of the factory of a dynamic test.
        for (Optional<ExtensionContext> around = Optional.of(context);
                around.isPresent();
                around = around.flatMap(ExtensionContext::getParent)) {
            ProcessScope scope = existingScope(around.get());
            if (scope != null) {
                failure.addSuppressed(new TestTranscripts(scope, failure));
            }
        }
        return failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static ProcessScope scope(ExtensionContext context) {
        // The key names the context: a lookup also finds what the contexts around it hold.
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(), key -> ProcessScope.open(timeout(context)), ProcessScope.class);
    }

    private static @Nullable ProcessScope existingScope(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(context.getUniqueId(), ProcessScope.class);
    }

    private static void close(ExtensionContext context) {
        ProcessScope scope = context.getStore(NAMESPACE).remove(context.getUniqueId(), ProcessScope.class);
        if (scope != null) {
            scope.close();
        }
    }

    private static Duration timeout(ExtensionContext context) {
        return context.getConfigurationParameter(TIMEOUT_PARAMETER)
                .map(Duration::parse)
                .orElse(ProcessScope.DEFAULT_TIMEOUT);
    }
}
