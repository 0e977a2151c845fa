/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * System calls: the only package that uses JNA, and the only one that looks at errno. Every method names a meaning, says
 * its C prototype first, and turns a failed call into one {@link io.github.daemon4j.linux.libc.ErrnoException}.
 */
package io.github.daemon4j.linux.libc;
