/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.Readiness;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.service.Service;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;

/** A slave of YARN, the TaskTracker's successor. It serves when the resource manager counts it among its nodes. */
final class NodeManagerServer implements HadoopServer {

    private final Home home;
    private final CountDownLatch ended = new CountDownLatch(1);

    NodeManagerServer(Home home) {
        this.home = home;
    }

    @Override
    public AutoCloseable start(Daemon daemon) throws Exception {
        Configuration configuration = Configurations.of(home);
        // What it runs for others has this Java.
        configuration.set("yarn.nodemanager.admin-env", "JAVA_HOME=" + System.getProperty("java.home"));
        NodeManager manager = new NodeManager();
        manager.init(configuration);
        manager.registerServiceListener(service -> {
            if (service.isInState(Service.STATE.STOPPED)) {
                ended.countDown();
            }
        });
        daemon.status(
                "node manager registers with " + configuration.get("yarn.resourcemanager.resource-tracker.address"));
        manager.start();
        NodeId self = manager.getNMContext().getNodeId();
        try (Yarn yarn = Yarn.connect(configuration)) {
            Readiness.of(
                            self + " in the resource manager's list",
                            () -> yarn.runningNodes().contains(self))
                    .await(Home.PATIENCE);
        }
        daemon.ready("node manager serves at " + self);
        return manager::stop;
    }

    @Override
    public void join() throws InterruptedException {
        ended.await();
    }
}
