/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a service are, and what its unit has to open for them. Refuses what could not run: a file that is in a
 * place which the unit has one of its own of, or that its user cannot write.
 *
 * @param readsHomes whether it has to read below a home
 * @param writable directories it has to be allowed to write to
 */
public record UnitPlaces(boolean readsHomes, List<String> writable) {

    private static final List<String> HOMES = List.of("/home/", "/root/", "/run/user/");
    private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/");

    /** Directories that a unit makes one in of its own name, and the setting that does it. */
    static final String[][] OWN = {
        {"/run/", "RuntimeDirectory"},
        {"/var/run/", "RuntimeDirectory"},
        {"/var/lib/", "StateDirectory"},
        {"/var/cache/", "CacheDirectory"},
        {"/var/log/", "LogsDirectory"},
    };

    public UnitPlaces {
        writable = List.copyOf(writable);
    }

    /** Those of a unit for a user's own manager, which sees what the user sees. */
    public static UnitPlaces ofUser() {
        return new UnitPlaces(false, List.of());
    }

    /**
     * Those of a unit of the system.
     *
     * @param unit its name
     * @param user who it runs as; null for a user that is made for it
     * @param read files and directories that the JVM is told to read, absolute
     * @param written the files that it writes, absolute, but for those that go where the unit says
     * @throws DaemonException if it could not run
     */
    public static UnitPlaces ofSystem(String unit, @Nullable String user, List<String> read, List<String> written) {
        boolean homes = false;
        for (String path : read) {
            if (startsWithOneOf(path, TEMPORARY)) {
                throw new DaemonException(path + " would not be there for the unit, which has a /tmp of its own"
                        + " (PrivateTmp=yes): install it elsewhere, such as below /opt");
            }
            homes |= startsWithOneOf(path, HOMES);
        }
        List<String> writable = new ArrayList<>();
        for (String file : written) {
            String directory = isOwn(file, unit) ? null : directoryOf(file, unit, user);
            if (directory != null && !writable.contains(directory)) {
                writable.add(directory);
            }
        }
        return new UnitPlaces(homes, writable);
    }

    private static boolean isOwn(String path, String unit) {
        for (String[] own : OWN) {
            if (path.startsWith(own[0] + unit + "/")) {
                return true;
            }
        }
        return startsWithOneOf(path, TEMPORARY);
    }

    private static String directoryOf(String file, String unit, @Nullable String user) {
        String directory = file.substring(0, Math.max(1, file.lastIndexOf('/')));
        boolean root = user != null && (user.equals("root") || user.equals("0"));
        boolean closed = directory.equals("/run") || directory.equals("/var/run");
        if (user == null || (closed && !root)) {
            throw new DaemonException(file + " is not where the unit's user "
                    + (user == null ? "(DynamicUser=yes) " : user + " ")
                    + "can write: name it by DaemonOptions.runtimeFile(..),"
                    + " which follows the unit, or put it below /run/" + unit + "/, which the unit makes");
        }
        return directory;
    }

    private static boolean startsWithOneOf(String path, List<String> directories) {
        for (String directory : directories) {
            if (path.startsWith(directory)) {
                return true;
            }
        }
        return false;
    }
}
