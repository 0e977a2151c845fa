/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
import io.github.daemon4j.DaemonOptions

fun main() {
    DaemonOptions.builder().name(null)
}
