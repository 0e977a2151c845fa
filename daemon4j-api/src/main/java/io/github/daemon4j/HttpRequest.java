/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.Readiness.Look;
import io.github.daemon4j.spi.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks whether an address answers: a status from 200 to 299, and a body that is not broken off; one that goes on is not read to its end. */
record HttpRequest(URI uri) implements ReadyCondition {

    private static final int SUCCESS = 2;
    private static final int MOST_BYTES = 1 << 20;
    /** Of a body that tells why it is no success. */
    private static final int MOST_SHOWN = 200;

    @Override
    public Look look(Signs signs) {
        HttpURLConnection request = null;
        try {
            request = (HttpURLConnection) uri.toURL().openConnection();
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setUseCaches(false);
            int status = request.getResponseCode();
            if (status / 100 == SUCCESS) {
                return Look.ready(body(request.getInputStream()));
            }
            return Look.missing(uri + " answers with status " + status + shown(body(request.getErrorStream())));
        } catch (IOException unanswered) {
            return Look.missing(uri + ": " + unanswered.getMessage());
        } finally {
            if (request != null) {
                request.disconnect();
            }
        }
    }

    private static String shown(String body) {
        String line = Printable.of(body.strip().lines().findFirst().orElse(""));
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), MOST_SHOWN));
    }

    private static String body(@Nullable InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        byte[] part = new byte[8192];
        try {
            int count = in == null ? -1 : in.read(part);
            while (in != null && count >= 0) {
                body.write(part, 0, count);
                boolean isEnough = body.size() > MOST_BYTES || System.nanoTime() - end > 0;
                count = isEnough ? -1 : in.read(part);
            }
        } catch (SocketTimeoutException goesOn) {
            return body.toString(StandardCharsets.UTF_8);
        }
        return body.toString(StandardCharsets.UTF_8);
    }
}
