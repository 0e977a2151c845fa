/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * What user_namespaces(7) does to owners: those who have no number in this namespace all show as the overflow uid. In a
 * rootless container that is who owns {@code /}: the outer root, or at least nobody who is inside.
 */
final class UserNamespace {

    private static final String UID_MAP = "/proc/self/uid_map";
    private static final String OVERFLOW = "/proc/sys/kernel/overflowuid";
    private static final long ALL = 4294967295L;

    private UserNamespace() {}

    /** The uid that stands for everybody outside; -1 if it is somebody's own number, or nobody is outside. */
    static int outside() {
        try (BufferedReader map = new BufferedReader(new FileReader(UID_MAP, StandardCharsets.US_ASCII));
                BufferedReader overflow = new BufferedReader(new FileReader(OVERFLOW, StandardCharsets.US_ASCII))) {
            String number = overflow.readLine();
            return number == null ? -1 : outside(map, Integer.parseInt(number.trim()));
        } catch (IOException | NumberFormatException noNamespaces) {
            return -1;
        }
    }

    /** Lines {@code first-inside first-outside count}. */
    static int outside(BufferedReader map, int overflow) throws IOException {
        for (String line = map.readLine(); line != null; line = map.readLine()) {
            StringTokenizer numbers = new StringTokenizer(line);
            long first = Long.parseLong(numbers.nextToken());
            numbers.nextToken();
            long count = Long.parseLong(numbers.nextToken());
            if (count == ALL || (first <= overflow && overflow < first + count)) {
                return -1;
            }
        }
        return overflow;
    }
}
