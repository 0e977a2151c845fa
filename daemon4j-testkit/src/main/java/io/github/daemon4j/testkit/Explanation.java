/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

/**
 * A failed expectation in words.
 *
 * @param expected what was to hold: "to have no controlling terminal"
 * @param actual what was seen instead: "it has pts/3"
 * @param rule why it matters, and where that is written
 * @param mistake what most likely went wrong
 */
record Explanation(String expected, String actual, String rule, String mistake) {

    @Override
    public String toString() {
        return expected + "\nbut " + actual + ".\n  Rule: " + rule + "\n  Likely mistake: " + mistake;
    }
}
