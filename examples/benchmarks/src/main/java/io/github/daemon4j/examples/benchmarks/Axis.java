/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.util.Locale;

/** The numbers beside a plot. */
final class Axis {

    private Axis() {}

    /** The distance between two numbers, 1, 2 or 5 with noughts, so that there are at most so many up to the greatest. */
    static double step(double most, int numbers) {
        double power = Math.pow(10, Math.floor(Math.log10(most / numbers)));
        for (int times : new int[] {1, 2, 5}) {
            if (most / (power * times) <= numbers) {
                return power * times;
            }
        }
        return power * 10;
    }

    static String label(double number) {
        return number < 1 && number > 0
                ? String.format(Locale.ROOT, "%.2g", number)
                : String.format(Locale.ROOT, "%,d", Math.round(number));
    }
}
