/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Text for the system: paths, arguments, environment. Apart from JNA, because a launcher needs it before JNA is loaded.
 *
 * <p>A {@link Path} keeps the bytes of a name, whatever they are; its text has only what the encoding of the locale can
 * express, which in the C locale is ASCII. Where that is not enough, the URI of the path has the bytes.
 */
public final class SystemText {

    /** What a byte that cannot be decoded becomes. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Path ROOT = Path.of("/");

    private SystemText() {}

    /** As the JDK encodes what it gives to the system; what it could not decode never gets here. */
    public static byte[] bytes(String text) {
        String encoding = System.getProperty("sun.jnu.encoding");
        return text.getBytes(encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding));
    }

    /** The bytes of a path, as the kernel gave them or takes them. */
    public static byte[] bytes(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return bytes(text);
        }
        Path absolute = path.isAbsolute() ? path : ROOT.resolve(path);
        byte[] bytes = percentDecoded(absolute.toUri().getRawPath());
        int from = path.isAbsolute() ? 0 : 1;
        int end = bytes.length;
        if (bytes[end - 1] == '/' && !text.endsWith("/")) {
            end--; // the JDK adds one to the URI of what is a directory
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    /**
     * The path with these bytes.
     *
     * @throws IllegalArgumentException if there is a NUL among them
     */
    public static Path path(byte[] bytes) {
        if (isAscii(bytes) || bytes.length == 0) {
            return Path.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        int end = bytes.length;
        while (bytes[end - 1] == '/') {
            end--;
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (int i = 0; i < end; i++) {
            appendEncoded(uri, bytes[i]);
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return bytes[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static void appendEncoded(StringBuilder uri, byte b) {
        boolean plain = b == '/' || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
        if (plain) {
            uri.append((char) b);
        } else {
            uri.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
        }
    }

    private static char hexDigit(int value) {
        return Character.forDigit(value & 0xf, 16);
    }

    private static byte[] percentDecoded(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Bytes of the system as a message shows them. */
    public static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Permissions, or a umask, as chmod(1) has them: four octal digits. */
    public static String mode(int bits) {
        String digits = Integer.toOctalString(bits);
        return "0000".substring(Math.min(4, digits.length())) + digits;
    }
}
