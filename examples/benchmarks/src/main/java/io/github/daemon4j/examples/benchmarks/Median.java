/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The middle of several measurements, with the least and the most. */
record Median(double value, double least, double most) {

    static Median of(double... measured) {
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double value = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Median(value, sorted[0], sorted[sorted.length - 1]);
    }

    static <T> Median of(List<T> runs, ToDoubleFunction<T> measured) {
        return of(runs.stream().mapToDouble(measured).toArray());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f [%.0f-%.0f]", value, least, most);
    }
}
