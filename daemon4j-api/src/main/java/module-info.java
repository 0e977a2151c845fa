/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What users of daemon4j compile against. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the backend is compiled later
module io.github.daemon4j {
    requires static org.jspecify;

    exports io.github.daemon4j;
    exports io.github.daemon4j.spi to
            io.github.daemon4j.linux;

    uses io.github.daemon4j.spi.Platform;
}
