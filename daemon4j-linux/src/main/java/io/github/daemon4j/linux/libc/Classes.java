/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * Loads classes before they are needed, in a thread that would wait otherwise: a quarter of a millisecond for each, which is
 * most of what a start takes. By their names, because most are known in their own packages only.
 */
public final class Classes {

    private static final String ROOT = "io.github.daemon4j.";

    private Classes() {}

    /**
     * Loads them, in this order. Who needs one of them meanwhile loads it itself.
     *
     * @param initialises linked too, which takes as long as to read the bytes
     * @param names without what all of this project begin with
     */
    public static void load(boolean initialises, String... names) {
        for (String name : names) {
            try {
                Class.forName(ROOT + name, initialises, Classes.class.getClassLoader());
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
