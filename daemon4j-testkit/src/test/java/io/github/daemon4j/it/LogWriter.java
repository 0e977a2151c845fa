/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A daemon that prints numbered lines, every eighth to its standard error, and then says how long the longest print took. Its
 * arguments: the pid file; where output goes and where errors go, as {@code append|FILE}, {@code rolling|FILE|BYTES|FILES},
 * {@code pipe|WORD|WORD}, {@code discard}, or nothing for "as output"; how many lines, and how many a second.
 */
final class LogWriter {

    /** What it prints when it has printed all lines. */
    static final String DONE = "all is printed, the longest wait was ";

    /** Longer than any test. */
    private static final long LIFETIME_SECONDS = 300;

    private static final String PADDING = "x".repeat(60);

    private LogWriter() {}

    public static void main(String[] args) throws InterruptedException {
        DaemonOptions.Builder options = DaemonOptions.builder()
                .name("writer")
                .pidFile(Path.of(args[0]))
                .output(redirect(args[1]))
                .readyTimeout(Duration.ofSeconds(60));
        if (!args[2].isEmpty()) {
            options.errorOutput(redirect(args[2]));
        }
        Daemon daemon = Daemon.detach(options.build());
        System.out.println("out before ready");
        System.err.println("err before ready");
        daemon.ready();
        System.out.println("out after ready");
        System.err.println("err after ready");
        print(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
    }

    private static Redirect redirect(String description) {
        String[] words = description.split("\\|", -1);
        return switch (words[0]) {
            case "append" -> Redirect.appendTo(Path.of(words[1]));
            case "rolling" -> Redirect.rolling(Path.of(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
            case "pipe" -> Redirect.pipeTo(Arrays.copyOfRange(words, 1, words.length));
            default -> Redirect.discard();
        };
    }

    private static void print(int lines, int perSecond) throws InterruptedException {
        long begin = System.nanoTime();
        long longest = 0;
        for (int i = 0; i < lines; i++) {
            long before = System.nanoTime();
            (i % 8 == 0 ? System.err : System.out).println("line " + i + " " + PADDING);
            longest = Math.max(longest, System.nanoTime() - before);
            long ahead = begin + i * 1_000_000_000L / perSecond - System.nanoTime();
            if (ahead > 2_000_000) {
                TimeUnit.NANOSECONDS.sleep(ahead);
            }
        }
        System.out.println(DONE + TimeUnit.NANOSECONDS.toMillis(longest) + " ms");
    }
}
