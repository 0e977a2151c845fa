/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;

/** A slave of HDFS. It serves when the name node has its first block report: then its files can be read. */
final class DataNodeServer implements HadoopServer {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Home home;
    private DataNode dataNode;

    DataNodeServer(Home home) {
        this.home = home;
    }

    @Override
    public AutoCloseable start(Daemon daemon) throws Exception {
        Configuration configuration = Configurations.of(home);
        dataNode = DataNode.createDataNode(new String[0], configuration);
        daemon.status("data node waits for the name node at " + configuration.get("fs.defaultFS"));
        Readiness.of("the registration with the name node", dataNode::isDatanodeFullyStarted)
                .await(Home.PATIENCE);
        try (Hdfs hdfs = Hdfs.connect(configuration)) {
            Readiness.of("the first block report at the name node", () -> reported(hdfs))
                    .await(Home.PATIENCE);
        }
        daemon.ready("data node serves at " + dataNode.getDisplayName());
        return dataNode::shutdown;
    }

    private boolean reported(Hdfs hdfs) throws IOException {
        return Arrays.stream(hdfs.liveDataNodes())
                .filter(node -> node.getDatanodeUuid().equals(dataNode.getDatanodeUuid()))
                .anyMatch(node -> node.getXferPort() == dataNode.getXferPort() && node.getLastBlockReportTime() > 0);
    }

    @Override
    public void join() {
        while (dataNode.isDatanodeUp()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
