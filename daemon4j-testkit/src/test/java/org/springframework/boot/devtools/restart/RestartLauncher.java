/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.springframework.boot.devtools.restart;

/**
 * As the thread of this name of Spring Boot's DevTools, whose {@code Restarter} runs main again and ends the thread that came
 * first. The real ones are in the tests of examples/servers.
 */
public final class RestartLauncher extends Thread {

    private final Runnable main;

    private RestartLauncher(Runnable main) {
        super("restartedMain");
        this.main = main;
    }

    @Override
    public void run() {
        main.run();
    }

    /** Runs main in a thread of its own, unless this is that thread already; if not, ends this one. */
    public static void restart(Runnable main) {
        if (Thread.currentThread() instanceof RestartLauncher) {
            return;
        }
        RestartLauncher again = new RestartLauncher(main);
        again.start();
        try {
            again.join();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
        SilentExitExceptionHandler.exitCurrentThread();
    }
}
