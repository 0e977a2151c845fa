/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** Kafka, broker and controller in one, as a daemon. */
final class Kafka {

    public static void main(String[] arguments) {
        Daemon.start(Options.of("kafka", arguments[0]), daemon -> {
            return serve(daemon.resolve(arguments[0]).toString(), arguments[1]);
        });
    }

    static AutoCloseable serve(String... arguments) throws IOException {
        String settings = Path.of(arguments[0], "server.properties").toString();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(Utils.loadProps(settings)), Time.SYSTEM);
        server.startup();
        return server::shutdown;
    }
}
