/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * Why a fact of a process is there or not. An empty {@link java.util.Optional} or list of {@link ProcessInfo} can mean three
 * different things; {@link ProcessInfo#availability(ProcessFile)} tells them apart.
 */
public enum Availability {
    /** The file was read. A fact that is empty all the same is empty in truth: a zombie's command line, for instance. */
    READ,
    /** The process has no such thing, or this kernel does not offer it: a kernel thread's executable, for instance. */
    NONE,
    /** The process exists, and this user may not read the fact ({@code EACCES}, {@code EPERM}). Says nothing else of it. */
    DENIED,
    /** The process ended before the file was read, or its pid now belongs to another process. */
    GONE
}
