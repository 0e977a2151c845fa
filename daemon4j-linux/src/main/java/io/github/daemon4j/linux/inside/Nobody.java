/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is nobody to be told. */
final class Nobody implements Supervisor {

    @Override
    public void ready(@Nullable String status) {}

    @Override
    public void status(String text) {}

    @Override
    public void extendStartTimeout(Duration duration) {}

    @Override
    public boolean failed(int exitStatus, String message, @Nullable Throwable cause) {
        return false;
    }
}
