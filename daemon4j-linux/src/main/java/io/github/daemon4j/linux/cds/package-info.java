/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The archive of a daemon's classes (class data sharing, CDS in {@code java(1)}): what it is good for, whether it is whole, how it is made. */
package io.github.daemon4j.linux.cds;
