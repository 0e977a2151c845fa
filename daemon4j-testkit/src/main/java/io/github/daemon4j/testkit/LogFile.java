/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The path of a log file that does not exist yet, the same for all parameters of a test: {@link ProcessScope#logFile}. What the
 * server writes there is shown when the test fails. For a parameter of type {@link java.nio.file.Path} in a
 * {@link DaemonTest}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LogFile {}
