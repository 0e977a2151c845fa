/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What users of daemon4j compile against: {@link io.github.daemon4j}. A daemon's life, from the command to its end:
 *
 * <pre>{@code
 * launcher                                     daemon                                            status
 *
 * main calls start() or detach()
 *    |---- starts main once more ------------->main calls start() or detach()                    STARTING 0
 *    |     and waits                           |  the body opens, loads, listens
 *    |<--- what it prints, status() -----------|  status("loading"), extendStartTimeout()
 *    |<--- ready() ----------------------------|  the body has returned
 * prompt, exit status 0                        |                                                 RUNNING 0
 *    (a body that throws or takes too long:    |<-- reload: SIGHUP: onReload                     RELOADING 0
 *    the reason, exit status 1)                |<-- reopen: SIGUSR1: the log
 *                                              |
 *                                              |<-- stop: SIGTERM, stop(), the last thread
 *                                              |  onStop in reverse order, within stopGrace      STOPPING 0
 *                                              '-- exit status 0, files removed                  NOT_RUNNING 3
 *
 *                                              killed: the lock is free, the pid file is left    DEAD_WITH_PID_FILE 1
 * }</pre>
 *
 * <p>The status is {@link io.github.daemon4j.DaemonStatus}, with the number that the verb {@code status} exits with. Where
 * nothing is detached (the verb {@code run}, systemd, a container), there is one process, and the right half is its life.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the backend is compiled later
module io.github.daemon4j {
    requires static org.jspecify;

    exports io.github.daemon4j;
    exports io.github.daemon4j.spi to
            io.github.daemon4j.linux;

    uses io.github.daemon4j.spi.Platform;
}
