/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.Signal;

/** Sends TERM to processes by the numbers that {@code /proc} has for them: a line {@code pid=answer} for each. */
final class SendTerm {

    private SendTerm() {}

    public static void main(String[] pids) {
        for (String pid : pids) {
            String answer;
            try {
                answer = String.valueOf(
                        ProcessInfo.of(Long.parseLong(pid)).orElseThrow().signal(Signal.TERM));
            } catch (RuntimeException e) {
                answer = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            System.out.println(pid + "=" + answer);
        }
    }
}
