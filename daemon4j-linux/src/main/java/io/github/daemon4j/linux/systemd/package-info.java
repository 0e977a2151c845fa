/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What systemd is told, sd_notify(3), and what it will do to a daemon that it knows nothing of. */
@org.jspecify.annotations.NullMarked
package io.github.daemon4j.linux.systemd;
