/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

/**
 * What a daemon makes of signals: TERM and INT stop it, HUP and USR1 are requests that it answers. Without handlers the
 * last two would end it, HUP with the JVM's own handler.
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
        for (String name : new String[] {"TERM", "INT", "HUP", "USR1"}) {
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
            default -> requests.stop(signal.getNumber());
        }
    }
}
