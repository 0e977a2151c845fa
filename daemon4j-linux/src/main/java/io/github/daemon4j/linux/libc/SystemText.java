/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text for the system: paths, arguments, environment. Apart from JNA, because a launcher needs it before JNA is loaded. */
public final class SystemText {

    private SystemText() {}

    /** As the JDK encodes what it gives to the system; what it could not decode never gets here. */
    public static byte[] bytes(String text) {
        String encoding = System.getProperty("sun.jnu.encoding");
        return text.getBytes(encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding));
    }

    /** A path byte for byte, also where this locale cannot spell it. */
    public static byte[] bytes(java.nio.file.Path path) {
        return bytes(path.toString());
    }

    /** The path of these bytes. */
    public static java.nio.file.Path path(byte[] bytes) {
        return java.nio.file.Path.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Bytes of the system as a message shows them. */
    public static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
