/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.Daemon;
import java.io.IOException;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.util.ExitUtil;

/**
 * The master of HDFS. It serves when it answers: a name node that knows of blocks leaves safe mode only when data nodes
 * have reported them, and those register with a running name node.
 */
final class NameNodeServer implements HadoopServer {

    private final Home home;
    private NameNode nameNode;

    NameNodeServer(Home home) {
        this.home = home;
    }

    @Override
    public AutoCloseable start(Daemon daemon) throws IOException {
        nameNode = NameNode.createNameNode(new String[0], Configurations.of(home));
        String safeMode = nameNode.isInSafeMode() ? ", in safe mode until data nodes report their blocks" : "";
        daemon.ready("name node serves hdfs://" + nameNode.getNameNodeAddressHostPortString() + safeMode);
        return nameNode::stop;
    }

    @Override
    public void join() {
        nameNode.join();
    }

    /** Makes an empty file system; {@code false} if there is one already. */
    static boolean format(Home home) throws IOException {
        System.setProperty("hadoop.exit.level", "OFF"); // format ends the JVM, also when all went well
        ExitUtil.disableSystemExit();
        try {
            NameNode.createNameNode(new String[] {"-format", "-nonInteractive"}, Configurations.of(home));
            throw new IllegalStateException("Hadoop's format returned, and it never does");
        } catch (ExitUtil.ExitException exit) {
            return exit.getExitCode() == 0;
        }
    }
}
