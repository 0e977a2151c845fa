/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The consumer as a module. */
module consumer {
    requires io.github.daemon4j;
}
