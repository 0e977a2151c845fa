/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.springframework.boot.devtools.restart;

/** As the class of this name of Spring Boot's DevTools. */
final class SilentExitExceptionHandler {

    private SilentExitExceptionHandler() {}

    static void exitCurrentThread() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, silent) -> {});
        throw new SilentExitException();
    }

    private static final class SilentExitException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
