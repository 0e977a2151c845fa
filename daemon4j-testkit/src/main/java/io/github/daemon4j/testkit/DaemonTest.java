/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class real processes and terminals, and ends them all after each test.
 *
 * <pre>{@code
 * @DaemonTest
 * class ServerIT {
 *     @Test
 *     void survives_the_end_of_its_terminal(
 *             PtyTerminal terminal, ChildJvm.Builder server, @PidFile Path pidFile, @LogFile Path log) { … }
 * }
 * }</pre>
 *
 * <p>Test and life-cycle methods and constructors may take
 * <ul>
 *   <li>a {@link ProcessScope}, which all parameters of a test come from,
 *   <li>a {@link PtyTerminal}, the same for all parameters of a test; more come from the scope,
 *   <li>a {@link ChildJvm.Builder}, a new one each time,
 *   <li>a {@link java.nio.file.Path} marked {@link PidFile} or {@link LogFile}.
 * </ul>
 *
 * <p>A test, its constructor and its {@code @BeforeEach} methods share one scope; parameters of {@code @BeforeAll}, and of the
 * constructor of a class with one object for all tests (before Jupiter 5.12 of any constructor), belong to the class and live
 * until its end. A process left behind fails the test with a {@link LeakedProcessesError}; a test that
 * fails shows the transcripts of its processes and their log. Tests may run in parallel.
 *
 * <p>For other files take a {@link org.junit.jupiter.api.io.TempDir} of JUnit: it is removed after the processes have been
 * ended, so nobody writes into it any more. Give the server absolute paths: a daemon works in {@code /}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(DaemonTestExtension.class)
public @interface DaemonTest {}
