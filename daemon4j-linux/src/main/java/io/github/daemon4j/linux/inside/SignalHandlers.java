/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

/**
 * What a daemon makes of signals: TERM and INT stop it, HUP, USR1 and URG are requests that it answers. Without handlers
 * HUP, with the JVM's own, and USR1 would end it; URG does nothing to a process that does not know it, so that it cannot harm
 * one of another version. USR2, which nginx takes for an upgrade, is HotSpot's own.
 *
 * <p>The JVM runs each in a thread of its own. A program that installs its own handler afterwards has the signal to itself.
 */
final class SignalHandlers implements sun.misc.SignalHandler {

    private final AnsweredRequests requests;

    private SignalHandlers(AnsweredRequests requests) {
        this.requests = requests;
    }

    static void install(AnsweredRequests requests) {
        SignalHandlers handlers = new SignalHandlers(requests);
        for (String name : new String[] {"TERM", "INT", "HUP", "USR1", "URG"}) {
            handlers.take(name);
        }
    }

    private void take(String name) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal(name), this);
        } catch (IllegalArgumentException taken) {
            return; // by -Xrs: the program has asked that signals be left alone
        }
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        switch (signal.getName()) {
            case "HUP" -> requests.reload();
            case "USR1" -> requests.reopenOutput();
            case "URG" -> requests.upgrade();
            default -> requests.stop(signal.getNumber());
        }
    }
}
