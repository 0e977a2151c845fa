/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract as a user's build would, and tells which rules failed. */
final class ContractRun {

    private ContractRun() {}

    static Events run(Class<?> contract) {
        return prepare(contract, Duration.ofSeconds(10)).execute().testEvents();
    }

    /** So many rules at once, for a contract whose tests do little but wait. */
    static Events runInParallel(Class<?> contract, int parallelism, Duration timeout) {
        return prepare(contract, timeout)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", Integer.toString(parallelism))
                .execute()
                .testEvents();
    }

    private static EngineTestKit.Builder prepare(Class<?> contract, Duration timeout) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .configurationParameter(DaemonTestExtension.TIMEOUT_PARAMETER, timeout.toString());
    }

    static Set<Integer> brokenRules(Events tests) {
        return rules(tests.failed());
    }

    /** Why they failed. */
    static String explain(Events tests) {
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().map(Throwable::toString).orElse(""))
                .collect(Collectors.joining("\n"));
    }

    static Set<Integer> untestedRules(Events tests) {
        return rules(tests.aborted());
    }

    static Set<Integer> rules(Events tests) {
        Set<Integer> rules = new TreeSet<>();
        tests.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .forEach(name -> rules.add(Integer.parseInt(name.substring("rule_".length(), "rule_00".length()))));
        return rules;
    }

    static Path script(String name) {
        try {
            return Path.of(ContractRun.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
