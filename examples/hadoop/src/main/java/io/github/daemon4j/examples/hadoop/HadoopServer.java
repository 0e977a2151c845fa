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
    AutoCloseable start(Daemon daemon) throws Exception;

    /** Waits until it has ended by itself. */
    void join() throws InterruptedException;
}
