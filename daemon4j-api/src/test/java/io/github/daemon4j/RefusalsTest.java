/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final DaemonException REFUSAL = new AlreadyRunningException(Path.of("/run/server.pid"), 4711);

    /** What a thread that ends so leaves on standard error. */
    private static String said(Runnable mainOfProgram) throws InterruptedException {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Thread thread = new Thread(mainOfProgram, "main of the program");
            thread.start();
            thread.join();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_uncaught_refusal_is_one_line() throws InterruptedException {
        String said = said(() -> {
            Refusals.print(REFUSAL, "server");
            throw REFUSAL;
        });

        assertThat(said).isEqualTo("server: " + REFUSAL.getMessage() + "\n");
    }

    /** As the launchers of fat jars do, who call main by reflection. */
    @Test
    void a_wrapped_refusal_is_one_line_too() throws InterruptedException {
        String said = said(() -> {
            Refusals.print(REFUSAL, "server");
            throw new IllegalStateException(new InvocationTargetException(REFUSAL));
        });

        assertThat(said).isEqualTo("server: " + REFUSAL.getMessage() + "\n");
    }

    @Test
    void another_failure_keeps_its_stack_trace() throws InterruptedException {
        String said = said(() -> {
            Refusals.print(REFUSAL, "server");
            throw new IllegalStateException("of the program's own");
        });

        assertThat(said).contains("IllegalStateException: of the program's own", "\tat ");
    }

    @Test
    void a_handler_of_the_programs_own_stays() throws InterruptedException {
        StringBuilder handled = new StringBuilder();
        String said = said(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> handled.append(thrown.getMessage()));
            Refusals.print(REFUSAL, "server");
            throw REFUSAL;
        });

        assertThat(said).isEmpty();
        assertThat(handled).hasToString(REFUSAL.getMessage());
    }
}
