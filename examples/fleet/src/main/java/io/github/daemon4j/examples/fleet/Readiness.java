/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.fleet;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

/** How it is known that a member serves. */
sealed interface Readiness {

    int TIMEOUT_MILLIS = 1000;

    /**
     * Looks whether the fact holds.
     *
     * @param logStart the size of the member's log before it was started
     */
    boolean holds(Member member, long logStart);

    /** Whether it can be asked at any time, or only seen while the member comes up. */
    default boolean canBeAsked() {
        return true;
    }

    /** No condition: it serves as soon as it runs. */
    record Running() implements Readiness {

        @Override
        public boolean holds(Member member, long logStart) {
            return true;
        }

        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public String toString() {
            return "its process";
        }
    }

    /** Something accepts connections. */
    record Port(String host, int port) implements Readiness {

        @Override
        public boolean holds(Member member, long logStart) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
                return true;
            } catch (IOException refused) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "port " + host + ":" + port;
        }
    }

    /** A request is answered with status 200. */
    record Http(URI address) implements Readiness {

        @Override
        public boolean holds(Member member, long logStart) {
            try {
                HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
                request.setConnectTimeout(TIMEOUT_MILLIS);
                request.setReadTimeout(TIMEOUT_MILLIS);
                int status = request.getResponseCode();
                request.disconnect();
                return status == HttpURLConnection.HTTP_OK;
            } catch (IOException unanswered) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "a 200 from " + address;
        }
    }

    /** Its log has a text since it was started. */
    record LogText(String text) implements Readiness {

        @Override
        public boolean holds(Member member, long logStart) {
            try {
                byte[] log = Files.readAllBytes(member.log());
                int start = (int) Math.min(logStart, log.length);
                String since = new String(Arrays.copyOfRange(log, start, log.length), StandardCharsets.UTF_8);
                return since.contains(text);
            } catch (IOException unreadable) {
                return false;
            }
        }

        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public String toString() {
            return "\"" + text + "\" in its log";
        }
    }
}
