/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.sockets.load;

import java.util.ArrayList;
import java.util.List;

/** Four clients that keep their connections, four that connect anew for each request, and two whose requests take long. */
final class Load {

    private static final int OF_EACH_KIND = 4;
    private static final int SLOW = 2;

    /** Eight clients make 1,600 requests a second of that, as long as each is answered at once. */
    private static final long PACE_MILLIS = 5;

    private final List<Client> quick = new ArrayList<>();
    private final List<Client> slow = new ArrayList<>();

    /** Begins to ask. */
    Load(int port) {
        for (int i = 0; i < OF_EACH_KIND; i++) {
            quick.add(new Client(port, "/", true, PACE_MILLIS));
            quick.add(new Client(port, "/", false, PACE_MILLIS));
        }
        for (int i = 0; i < SLOW; i++) {
            slow.add(new Client(port, "/slow", false, 0));
        }
        quick.forEach(Thread::start);
        slow.forEach(Thread::start);
    }

    /** Ends all, each after the answer that it waits for. */
    Result end() throws InterruptedException {
        return new Result(end(quick), end(slow), repeated(quick));
    }

    private static List<Sample> end(List<Client> clients) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (Client client : clients) {
            samples.addAll(client.end());
        }
        return samples;
    }

    private static int repeated(List<Client> clients) {
        return clients.stream().mapToInt(Client::repeated).sum();
    }

    /**
     * What the clients saw.
     *
     * @param slow the requests that take long
     * @param repeated how often one was asked again, because the server had closed the connection
     */
    record Result(List<Sample> quick, List<Sample> slow, int repeated) {

        List<String> failures() {
            List<String> failures = new ArrayList<>();
            for (List<Sample> samples : List.of(quick, slow)) {
                for (Sample sample : samples) {
                    if (!sample.failure().isEmpty()) {
                        failures.add(sample.failure());
                    }
                }
            }
            return failures;
        }

        long longestMillis() {
            return quick.stream().mapToLong(Sample::nanos).max().orElse(0) / 1_000_000;
        }

        long perSecond() {
            long first = quick.stream().mapToLong(Sample::at).min().orElse(0);
            long last = quick.stream().mapToLong(Sample::at).max().orElse(0);
            return quick.size() * 1_000_000_000L / Math.max(1, last - first);
        }
    }
}
