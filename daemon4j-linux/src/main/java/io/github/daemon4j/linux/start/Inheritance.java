/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.wire.SocketCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The descriptors that a daemon gets beside 0, 1 and 2, each under a name. One layout for two readers: the native step, which
 * puts them there, and the mark, which tells the daemon where they are.
 *
 * <p>Listening sockets come first, from 3 on, as sd_listen_fds(3) counts them; without any, 3 is left free for them.
 */
final class Inheritance {

    /** The writing end of the pipe to the launcher. */
    static final String PIPE = "pipe";

    /** The open file description with the pid file's lock. */
    static final String LOCK = "lock";

    /** The file for what the daemon says of itself. */
    static final String ACCOUNT = "account";

    /** The reading end of the pipe by which the launcher of an upgrade says that it is complete. */
    static final String CONSENT = "consent";

    /** The writing end of the pipe to who reads the standard output. */
    static final String OUTPUT = "output";

    /** The same for the standard error, where that is another one. */
    static final String ERRORS = "errors";

    private final Map<String, Integer> numbers = new TreeMap<>();
    private final List<Passed> passed = new ArrayList<>();
    private final SocketCounts counts;
    private int next;

    /**
     * Begins with the sockets.
     *
     * @param sockets the numbers here of those to listen on, in their order
     * @param counts who has opened them
     */
    Inheritance(List<Integer> sockets, SocketCounts counts) {
        this.counts = counts;
        for (int socket : sockets) {
            passed.add(new Passed(socket, PassedSockets.FIRST_NUMBER + passed.size()));
        }
        next = first(sockets.size());
    }

    private static int first(int sockets) {
        return PassedSockets.FIRST_NUMBER + Math.max(1, sockets);
    }

    /**
     * Where {@link #ACCOUNT} is in a daemon with a pid file, which names it: behind the pipe and the lock.
     *
     * @param sockets how many sockets the daemon has to listen on
     */
    static int accountNumber(int sockets) {
        return first(sockets) + 2;
    }

    /** The sockets, which come first. */
    SocketCounts sockets() {
        return counts;
    }

    /** Gives the next number to a descriptor of this process. */
    void add(String name, int descriptor) {
        numbers.put(name, next);
        passed.add(new Passed(descriptor, next));
        next++;
    }

    /** Which number a name has in the daemon; -1 if it is not passed on. */
    int number(String name) {
        Integer number = numbers.get(name);
        return number == null ? -1 : number;
    }

    List<Passed> passed() {
        return passed;
    }
}
