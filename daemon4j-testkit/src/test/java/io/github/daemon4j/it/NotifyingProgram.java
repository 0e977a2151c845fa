/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import java.util.concurrent.CountDownLatch;

/** A program that knows nothing of daemon4j, but sd_notify(3): says its argument, and stays. */
final class NotifyingProgram {

    private NotifyingProgram() {}

    public static void main(String[] args) throws InterruptedException {
        String address = System.getenv("NOTIFY_SOCKET");
        NotifySocket.send(address, args[0]);
        System.out.println("told " + address + " of it");
        new CountDownLatch(1).await();
    }
}
