/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

/** Where a program says, by sd_notify(3), what it would say to a service manager. Gone when it is closed. Not for several threads. */
public interface NotifySocket extends AutoCloseable {

    /** What {@code NOTIFY_SOCKET} is to be in the program's environment. */
    String address();

    /**
     * Hears what was said, and waits for it. Only what comes from a process of the program's session is believed; who has ended by the
     * time it is looked at is nobody's.
     *
     * @param session the program's session, as {@code /proc} numbers it
     * @param millis how long to wait for a message, if none is there
     */
    void listen(long session, long millis);

    /** Whether it has said {@code READY=1}. */
    boolean isReady();

    /** What was heard that is worth knowing if it does not become ready: its {@code STATUS=}, and who was not believed; or nothing. */
    String heard();

    @Override
    void close();
}
