/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Targets of links, right in every locale. A {@link Path} keeps the bytes of a name, but shows them in the encoding of the
 * locale; daemons often run in the C locale, whose encoding is ASCII. The URI of a path has the bytes.
 */
final class Links {

    private static final String DELETED = " (deleted)";
    private static final String DELETED_IN_URI = "%20(deleted)";

    private Links() {}

    static String text(Path target) {
        String text = target.toString();
        if (text.indexOf('\uFFFD') < 0 || !target.isAbsolute()) {
            return text;
        }
        String raw = rawPath(target);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static boolean endsWithDeleted(Path target) {
        return target.toString().endsWith(DELETED);
    }

    static Path withoutDeleted(Path target) {
        String raw = rawPath(target);
        return raw.endsWith(DELETED_IN_URI)
                ? Path.of(URI.create("file://" + raw.substring(0, raw.length() - DELETED_IN_URI.length())))
                : target;
    }

    /** The JDK adds a slash to the URI of what is a directory now. */
    private static String rawPath(Path target) {
        String raw = target.toUri().getRawPath();
        return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    }
}
