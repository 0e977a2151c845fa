/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.hadoop;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Option;

/** The directory a cluster lives in, and its settings: what all commands share. */
final class Home {

    /** How long a server waits for what another one has to do: less than its launcher waits, so that the message says what was missing. */
    static final Duration PATIENCE = Duration.ofSeconds(110);

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    private static final Logger WEB_PAGES = Logger.getLogger("com.sun.jersey");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "hadoop",
            description = "data, logs and pid files are kept here (default: ${DEFAULT-VALUE})")
    private Path directory;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            defaultValue = "${env:HADOOP_CONF_DIR}",
            description = "has core-site.xml, hdfs-site.xml, yarn-site.xml, and perhaps cluster"
                    + " (default: $HADOOP_CONF_DIR; without it, all servers on 127.0.0.1)")
    private Path settings;

    @Option(
            names = "--start-cache",
            paramLabel = "DIR",
            defaultValue = "${env:START_CACHE}",
            description = "servers start with their classes prepared, from archives kept here"
                    + " (default: $START_CACHE; without it, none)")
    private Path startCache;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "a setting of Hadoop's; it comes before all others")
    private Map<String, String> single = new LinkedHashMap<>();

    /** Made absolute here and not before: the daemon keeps the launcher's working directory. */
    Path directory() {
        return directory.toAbsolutePath();
    }

    /** Where the name node of this home has its file system, once it was formatted. */
    Path names() {
        return directory().resolve("data/dfs/name/current");
    }

    Path pidFile(Role role) {
        return directory().resolve("run/" + role + ".pid");
    }

    DaemonControl control(Role role) {
        return DaemonControl.of(pidFile(role));
    }

    /** What a daemon says goes to two files, as with Hadoop's own scripts: its log, and what it just prints. */
    DaemonOptions daemonOptions(Role role) {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name(role.toString())
                .pidFile(pidFile(role))
                .keepWorkingDirectory()
                .output(Redirect.appendTo(directory().resolve("logs/" + role + ".out")))
                .readyTimeout(READY_TIMEOUT);
        if (startCache != null) {
            options.startCache(startCache.toAbsolutePath());
        }
        return options.build();
    }

    void makeDirectories() throws IOException {
        Files.createDirectories(directory().resolve("run"));
        Files.createDirectories(directory().resolve("logs"));
    }

    /** Before Hadoop's first class is loaded: from then on its log goes to a file. */
    void logTo(Role role) {
        System.setProperty(
                "hadoop.log.file", directory().resolve("logs/" + role + ".log").toString());
        System.setProperty("hadoop.root.logger", "INFO,file");
        WEB_PAGES.setLevel(Level.WARNING); // YARN's, which have a log of their own kind
    }

    /** Where Hadoop's own settings are; without it, those of this jar hold. */
    Optional<Path> settings() {
        return Optional.ofNullable(settings).map(Path::toAbsolutePath);
    }

    Map<String, String> singleSettings() {
        return single;
    }

    /** These options again, for a command of another process. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--home", directory().toString()));
        if (settings != null) {
            arguments.addAll(List.of("--conf", settings.toAbsolutePath().toString()));
        }
        if (startCache != null) {
            arguments.addAll(
                    List.of("--start-cache", startCache.toAbsolutePath().toString()));
        }
        single.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));
        return arguments;
    }
}
