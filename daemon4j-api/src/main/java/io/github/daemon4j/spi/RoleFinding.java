/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.ProcessRole;
import java.util.Objects;

/** What {@link ProcessRole.Evidence} shows, under the same names. */
public record RoleFinding(
        ProcessRole.Kind kind, ProcessRole.SessionLeader sessionLeader, boolean hangupIgnored, String explanation) {

    /** Checks that nothing is {@code null}. */
    public RoleFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sessionLeader, "sessionLeader");
        Objects.requireNonNull(explanation, "explanation");
    }
}
