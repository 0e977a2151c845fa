/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Restarts and upgrades a server again and again while clients ask it, says how many requests have failed, and draws how long they
 * took around the last one of each kind.
 *
 * <pre>
 * java -cp sockets.jar io.github.daemon4j.examples.sockets.load.UnderLoad --restarts 20 --upgrades 50 --port 8080 --svg load.svg \
 *     java -jar sockets.jar VERB --port 8080
 * </pre>
 *
 * <p>{@code VERB} stands for the verbs. The server answers {@code /} at once, and {@code /slow} after two seconds. The exit status is
 * 1 if a request has failed.
 */
public final class UnderLoad {

    private static final long BEFORE_AND_AFTER_MILLIS = 1500;

    private final List<String> command;
    private final int port;
    private final List<LatencyPlot.Panel> panels = new ArrayList<>();
    private boolean failed;

    private UnderLoad(List<String> command, int port) {
        this.command = command;
        this.port = port;
    }

    /** Does so. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int restarts = 20;
        int upgrades = 50;
        int port = 8080;
        Path svg = null;
        int at = 0;
        while (at + 1 < arguments.length && arguments[at].startsWith("--")) {
            String value = arguments[at + 1];
            switch (arguments[at]) {
                case "--restarts" -> restarts = Integer.parseInt(value);
                case "--upgrades" -> upgrades = Integer.parseInt(value);
                case "--port" -> port = Integer.parseInt(value);
                case "--svg" -> svg = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + arguments[at]);
            }
            at += 2;
        }
        UnderLoad run = new UnderLoad(List.of(arguments).subList(at, arguments.length), port);
        run.verb("start");
        try {
            run.often("restart", restarts);
            run.often("upgrade", upgrades);
        } finally {
            run.verb("stop");
        }
        if (svg != null) {
            Files.writeString(svg, LatencyPlot.of(run.panels));
        }
        System.exit(run.failed ? 1 : 0);
    }

    private void often(String verb, int times) throws IOException, InterruptedException {
        if (times == 0) {
            return;
        }
        Load load = new Load(port);
        List<Long> begun = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        TimeUnit.MILLISECONDS.sleep(BEFORE_AND_AFTER_MILLIS);
        for (int i = 0; i < times; i++) {
            begun.add(System.nanoTime());
            verb(verb);
            ended.add(System.nanoTime());
            TimeUnit.MILLISECONDS.sleep(BEFORE_AND_AFTER_MILLIS);
        }
        Load.Result result = load.end();
        List<String> failures = result.failures();
        failed |= !failures.isEmpty();
        System.out.println(times + " times " + verb + ": " + result.quick().size() + " requests, "
                + result.perSecond() + " a second, and " + result.slow().size() + " of 2 s; " + failures.size()
                + " failed, " + result.repeated() + " asked again; the longest took " + result.longestMillis()
                + " ms");
        failures.stream().distinct().limit(10).forEach(System.out::println);
        panels.add(new LatencyPlot.Panel(
                verb, result.quick(), begun.get(times - 1), ended.get(times - 1), BEFORE_AND_AFTER_MILLIS));
    }

    /** Fails if the verb does. */
    private void verb(String verb) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.replaceAll(word -> word.equals("VERB") ? verb : word);
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(verb + " ended with status " + status);
        }
        if (verb.equals("start")) {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
    }
}
