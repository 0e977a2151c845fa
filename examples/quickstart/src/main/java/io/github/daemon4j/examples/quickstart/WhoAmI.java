/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.daemon4j.Daemon;
import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessInfo.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Answers what process this is, as JSON. */
final class WhoAmI implements HttpHandler {

    private final JsonFactory json = new JsonFactory();
    private final Daemon daemon;

    WhoAmI(Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] answer = describe(daemon.process());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private byte[] describe(ProcessInfo self) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(answer)) {
            out.writeStartObject();
            out.writeNumberField("pid", self.pid());
            out.writeNumberField("ppid", self.parentPid());
            out.writeNumberField("pgid", self.processGroupId());
            out.writeNumberField("sid", self.sessionId());
            out.writeStringField(
                    "tty", self.terminal().map(Terminal::name).toOptional().orElse(null));
            out.writeStringField(
                    "cwd",
                    self.workingDirectory().map(Path::toString).toOptional().orElse(null));
            out.writeStringField("umask", String.format("%04o", self.umask().value()));
            out.writeStringField("startTime", self.startTime().value().toString());
            out.writeStringField("mode", daemon.mode().name());
            out.writeEndObject();
        }
        return answer.toByteArray();
    }
}
