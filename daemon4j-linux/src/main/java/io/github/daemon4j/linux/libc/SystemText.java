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
}
