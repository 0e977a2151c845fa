/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Platform;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * JNA's own library, unpacked where JNA would unpack it, for as long as it takes to load it. JNA itself names the file with
 * a {@code SecureRandom}, whose first number costs a young JVM 20 ms; here a directory that did not exist before and that
 * nobody else may enter does the same.
 */
final class JnaLibrary {

    private static final String FILE = "libjnidispatch.so";

    /** Where JNA looks before it unpacks anything. */
    private static final String BOOT_PATH = "jna.boot.library.path";

    /** Set by who knows better. */
    private static final String[] SETTINGS = {BOOT_PATH, "jna.boot.library.name", "jna.nounpack", "jna.noclasspath"};

    private final @Nullable File directory;

    private JnaLibrary(@Nullable File directory) {
        this.directory = directory;
    }

    /** Unpacks it and shows JNA where it is. Whatever stands in the way, JNA meets it again and tells. */
    static JnaLibrary unpack() {
        for (String setting : SETTINGS) {
            if (System.getProperty(setting) != null) {
                return new JnaLibrary(null);
            }
        }
        String resource = "com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + FILE;
        URL url = Platform.class.getResource("/" + resource);
        if (url == null) {
            return new JnaLibrary(null);
        }
        File directory = new File(parent(), "daemon4j-" + System.nanoTime());
        JnaLibrary library = new JnaLibrary(directory);
        try {
            write(url, directory);
            System.setProperty(BOOT_PATH, directory.getPath());
        } catch (IOException failure) {
            library.remove();
        }
        return library;
    }

    private static void write(URL resource, File directory) throws IOException {
        Path made = directory.toPath();
        Files.createDirectories(made.getParent());
        Files.createDirectory(made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        File library = new File(directory, FILE);
        directory.deleteOnExit(); // the JVM may end before remove() is reached: a refused launch does
        library.deleteOnExit();
        try (InputStream in = resource.openStream();
                FileOutputStream out = new FileOutputStream(library)) {
            out.write(in.readAllBytes());
        }
    }

    private static File parent() {
        String asked = System.getProperty("jna.tmpdir");
        if (asked != null) {
            return new File(asked);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        File home = cache == null || cache.isBlank()
                ? new File(System.getProperty("user.home"), ".cache")
                : new File(cache);
        return new File(home, "JNA/temp");
    }

    /** JNA has loaded it, or will not: the file is not needed any more. */
    void remove() {
        if (directory != null) {
            System.clearProperty(BOOT_PATH);
            delete(new File(directory, FILE));
            delete(directory);
        }
    }

    @SuppressWarnings("ResultOfMethodCallIgnored") // what is left behind is in a cache, and harms nobody
    private static void delete(File file) {
        file.delete();
    }
}
