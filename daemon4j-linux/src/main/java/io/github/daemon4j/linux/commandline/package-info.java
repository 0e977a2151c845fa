/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Rebuilds the command line of this JVM, so that a second JVM can take over as the daemon.
 *
 * <p>{@link io.github.daemon4j.linux.commandline.CommandLineReplay} and {@link io.github.daemon4j.linux.commandline.JvmStart} are
 * the two types to know. Everything here is decided from bytes: no process is started and no native call is made.
 *
 * <p>Inside the package a byte string is a {@link String} with one char for each byte (ISO-8859-1). Nothing is lost that
 * way, whatever the bytes mean, and the methods of String can be used on them.
 */
package io.github.daemon4j.linux.commandline;
