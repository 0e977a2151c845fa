/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.DatanodeInfo;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/** What the name node says of its file system. */
final class Hdfs implements AutoCloseable {

    private final DistributedFileSystem files;

    private Hdfs(DistributedFileSystem files) {
        this.files = files;
    }

    /** Connects; a name node that is not there is reported at the first question, and at once. */
    static Hdfs connect(Configuration configuration) throws IOException {
        Configuration impatient = new Configuration(configuration);
        impatient.setInt("ipc.client.connect.max.retries", 1);
        return new Hdfs((DistributedFileSystem) FileSystem.newInstance(impatient));
    }

    DatanodeInfo[] liveDataNodes() throws IOException {
        return files.getDataNodeStats(DatanodeReportType.LIVE);
    }

    boolean isInSafeMode() throws IOException {
        return files.isInSafeMode();
    }

    /** For people. */
    String summary() throws IOException {
        return "safe mode " + (isInSafeMode() ? "on" : "off") + ", data nodes: " + liveDataNodes().length;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
