/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.yarn.api.ApplicationClientProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.GetClusterNodesRequest;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** What the resource manager says of its nodes. */
final class Yarn implements AutoCloseable {

    private final ApplicationClientProtocol manager;

    private Yarn(ApplicationClientProtocol manager) {
        this.manager = manager;
    }

    /** Connects; a resource manager that is not there is reported at the first question, after two seconds. */
    static Yarn connect(Configuration configuration) throws IOException {
        Configuration impatient = new Configuration(configuration);
        impatient.setInt("ipc.client.connect.max.retries", 1);
        impatient.setInt("yarn.resourcemanager.connect.max-wait.ms", 2_000);
        impatient.setInt("yarn.resourcemanager.connect.retry-interval.ms", 500);
        return new Yarn(ClientRMProxy.createRMProxy(impatient, ApplicationClientProtocol.class));
    }

    Set<NodeId> runningNodes() throws IOException, YarnException {
        return manager
                .getClusterNodes(GetClusterNodesRequest.newInstance(EnumSet.of(NodeState.RUNNING)))
                .getNodeReports()
                .stream()
                .map(NodeReport::getNodeId)
                .collect(Collectors.toSet());
    }

    /** For people. */
    String summary() throws IOException, YarnException {
        return "node managers: " + runningNodes().size();
    }

    @Override
    public void close() {
        RPC.stopProxy(manager);
    }
}
