/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Threads that keep the collector and the compilers of this JVM at work. */
final class Churn implements AutoCloseable {

    static final String DESCRIPTION = "2 allocating threads and 1 that loads classes and has them compiled";

    private volatile boolean over;
    private final List<Thread> threads = new ArrayList<>();

    private Churn() {}

    static Churn start() throws IOException {
        Churn churn = new Churn();
        byte[] code = code();
        churn.run("allocates 1", churn::allocate);
        churn.run("allocates 2", churn::allocate);
        churn.run("compiles", () -> churn.compile(code));
        return churn;
    }

    private void run(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** A soak without its load proves nothing. */
    void requireAlive() {
        for (Thread thread : threads) {
            if (!thread.isAlive()) {
                throw new IllegalStateException("the thread that " + thread.getName() + " has died");
            }
        }
    }

    private void allocate() {
        byte[][] kept = new byte[1024][];
        for (int i = 0; !over; i++) {
            kept[i % kept.length] = new byte[100 + i % 10_000];
        }
    }

    private void compile(byte[] code) {
        while (!over) {
            IntUnaryOperator fresh = Fresh.define(code);
            int value = 0;
            for (int i = 0; i < 20_000; i++) {
                value = fresh.applyAsInt(value);
            }
        }
    }

    private static byte[] code() throws IOException {
        try (InputStream in = Work.class.getResourceAsStream("Churn$Work.class")) {
            if (in == null) {
                throw new IOException("the benchmark's own class is not on its class path");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        over = true;
    }

    /** Defined anew each time, so that it is cold each time. */
    public static final class Work implements IntUnaryOperator {

        /** Called by reflection. */
        public Work() {}

        @Override
        public int applyAsInt(int value) {
            int result = value;
            for (int i = 0; i < 10; i++) {
                result = result * 31 + i;
            }
            return result;
        }
    }

    private static final class Fresh extends ClassLoader {

        private Fresh() {
            super(Churn.class.getClassLoader());
        }

        static IntUnaryOperator define(byte[] code) {
            try {
                Class<?> work = new Fresh().defineClass(Work.class.getName(), code, 0, code.length);
                return (IntUnaryOperator) work.getConstructor().newInstance();
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }
}
