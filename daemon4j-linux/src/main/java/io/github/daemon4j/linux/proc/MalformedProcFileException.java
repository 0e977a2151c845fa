/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;

/** Bytes that no kernel writes. The one error the parsers of this package throw. */
final class MalformedProcFileException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedProcFileException(String message) {
        super(message);
    }
}
