/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what a process serves, for as long as it lives. */
record Listening(ObservedProcess process) {

    /** How long one request may take; the next one may be the one that is answered. */
    private static final int REQUEST_MILLIS = 2000;

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    List<Integer> awaitPorts(String what, Predicate<List<Integer>> condition) {
        return until(what, process::listeningPorts, condition);
    }

    String awaitHttp(int port, String path) {
        URI uri = uri(port, path);
        return until(uri + " answers", () -> ask(uri), answer -> answer.isSuccess).text;
    }

    /** It need not be waited for when the process has ended. */
    private <T> T until(String what, Supplier<T> look, Predicate<T> condition) {
        return process.scope.await().until(process + ": " + what, look, seen -> {
            if (!condition.test(seen) && !process.isAlive()) {
                throw new AssertionError(process + " has ended before " + what + "; seen last: " + seen
                        + ".\nSeen so far:\n" + process.transcript());
            }
            return condition.test(seen);
        });
    }

    private static URI uri(int port, String path) {
        try {
            return new URI("http://127.0.0.1:" + port + (path.startsWith("/") ? "" : "/") + path);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static Answer ask(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(REQUEST_MILLIS);
            connection.setReadTimeout(REQUEST_MILLIS);
            connection.setUseCaches(false);
            try {
                int status = connection.getResponseCode();
                boolean isSuccess = status >= OK && status < MULTIPLE_CHOICES;
                InputStream body = isSuccess ? connection.getInputStream() : connection.getErrorStream();
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(isSuccess, isSuccess ? text : "status " + status + " " + text);
            } finally {
                connection.disconnect();
            }
        } catch (IOException noAnswer) {
            return new Answer(false, noAnswer.toString());
        }
    }

    /** What a server said, or why it said nothing. */
    private record Answer(boolean isSuccess, String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** The ports that a process accepts TCP connections on, in ascending order. */
    static List<Integer> ports(List<String> targets, long pid) {
        List<Integer> ports = new ArrayList<>();
        ProcFs.listeningSockets(pid).forEach((socket, port) -> {
            if (targets.contains(socket) && !ports.contains(port)) {
                ports.add(port);
            }
        });
        ports.sort(null);
        return List.copyOf(ports);
    }
}
