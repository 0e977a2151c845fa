/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Root's daemon that works as nobody and logs in nobody's directory, and an ordinary user's that logs in a directory for all.
 * Each verb ends in time; which of them succeed is up to the attack, but that stop does, whose files are safe.
 */
final class VerbsUnderAttack {

    private static final JavaHome RUNNING = JavaHome.running();
    /** A start waits 30 s for one that is stopping before it gives up. */
    private static final Duration DEADLINE = Duration.ofSeconds(45);

    private final ProcessScope scope;
    private final Neighbour neighbour;
    private final String[] ofRoot;
    private final String[] ofUser;
    /** A pid file of nobody's that names a process of root's. */
    private final String[] forged;

    private final Path temporary;
    private final Belongings users;

    VerbsUnderAttack(ProcessScope scope, Neighbour neighbour, Path directory, Path app, Path shared)
            throws IOException {
        this.scope = scope;
        this.neighbour = neighbour;
        Path home = Neighbour.directory(directory.resolve("home"), Neighbour.USER);
        users = Belongings.of(directory.resolve("users"), Neighbour.USER);
        temporary = Neighbour.directory(home.resolve("temporary"), Neighbour.USER);
        ofRoot = new String[] {
            "user:nobody", "pid:" + directory.resolve("root.pid"), "log:" + app.resolve("logs/server.log")
        };
        forged = new String[] {"pid:" + app.resolve("forged.pid")};
        ofUser = new String[] {"pid:" + home.resolve("user.pid"), "log:" + shared.resolve("user.log")};
    }

    /** What is the ordinary user's and none of his daemon's. */
    Belongings users() {
        return users;
    }

    /** Each verb of both. */
    void round() throws IOException {
        for (String verb : new String[] {"start", "status", "restart", "status"}) {
            ends(root(verb));
            ends(user(verb));
        }
        for (String verb : new String[] {"status", "stop"}) {
            ends(server(forged, verb).start());
        }
        assertStopped();
        users.assertUntouched();
    }

    /** Whatever became of the last start, stop knows and nothing is left. */
    void assertStopped() {
        for (ChildProcess stop : new ChildProcess[] {root("stop"), user("stop")}) {
            assertThat(ends(stop))
                    .as(() -> "exit status of stop\n" + stop.transcript())
                    .isZero();
        }
    }

    private static int ends(ChildProcess verb) {
        return verb.awaitExit(DEADLINE).shellCode();
    }

    private ChildProcess root(String verb) {
        return server(ofRoot, verb).start();
    }

    private ChildProcess user(String verb) {
        return neighbour.ofUser(scope, temporary, server(ofUser, verb)).start();
    }

    private ChildJvm.Builder server(String[] options, String verb) {
        return RUNNING.server(scope, options).arguments("command:" + verb);
    }
}
