/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The descriptors that a daemon gets beside 0, 1 and 2, each under a name. One layout for two readers: the native step, which
 * puts them there, and the mark, which tells the daemon where they are.
 *
 * <p>3 is left free: sd_listen_fds(3) counts listening sockets from there.
 */
final class Inheritance {

    /** The writing end of the pipe to the launcher. */
    static final String PIPE = "pipe";

    /** The open file description with the pid file's lock. */
    static final String LOCK = "lock";

    /** The file for what the daemon says of itself. */
    static final String ACCOUNT = "account";

    private static final int FIRST = 4;

    /** Where that is in a daemon with a pid file, which names it. */
    static final int ACCOUNT_NUMBER = FIRST + 2;

    private final Map<String, Integer> numbers = new TreeMap<>();
    private final List<Passed> passed = new ArrayList<>();

    /** Gives the next number to a descriptor of this process. */
    void add(String name, int descriptor) {
        int number = FIRST + passed.size();
        numbers.put(name, number);
        passed.add(new Passed(descriptor, number));
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
