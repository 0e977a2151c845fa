/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers;

import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;

/** A server nobody here wrote, and how a client of it knows that it serves. */
enum RealServer {
    H2("h2") {
        @Override
        void write(int port) throws Exception {
            try (Connection connection = connect(port)) {
                connection
                        .createStatement()
                        .execute("create table kept (word varchar); insert into kept values ('kept')");
            }
        }

        @Override
        String read(int port) throws Exception {
            try (Connection connection = connect(port);
                    ResultSet rows = connection.createStatement().executeQuery("select word from kept")) {
                rows.next();
                return rows.getString(1);
            }
        }

        private Connection connect(int port) throws Exception {
            return DriverManager.getConnection("jdbc:h2:tcp://127.0.0.1:" + port + "/./test;DB_CLOSE_DELAY=-1");
        }
    },

    ZOOKEEPER("zookeeper") {
        @Override
        void prepare(ProcessScope scope, JavaHome java, Path directory, int port) throws IOException {
            Files.createDirectory(directory.resolve("data"));
        }

        @Override
        void write(int port) throws Exception {
            org.apache.zookeeper.ZooKeeper client = connect(port);
            byte[] data = "kept".getBytes(StandardCharsets.UTF_8);
            client.create("/kept", data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.close();
        }

        @Override
        String read(int port) throws Exception {
            org.apache.zookeeper.ZooKeeper client = connect(port);
            byte[] data = client.getData("/kept", false, null);
            client.close();
            return new String(data, StandardCharsets.UTF_8);
        }

        private org.apache.zookeeper.ZooKeeper connect(int port) throws Exception {
            CountDownLatch connected = new CountDownLatch(1);
            org.apache.zookeeper.ZooKeeper client =
                    new org.apache.zookeeper.ZooKeeper("127.0.0.1:" + port, 10_000, event -> connected.countDown());
            connected.await(20, TimeUnit.SECONDS);
            return client;
        }
    },

    JETTY("jetty") {
        @Override
        void prepare(ProcessScope scope, JavaHome java, Path directory, int port) throws IOException {
            page(directory);
        }
    },

    TOMCAT("tomcat") {
        @Override
        void prepare(ProcessScope scope, JavaHome java, Path directory, int port) throws IOException {
            page(directory);
        }
    },

    SPRING_BOOT("spring-boot") {
        @Override
        String pidFile() {
            return "greeter.pid";
        }

        @Override
        List<String> daemon(JavaHome java, Path directory, int port) {
            return List.of(
                    "env",
                    "-C",
                    directory.toString(),
                    "RUNTIME_DIRECTORY=" + directory,
                    java.java(),
                    "-jar",
                    JAR.toString(),
                    "start",
                    "--server.port=" + port);
        }

        @Override
        List<String> plain(JavaHome java, Path directory, int port) {
            return List.of(
                    java.java(),
                    "-cp",
                    JAR.toString(),
                    "-Dloader.main=io.github.daemon4j.examples.servers.boot.Plain",
                    "org.springframework.boot.loader.launch.PropertiesLauncher",
                    "--server.port=" + port);
        }

        @Override
        boolean needsMoreThanASecond() {
            return true;
        }
    },

    KAFKA("kafka") {
        @Override
        void prepare(ProcessScope scope, JavaHome java, Path directory, int port) throws IOException {
            int controller = ProcessScope.freePort();
            Path settings = Files.write(
                    directory.resolve("server.properties"),
                    List.of(
                            "process.roles=broker,controller",
                            "node.id=1",
                            "controller.quorum.voters=1@127.0.0.1:" + controller,
                            "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                            "controller.listener.names=CONTROLLER",
                            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                            "offsets.topic.num.partitions=1",
                            "offsets.topic.replication.factor=1",
                            "log.dirs=" + directory.resolve("data")));
            scope.command(
                            java.java(),
                            "@" + directory.resolve("java.args"),
                            "kafka.tools.StorageTool",
                            "format",
                            "-t",
                            Uuid.randomUuid().toString(),
                            "-c",
                            settings.toString())
                    .start()
                    .awaitExit(Duration.ofMinutes(1));
        }

        @Override
        void write(int port) throws Exception {
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(client(port), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("kept", "kept")).get(30, TimeUnit.SECONDS);
            }
        }

        @Override
        String read(int port) {
            try (KafkaConsumer<String, String> consumer =
                    new KafkaConsumer<>(client(port), new StringDeserializer(), new StringDeserializer())) {
                TopicPartition partition = new TopicPartition("kept", 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
            }
        }

        @Override
        void ask(int port) throws Exception {
            try (Admin admin = Admin.create(client(port))) {
                if (admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).isEmpty()) {
                    throw new IOException("no broker yet");
                }
            }
        }

        @Override
        boolean needsMoreThanASecond() {
            return true;
        }

        private Properties client(int port) {
            Properties properties = new Properties();
            properties.putAll(Map.of(
                    "bootstrap.servers", "127.0.0.1:" + port,
                    "reconnect.backoff.ms", "10",
                    "reconnect.backoff.max.ms", "20"));
            return properties;
        }
    };

    private static final Path JAR =
            Path.of("spring-boot/target/spring-boot.jar").toAbsolutePath();

    private final String key;

    RealServer(String key) {
        this.key = key;
    }

    /** Its name in the server's directory. */
    String pidFile() {
        return "server.pid";
    }

    String title() {
        return key + " " + System.getProperty("servers." + key, "");
    }

    boolean needsMoreThanASecond() {
        return false;
    }

    void prepare(ProcessScope scope, JavaHome java, Path directory, int port) throws IOException {}

    List<String> daemon(JavaHome java, Path directory, int port) {
        return List.of(
                java.java(),
                "@" + directory.resolve("java.args"),
                mainClass(),
                directory.toString(),
                Integer.toString(port));
    }

    List<String> plain(JavaHome java, Path directory, int port) {
        return List.of(
                java.java(),
                "@" + directory.resolve("java.args"),
                Plain.class.getName(),
                mainClass().substring(mainClass().lastIndexOf('.') + 1),
                directory.toString(),
                Integer.toString(port));
    }

    private String mainClass() {
        return switch (this) {
            case H2 -> io.github.daemon4j.examples.servers.H2.class.getName();
            case ZOOKEEPER -> ZooKeeper.class.getName();
            case JETTY -> Jetty.class.getName();
            case TOMCAT -> Tomcat.class.getName();
            case KAFKA -> Kafka.class.getName();
            default -> throw new IllegalStateException(this + " is started from its jar");
        };
    }

    /** One real request. */
    void write(int port) throws Exception {
        ask(port);
    }

    /** One more, whose answer shows that it is the same server: "kept". */
    String read(int port) throws Exception {
        HttpURLConnection request = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The cheapest request that only a server that serves answers. */
    void ask(int port) throws Exception {
        read(port);
    }

    private static void page(Path directory) throws IOException {
        Files.createDirectory(directory.resolve("www"));
        Files.writeString(directory.resolve("www/index.html"), "kept");
    }
}
