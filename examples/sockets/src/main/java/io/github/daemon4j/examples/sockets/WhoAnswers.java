/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells the pid of the process that answers, {@code /version} that of its jar, and {@code /slow} the pid after two seconds. */
final class WhoAnswers extends Handler.Abstract.NonBlocking {

    private static final long SLOW_SECONDS = 2;

    private final String pid = ProcessHandle.current().pid() + "\n";
    private final String version = WhoAnswers.class.getPackage().getImplementationVersion() + "\n";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        switch (Request.getPathInContext(request)) {
            case "/" -> Content.Sink.write(response, true, pid, callback);
            case "/version" -> Content.Sink.write(response, true, version, callback);
            case "/slow" ->
                request.getComponents()
                        .getScheduler()
                        .schedule(
                                () -> Content.Sink.write(response, true, pid, callback),
                                SLOW_SECONDS,
                                TimeUnit.SECONDS);
            default -> {
                return false; // 404
            }
        }
        return true;
    }
}
