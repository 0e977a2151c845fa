/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package consumer;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.ProcessInfo;
import java.nio.file.Path;

/** A server as users write one; compiled by the tests, not by the build. The arguments are a pid file and a verb. */
public final class Consumer {

    private static final long LIFETIME_MILLIS = 300_000;

    private Consumer() {}

    public static void main(String[] args) {
        DaemonOptions options = DaemonOptions.builder()
                .name("consumer")
                .pidFile(Path.of(args[0]))
                .build();
        if (args[1].equals("detach")) {
            Daemon.start(options, Consumer::serve);
        } else {
            DaemonCommand.main(new String[] {args[1]}, options, daemon -> serve(daemon));
        }
    }

    private static void serve(Daemon daemon) {
        ProcessInfo self = ProcessInfo.of(ProcessHandle.current().pid()).orElseThrow();
        System.out.println("serves as " + daemon.mode() + ", role " + self.role());
        new Thread(Consumer::live, "serves").start();
    }

    private static void live() {
        try {
            Thread.sleep(LIFETIME_MILLIS);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
