/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Arrays;

/** The files of this machine. java.io.File is used for the tests of a file because it is loaded in every JVM. */
final class SystemStartFiles implements StartFiles {

    @Override
    public byte[] read(String path) throws IOException {
        File file = new File(decode(path));
        if (!file.exists()) {
            throw new FileNotFoundException("no such file now");
        }
        if (!file.isFile()) {
            throw new IOException("not a regular file");
        }
        return Files.readAllBytes(file.toPath());
    }

    @Override
    public boolean exists(String path) throws IOException {
        return new File(decode(path)).exists();
    }

    private static String decode(String path) throws UnsupportedEncodingException {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        Charset charset = Charset.forName(encoding);
        byte[] bytes = ByteText.bytes(path);
        String decoded = new String(bytes, charset);
        if (!Arrays.equals(bytes, decoded.getBytes(charset))) {
            throw new UnsupportedEncodingException("its name is not valid " + encoding + ", so Java cannot open it");
        }
        return decoded;
    }
}
