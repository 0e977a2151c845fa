/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.service.Service;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/** The master of YARN, once called JobTracker. */
final class ResourceManagerServer implements HadoopServer {

    private final Home home;
    private final CountDownLatch ended = new CountDownLatch(1);

    ResourceManagerServer(Home home) {
        this.home = home;
    }

    @Override
    public AutoCloseable start(Daemon daemon) {
        ResourceManager manager = new ResourceManager();
        manager.init(Configurations.of(home));
        manager.registerServiceListener(service -> {
            if (service.isInState(Service.STATE.STOPPED)) {
                ended.countDown();
            }
        });
        manager.start();
        daemon.ready(
                "resource manager serves at " + manager.getClientRMService().getBindAddress());
        return manager::stop;
    }

    @Override
    public void join() throws InterruptedException {
        ended.await();
    }
}
