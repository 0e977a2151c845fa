/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How it is known from outside that a program serves which does not say so itself: see {@link DaemonOptions.Builder#readyWhen}.
 * Immutable. A condition that is fulfilled before the program is started is somebody else's doing, and {@link Daemon#spawn} refuses it.
 */
public final class Readiness {

    private static final int TIMEOUT_MILLIS = 1000;

    /** One condition. */
    interface Condition {

        /**
         * Looks.
         *
         * @param signs what the program itself has shown
         * @return null if it is fulfilled; else what was seen
         */
        @Nullable
        String missing(Signs signs);
    }

    /**
     * What a program has shown of itself since it was started.
     *
     * @param log what it has printed into its log, which is read only for a condition that asks for it
     * @param isNotified whether it has said so by its {@code NOTIFY_SOCKET}
     * @param heard what else was heard there; may be empty
     */
    record Signs(Supplier<String> log, boolean isNotified, String heard) {

        /** Of a program that was not started yet. */
        static final Signs NONE = new Signs(() -> "", false, "");
    }

    private static final Condition NOTIFIED = signs -> {
        if (signs.isNotified()) {
            return null;
        }
        return "no READY=1 from it at its NOTIFY_SOCKET" + (signs.heard().isEmpty() ? "" : "; " + signs.heard());
    };

    private final List<Condition> conditions;
    private final String text;

    private Readiness(List<Condition> conditions, String text) {
        this.conditions = List.copyOf(conditions);
        this.text = text;
    }

    private static Readiness of(String text, Condition condition) {
        return new Readiness(List.of(condition), text);
    }

    /**
     * Something accepts TCP connections on a port of the loopback address.
     *
     * @param port from 1 to 65535
     * @return the condition
     */
    public static Readiness listening(int port) {
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("a port to wait for is from 1 to 65535, not " + port);
        }
        return listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Something accepts TCP connections there.
     *
     * @param address where
     * @return the condition
     */
    public static Readiness listening(InetSocketAddress address) {
        Objects.requireNonNull(address, "address");
        String name = address.getHostString() + ":" + address.getPort();
        return of("something listens on " + name, signs -> {
            InetSocketAddress resolved = address.isUnresolved()
                    ? new InetSocketAddress(address.getHostString(), address.getPort())
                    : address;
            try (Socket socket = new Socket()) {
                socket.connect(resolved, TIMEOUT_MILLIS);
                return null;
            } catch (IOException refused) {
                return name + ": " + refused.getMessage();
            }
        });
    }

    /**
     * A request is answered with a status from 200 to 299.
     *
     * @param uri of http or https
     * @return the condition
     */
    public static Readiness http(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("a URI to wait for is one of http or https, not " + uri);
        }
        return of(uri + " answers", signs -> {
            try {
                HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection();
                request.setConnectTimeout(TIMEOUT_MILLIS);
                request.setReadTimeout(TIMEOUT_MILLIS);
                request.setUseCaches(false);
                int status = request.getResponseCode();
                request.disconnect();
                return status / 100 == 2 ? null : uri + " answers with status " + status;
            } catch (IOException unanswered) {
                return uri + ": " + unanswered.getMessage();
            }
        });
    }

    /**
     * A text is in its log, printed since it was started; its output has to go to a file.
     *
     * @param part the text, or a part of it
     * @return the condition
     */
    public static Readiness log(String part) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException("a text to wait for is not empty");
        }
        return of(
                "\"" + part + "\" in its log",
                signs -> signs.log().get().contains(part) ? null : "no \"" + part + "\" in its log");
    }

    /**
     * A file is there, which the program makes.
     *
     * @param file the file
     * @return the condition
     */
    public static Readiness file(Path file) {
        Objects.requireNonNull(file, "file");
        return of("the file " + file, signs -> Files.exists(file) ? null : "no file " + file);
    }

    /**
     * It says so itself, as to a service manager: {@code READY=1} of sd_notify(3). The program gets {@code NOTIFY_SOCKET} in its
     * environment, and this process's own is not changed. The socket is abstract (unix(7)): no file is made, and the program has to be
     * in this network namespace. It is gone when {@link Daemon#spawn} returns: what is said later is not heard.
     *
     * <p>Anybody in the namespace can send to it, so a message counts only if the kernel says that a process of the program's session
     * has sent it, which can still be seen in {@code /proc}. One that would end at once has to wait until its message was read, as
     * {@code systemd-notify --ready} does since systemd 246. What it says as {@code STATUS=} is in the message of a failure.
     *
     * @return the condition
     */
    public static Readiness notifySocket() {
        return of("READY=1 at its NOTIFY_SOCKET", NOTIFIED);
    }

    /**
     * This and another: both have to be fulfilled.
     *
     * @param other the other condition
     * @return the condition
     */
    public Readiness and(Readiness other) {
        List<Condition> all = new ArrayList<>(conditions);
        all.addAll(other.conditions);
        return new Readiness(all, text + ", and " + other.text);
    }

    /**
     * Looks now whether something serves, whoever that is and whoever has started it. What only {@link Daemon#spawn} hears and reads, a {@link
     * #log} and a {@link #notifySocket}, is missing here.
     *
     * @return what was seen of the first condition that is not fulfilled; empty if all are
     */
    public Optional<String> missing() {
        return Optional.ofNullable(missing(Signs.NONE));
    }

    /**
     * Looks at all of them.
     *
     * @return null if all are fulfilled; else what was seen of the first that is not
     */
    @Nullable
    String missing(Signs signs) {
        for (Condition condition : conditions) {
            String missing = condition.missing(signs);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** Whether the program has to be told where to say that it is ready. */
    boolean needsNotifySocket() {
        return conditions.contains(NOTIFIED);
    }

    /** The conditions, for people. */
    @Override
    public String toString() {
        return text;
    }
}
