/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * The kit's own tests many times in a row, in one JVM: a test that fails once in a hundred runs shows, and so does what one
 * round leaves for the next. Not part of a build; CONTRIBUTING says how it is run.
 */
class InARow {

    private static final List<Class<?>> SUITE = List.of(
            TranscriptTest.class,
            ControlGroupTest.class,
            MembersTest.class,
            ChildProcessIT.class,
            PtyTerminalIT.class,
            ProcessInfoAssertIT.class,
            ProcessScopeIT.class,
            RolesIT.class,
            DaemonTestExtensionIT.class,
            ParallelTestsIT.class,
            ScopeLifetimesIT.class,
            ContractFindsFaultsIT.class,
            ContractOnOtherDaemonizersIT.class);

    @Test
    void no_test_of_the_kit_fails_in_any_round() {
        Map<String, Integer> failures = new TreeMap<>();
        for (int round = 1; round <= Integer.getInteger("rounds", 50); round++) {
            long start = System.nanoTime();
            Events tests = run();
            System.out.printf(
                    "round %d: %d passed, %d failed, %d aborted, %.1f s%n",
                    round,
                    tests.succeeded().count(),
                    tests.failed().count(),
                    tests.aborted().count(),
                    (System.nanoTime() - start) / 1e9);
            tests.failed().stream().forEach(event -> {
                failures.merge(event.getTestDescriptor().getUniqueId().toString(), 1, Integer::sum);
                event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .ifPresent(failure -> failure.printStackTrace(System.out));
            });
            assertThat(tests.succeeded().count()).as("tests that passed").isPositive();
        }
        assertThat(failures).as("tests that failed, and how often").isEmpty();
    }

    private static Events run() {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(SUITE.stream()
                        .map(test -> selectClass(test))
                        .toArray(org.junit.platform.engine.DiscoverySelector[]::new))
                .execute()
                .testEvents();
    }
}
