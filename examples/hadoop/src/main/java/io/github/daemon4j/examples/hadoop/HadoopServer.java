/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.Startup;

/** One of Hadoop's servers, run in this JVM. */
interface HadoopServer extends Startup {

    /** Starts Hadoop's own class and returns when it truly serves. */
    @Override
    void start(Daemon daemon) throws Exception;

    /** Waits for the server's end: Hadoop's threads are daemon threads, and do not keep the JVM. */
    void join() throws InterruptedException;
}
