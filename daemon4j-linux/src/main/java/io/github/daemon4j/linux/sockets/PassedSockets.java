/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.ProcSelf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that a process was started with, as sd_listen_fds(3) has them: the descriptors from 3 on, and a name for each.
 *
 * @param names one a descriptor, in their order; a name may come more than once
 */
public record PassedSockets(List<String> names) {

    /** SD_LISTEN_FDS_START. */
    public static final int FIRST_NUMBER = 3;

    /** Who they are for. A process that is not it has inherited the variables, and not the sockets. */
    public static final String PID = "LISTEN_PID";

    /** How many they are. */
    public static final String COUNT = "LISTEN_FDS";

    /** Their names, with colons between. */
    public static final String NAMES = "LISTEN_FDNAMES";

    /** What systemd calls a socket whose name it does not know. */
    static final String UNKNOWN = "unknown";

    /** No sockets. */
    public static final PassedSockets NONE = new PassedSockets(List.of());

    /** More than a manager hands over, and few enough to be counted through. */
    private static final int MOST = 1 << 16;

    public PassedSockets {
        names = List.copyOf(names);
    }

    /** Those of the service manager that started this process. */
    public static PassedSockets ofManager() {
        String pid = System.getenv(PID);
        try {
            boolean isOwn =
                    pid != null && pid.equals(Long.toString(OwnState.read().pidHere()));
            return isOwn ? of(System.getenv(COUNT), System.getenv(NAMES)) : NONE;
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    /** Those of our own launcher, who cannot know its daemon's pid: what names the daemon is the launcher's mark. */
    public static PassedSockets ofLauncher() {
        return of(System.getenv(COUNT), System.getenv(NAMES));
    }

    /**
     * Reads the variables.
     *
     * @param count {@code LISTEN_FDS}
     * @param names {@code LISTEN_FDNAMES}, which managers other than systemd leave out
     * @return none if the count is not a number
     */
    static PassedSockets of(@Nullable String count, @Nullable String names) {
        int number = number(count);
        if (number == 0) {
            return NONE;
        }
        List<String> all = new ArrayList<>();
        String rest = names;
        for (int i = 0; i < number; i++) {
            int colon = rest == null ? -1 : rest.indexOf(':');
            String name = rest == null ? "" : colon < 0 ? rest : rest.substring(0, colon);
            all.add(name.isEmpty() ? UNKNOWN : name);
            rest = rest == null || colon < 0 ? null : rest.substring(colon + 1);
        }
        return new PassedSockets(all);
    }

    private static int number(@Nullable String digits) {
        try {
            int number = digits == null ? 0 : Integer.parseInt(digits);
            return number < 0 || number > MOST ? 0 : number;
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** The value of {@link #NAMES}. */
    public String joinedNames() {
        return String.join(":", names);
    }

    /** How many. */
    public int count() {
        return names.size();
    }

    /** Whether a name is not one that somebody has given the socket: {@code FileDescriptorName=} of systemd.socket(5). */
    private static boolean saysNothing(String name) {
        return name.equals(UNKNOWN) || name.endsWith(".socket");
    }

    /**
     * The same sockets under the names that a program asks for. A socket of one of these names keeps it. If all others have no
     * name of their own, and are as many as the names that are left, they are taken in order.
     *
     * @param asked each once
     */
    public PassedSockets namedAs(List<String> asked) {
        List<String> free = new ArrayList<>(asked);
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!free.remove(names.get(i))) {
                others.add(i);
            }
        }
        boolean inOrder = free.size() == others.size();
        for (int other : others) {
            inOrder &= saysNothing(names.get(other));
        }
        List<String> renamed = new ArrayList<>(names);
        for (int i = 0; inOrder && i < others.size(); i++) {
            renamed.set(others.get(i), free.get(i));
        }
        return new PassedSockets(renamed);
    }
}
