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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * JNA's own library, unpacked for as long as it takes to load it. JNA itself names the file with a {@code SecureRandom}, whose
 * first number costs a young JVM 20 ms, and has one place for it; here a directory that did not exist before and that nobody
 * else may enter does the same, in the first {@link LibraryPlace} that serves.
 */
final class JnaLibrary {

    private static final String FILE = "libjnidispatch.so";
    private static final String DIRECTORY = "daemon4j-";

    /** How the address of something in a jar begins, and what divides it. */
    private static final String JAR = "jar:file:";

    private static final String IN_JAR = "!/";

    /** Where JNA looks before it unpacks anything. */
    private static final String BOOT_PATH = "jna.boot.library.path";

    /**
     * Where JNA would unpack it. Loaded from elsewhere or not, JNA makes that directory, to remove what it left there
     * another time; without a home that is one called {@code ?} in the working directory.
     */
    private static final String TEMPORARY = "jna.tmpdir";

    /** JNA says {@code true} here once its library is loaded: then there is nothing to be unpacked. */
    private static final String LOADED = "jna.loaded";

    /** Set by who knows better. */
    private static final String[] SETTINGS = {BOOT_PATH, "jna.boot.library.name", "jna.nounpack", "jna.noclasspath"};

    /**
     * A directory is in use for a fraction of a second; one as old as this was left by a launcher that was killed. Its age is
     * asked for and not its maker's pid, because containers with pids of their own may share a home.
     */
    private static final long LEFT_BEHIND_MILLIS = 60 * 60 * 1000;

    private final @Nullable File directory;
    private final @Nullable String temporary = System.getProperty(TEMPORARY);

    private JnaLibrary(@Nullable File directory) {
        this.directory = directory;
    }

    /**
     * Unpacks it and shows JNA where it is.
     *
     * @param lastResort directories to be tried when all others have failed
     * @throws IOException if no place serves; the message says which were tried, and what stood in the way
     */
    static JnaLibrary unpack(List<Path> lastResort) throws IOException {
        if (Boolean.getBoolean(LOADED)) {
            return new JnaLibrary(null);
        }
        for (String setting : SETTINGS) {
            if (System.getProperty(setting) != null) {
                return new JnaLibrary(null);
            }
        }
        URL resource = Platform.class.getResource("/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + FILE);
        if (resource == null) {
            return new JnaLibrary(null); // JNA does not find it either, and tells
        }
        List<LibraryPlace> places = LibraryPlace.all(System.getProperties(), System.getenv(), lastResort);
        File directory = unpack(resource, places);
        JnaLibrary library = new JnaLibrary(directory);
        System.setProperty(BOOT_PATH, directory.getPath());
        System.setProperty(TEMPORARY, directory.getPath());
        return library;
    }

    static File unpack(URL resource, List<LibraryPlace> places) throws IOException {
        StringBuilder tried = new StringBuilder();
        for (LibraryPlace place : places) {
            try {
                return unpack(resource, place);
            } catch (IOException failure) {
                tried.append(tried.isEmpty() ? "" : "; ").append(place.directory());
                tried.append(" (").append(place.origin()).append("): ").append(reason(failure));
            }
        }
        throw new IOException("tried " + tried);
    }

    private static File unpack(URL resource, LibraryPlace place) throws IOException {
        if (place.within() != null && !place.within().isDirectory()) {
            throw new IOException("is not there");
        }
        Path parent = place.directory().toPath();
        if (!place.directory().isDirectory()) { // createDirectories(2) takes no symbolic link to one
            Files.createDirectories(parent, ownersAlone());
        }
        File directory = new File(place.directory(), DIRECTORY + System.nanoTime());
        Path made = Files.createDirectory(directory.toPath(), ownersAlone());
        try {
            requireSafe(parent, made, place.isWayAsked());
            write(resource, directory);
            return directory;
        } catch (IOException failure) {
            delete(directory);
            throw failure;
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownersAlone() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private static void requireSafe(Path parent, Path made, boolean isWayAsked) throws IOException {
        int self = owner(made);
        Map<String, Object> status = Files.readAttributes(parent, "unix:mode,uid");
        boolean safe = LibraryPlace.isSafe(number(status, "mode"), number(status, "uid"), self);
        for (Path each = parent.toRealPath(); safe && isWayAsked && each != null; each = each.getParent()) {
            Map<String, Object> above = Files.readAttributes(each, "unix:mode,uid");
            safe = LibraryPlace.isSafeAbove(number(above, "mode"), number(above, "uid"), self);
        }
        if (!safe) {
            throw new IOException("somebody else could replace files in it");
        }
    }

    private static void write(URL resource, File directory) throws IOException {
        File library = new File(directory, FILE);
        directory.deleteOnExit(); // the JVM may end before remove() is reached: a refused launch does
        library.deleteOnExit();
        byte[] content = content(resource);
        try (FileOutputStream out = new FileOutputStream(library)) {
            out.write(content);
        }
        // access(2) says no on a file system that is mounted noexec. To load it here would say more, but where JNA is
        // loaded
        // already, from another file, the JVM would take the native methods that JNA has not called yet from this one,
        // whose
        // data nobody has initialised, and crash.
        if (!library.setExecutable(true) || !library.canExecute()) {
            throw new IOException("is mounted noexec");
        }
    }

    /** From a jar without a connection to it, which is fifteen classes of the JDK. */
    private static byte[] content(URL resource) throws IOException {
        String url = resource.toString();
        int end = url.indexOf(IN_JAR);
        boolean plain = url.startsWith(JAR) && end == url.lastIndexOf(IN_JAR) && url.indexOf('%') < 0;
        if (plain) {
            try (ZipFile jar = new ZipFile(url.substring(JAR.length(), end))) {
                ZipEntry entry = jar.getEntry(url.substring(end + IN_JAR.length()));
                if (entry != null) {
                    return jar.getInputStream(entry).readAllBytes();
                }
            }
        }
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        }
    }

    /** JNA has loaded it, or will not: the file is not needed any more, and those of launchers that were killed are not. */
    void remove() {
        if (directory != null) {
            System.clearProperty(BOOT_PATH);
            if (temporary == null) {
                System.clearProperty(TEMPORARY);
            } else {
                System.setProperty(TEMPORARY, temporary);
            }
            sweep(directory);
            delete(directory);
        }
    }

    /** Removes directories beside this one that are as old as is said above, of this user, and of nobody else's making. */
    static void sweep(File own) {
        File parent = own.getParentFile();
        String[] names = parent.list();
        if (names == null) {
            return;
        }
        for (String name : names) {
            if (isOurs(name) && !name.equals(own.getName())) {
                File directory = new File(parent, name);
                if (isLeftBehind(directory.toPath(), own.toPath())) {
                    delete(directory);
                }
            }
        }
    }

    private static boolean isOurs(String name) {
        boolean ours = name.startsWith(DIRECTORY) && name.length() > DIRECTORY.length();
        for (int i = DIRECTORY.length(); ours && i < name.length(); i++) {
            ours = name.charAt(i) >= '0' && name.charAt(i) <= '9';
        }
        return ours;
    }

    private static boolean isLeftBehind(Path directory, Path own) {
        try {
            Map<String, Object> status =
                    Files.readAttributes(directory, "unix:isDirectory,uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(status.get("isDirectory"))
                    && number(status, "uid") == owner(own)
                    && status.get("lastModifiedTime") instanceof FileTime modified
                    && System.currentTimeMillis() - modified.toMillis() > LEFT_BEHIND_MILLIS;
        } catch (IOException gone) {
            return false;
        }
    }

    private static int owner(Path file) throws IOException {
        return number(Files.readAttributes(file, "unix:uid", LinkOption.NOFOLLOW_LINKS), "uid");
    }

    private static int number(Map<String, Object> attributes, String name) throws IOException {
        if (attributes.get(name) instanceof Integer number) {
            return number;
        }
        throw new IOException("has no " + name);
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return failure instanceof java.nio.file.FileSystemException
                ? failure.getClass().getSimpleName() + " " + message
                : String.valueOf(message);
    }

    @SuppressWarnings("ResultOfMethodCallIgnored") // what is left behind is swept another time, and harms nobody
    private static void delete(File directory) {
        new File(directory, FILE).delete();
        directory.delete();
    }
}
