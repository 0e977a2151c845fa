/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A directory where JNA's library may be unpacked.
 *
 * @param origin what names it, for messages
 * @param directory the directory, which is made if it is not there
 * @param within what must be there already; null if all of it may be made
 * @param isWayAsked whether the directories above it have to be as safe as it is, because it may be anywhere
 */
record LibraryPlace(String origin, File directory, @Nullable File within, boolean isWayAsked) {

    private static final String JNA = "JNA/temp";

    /** For the service managers' directories, systemd.exec(5): the first of a list. */
    private static final String[] SERVICE_DIRECTORIES = {"RUNTIME_DIRECTORY", "STATE_DIRECTORY", "CACHE_DIRECTORY"};

    /**
     * Those there are, the best first: where the user of JNA says, where JNA itself unpacks, then whatever a service or a
     * container without a home has. One that is not absolute is none: a user without an entry has the home {@code ?}.
     *
     * @param lastResort directories that are there for something else
     */
    static List<LibraryPlace> all(Properties properties, Map<String, String> environment, List<Path> lastResort) {
        List<LibraryPlace> places = new ArrayList<>();
        String asked = properties.getProperty("jna.tmpdir");
        if (asked != null) {
            places.add(new LibraryPlace("-Djna.tmpdir", new File(asked).getAbsoluteFile(), null, false));
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (isAbsolute(cache)) {
            places.add(new LibraryPlace("XDG_CACHE_HOME", new File(cache, JNA), null, false));
        }
        String home = properties.getProperty("user.home", "");
        if (isAbsolute(home)) {
            places.add(new LibraryPlace("user.home", new File(home, ".cache/" + JNA), new File(home), false));
        }
        for (String variable : SERVICE_DIRECTORIES) {
            String list = environment.getOrDefault(variable, "");
            int colon = list.indexOf(':');
            addExisting(places, variable, colon < 0 ? list : list.substring(0, colon));
        }
        addExisting(places, "XDG_RUNTIME_DIR", environment.getOrDefault("XDG_RUNTIME_DIR", ""));
        addExisting(places, "java.io.tmpdir", properties.getProperty("java.io.tmpdir", ""));
        addExisting(places, "tmpfs", "/dev/shm");
        for (Path path : lastResort) {
            places.add(new LibraryPlace("beside its files", path.toFile(), path.toFile(), true));
        }
        return places;
    }

    private static void addExisting(List<LibraryPlace> places, String origin, String path) {
        if (isAbsolute(path)) {
            File directory = new File(path);
            places.add(new LibraryPlace(origin, directory, directory, false));
        }
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    /**
     * Whether nobody but root and this user can put something else in the place of a directory: not even a group, because
     * nobody has chosen this one for what is executed.
     */
    static boolean isSafeAbove(int mode, int owner, int self) {
        boolean sticky = (mode & 01000) != 0;
        return isSafe(mode, owner, self) && ((mode & 020) == 0 || sticky);
    }

    /**
     * Whether nobody but root and this user can put something else in the place of what this user makes there: it belongs to
     * one of them, and if others can write to it, it is sticky, as {@code /tmp} is. A group that can is the owner's choice.
     */
    static boolean isSafe(int mode, int owner, int self) {
        boolean othersCanWrite = (mode & 02) != 0;
        boolean sticky = (mode & 01000) != 0;
        return (owner == 0 || owner == self) && (!othersCanWrite || sticky);
    }
}
