/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

/** The file that names the machines of a cluster is not understood; the message says which line, and why. */
final class ClusterFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterFileException(String message) {
        super(message);
    }
}
