/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import io.github.daemon4j.DaemonControl;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks for the status and the process of a pid file again and again, and says how long an answer took at most, and which there were. */
final class Asks {

    private Asks() {}

    public static void main(String[] args) {
        long longest = 0;
        Map<String, Integer> answers = new TreeMap<>();
        int times = Integer.parseInt(args[1]);
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            try {
                DaemonControl control = DaemonControl.of(Path.of(args[0]));
                String pid = control.process().isPresent() ? " of a process" : "";
                answers.merge(control.status() + pid, 1, Integer::sum);
            } catch (RuntimeException refused) {
                answers.merge("refused", 1, Integer::sum);
            }
            longest = Math.max(longest, System.nanoTime() - start);
        }
        System.out.println(answers);
        System.out.println("longest " + TimeUnit.NANOSECONDS.toMillis(longest));
    }
}
