/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * How it is known that a program serves which does not say so itself. {@link Daemon#spawn} waits for it ({@link
 * DaemonOptions.Builder#readyWhen}) and refuses what is fulfilled before, which is somebody else's doing; others {@link #look} and {@link
 * #await}. Immutable.
 */
public final class Readiness {

    /** What one look has found. */
    public static final class Look {

        private final boolean isReady;
        private final String seen;

        private Look(boolean isReady, String seen) {
            this.isReady = isReady;
            this.seen = seen;
        }

        static Look ready(String seen) {
            return new Look(true, seen);
        }

        static Look missing(String seen) {
            return new Look(false, seen);
        }

        /** {@return whether the condition was fulfilled} */
        public boolean isReady() {
            return isReady;
        }

        /**
         * Returns what was seen. Of a condition that is fulfilled it is what fulfils it: of {@link #http} the body of the answer, as UTF-8, at
         * most 1 MiB of it or what came within two seconds; of {@link #log} the first such line, with its line feed if that is there
         * already. It is as others wrote it, any character may be in it.
         *
         * @return of a condition that is not fulfilled what is missing, for people; of several the first that is not
         */
        public String seen() {
            return seen;
        }

        /** What was seen. */
        @Override
        public String toString() {
            return seen;
        }
    }

    private final List<ReadyCondition> conditions;
    private final String text;

    private Readiness(String text, ReadyCondition... conditions) {
        this.conditions = List.of(conditions);
        this.text = text;
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
        ConnectAttempt attempt = new ConnectAttempt(Objects.requireNonNull(address, "address"));
        return new Readiness("something listens on " + attempt.name(), attempt);
    }

    /**
     * A request is answered with a status from 200 to 299.
     *
     * @param uri of http or https
     * @return the condition
     */
    public static Readiness http(URI uri) {
        if (!String.valueOf(uri.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("a URI to wait for is one of http or https, not " + uri);
        }
        return new Readiness(uri + " answers", new HttpRequest(uri));
    }

    /**
     * A text is in its log, printed since it was started; its output has to go to a file.
     *
     * @param part the text, or a part of it; of one line
     * @return the condition
     */
    public static Readiness log(String part) {
        return new Readiness(
                "\"" + PrintedLog.requirePart(part) + "\" in its log",
                signs -> PrintedLog.look(signs.log(), part, "its log"));
    }

    /**
     * A text is in a log, whenever it was printed. The log is opened as the verb "logs" does: a regular file, by the rules of trust.
     *
     * @param log the file
     * @param part the text, or a part of it; of one line
     * @return the condition
     */
    public static Readiness log(Path log, String part) {
        PrintedLog all = new PrintedLog(log, 0);
        return new Readiness(
                "\"" + PrintedLog.requirePart(part) + "\" in " + log,
                signs -> PrintedLog.look(all, part, log.toString()));
    }

    /**
     * A file is there, which the program makes.
     *
     * @param file the file
     * @return the condition
     */
    public static Readiness file(Path file) {
        Objects.requireNonNull(file, "file");
        return new Readiness(
                "the file " + file,
                signs -> Files.exists(file) ? Look.ready(file.toString()) : Look.missing("no file " + file));
    }

    /**
     * What only the caller can tell, as that a server has registered with its master.
     *
     * @param what the fact in words, as "the registration with the name node"
     * @param holds looks whether it holds; what it throws ends the wait, a checked exception as the cause of a {@link DaemonException}
     * @return the condition
     */
    public static Readiness of(String what, Callable<Boolean> holds) {
        return new Readiness(
                Objects.requireNonNull(what, "what"), new CallersFact(what, Objects.requireNonNull(holds, "holds")));
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
        return new Readiness("READY=1 at its NOTIFY_SOCKET", ReadyCondition.NOTIFIED);
    }

    /**
     * This and another: both have to be fulfilled.
     *
     * @param other the other condition
     * @return the condition
     */
    public Readiness and(Readiness other) {
        return new Readiness(
                text + ", and " + other.text,
                Stream.concat(conditions.stream(), other.conditions.stream()).toArray(ReadyCondition[]::new));
    }

    /**
     * Looks now whether something serves, whoever that is. What only {@link Daemon#spawn} hears and reads, a {@link #log(String)} and a
     * {@link #notifySocket}, is missing here.
     *
     * @return what was seen
     * @throws DaemonException as {@link #of} says
     */
    public Look look() {
        return look(ReadyCondition.Signs.NONE);
    }

    /** Looks at all of them, until one is missing. */
    Look look(ReadyCondition.Signs signs) {
        StringJoiner seen = new StringJoiner(", and ");
        for (ReadyCondition condition : conditions) {
            Look look = condition.look(signs);
            if (!look.isReady()) {
                return look;
            }
            seen.add(look.seen());
        }
        return Look.ready(seen.toString());
    }

    /**
     * Looks again and again until it is fulfilled.
     *
     * @param patience how long at most; a look that has begun is not cut short, and takes two seconds where nobody answers
     * @return the look at which it was
     * @throws TimeoutException if it was not in time; the message has what was seen last
     * @throws InterruptedException if the thread is interrupted
     * @throws DaemonException as {@link #of} says
     */
    public Look await(Duration patience) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        Look look = look();
        while (!look.isReady()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new TimeoutException(
                        "waited " + patience.toMillis() / 1000.0 + " s for " + text + "; seen last: " + look.seen());
            }
            TimeUnit.MILLISECONDS.sleep(ReadyCondition.PAUSE_MILLIS);
            look = look();
        }
        return look;
    }

    /** Whether the program has to be told where to say that it is ready. */
    boolean needsNotifySocket() {
        return conditions.contains(ReadyCondition.NOTIFIED);
    }

    /** The conditions, for people. */
    @Override
    public String toString() {
        return text;
    }
}
