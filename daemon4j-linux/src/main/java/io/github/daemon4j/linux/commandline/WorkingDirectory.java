/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

/**
 * The directory relative paths of the command line start from.
 *
 * <p>Paths are joined, never normalized: {@code ..} and symbolic links go on meaning what they meant.
 */
final class WorkingDirectory {

    /** What an empty element of a path list means. */
    enum Empty {
        HERE,
        /** {@code String.split} drops the last ones. */
        HERE_UNLESS_TRAILING,
        NOTHING
    }

    private final String path;

    WorkingDirectory(String path) {
        this.path = path;
    }

    /** The directory as an element of a class path: never the wildcard it would be if it were named {@code *}. */
    String here() {
        return path.endsWith("/*") ? path + "/" : path;
    }

    String file(String file) {
        if (file.isEmpty() || file.charAt(0) == '/') {
            return file;
        }
        return path.endsWith("/") ? path + file : path + "/" + file;
    }

    /** As {@link #file(String)}, for an option in whose value the characters of {@code special} have a meaning. */
    String file(String file, String special, Word where) {
        String absolute = file(file);
        if (!absolute.equals(file)) {
            requireNone(special, where);
        }
        return absolute;
    }

    String list(String paths, Empty empty, Word where) {
        StringBuilder absolute = new StringBuilder();
        int end = paths.length();
        while (empty == Empty.HERE_UNLESS_TRAILING && end > 0 && paths.charAt(end - 1) == ':') {
            end--;
        }
        if (end == 0 && empty == Empty.HERE_UNLESS_TRAILING) {
            return paths;
        }
        int start = 0;
        while (start <= end) {
            int colon = paths.indexOf(':', start);
            int stop = colon < 0 || colon > end ? end : colon;
            String element = paths.substring(start, stop);
            if (start > 0) {
                absolute.append(':');
            }
            absolute.append(element.isEmpty() && empty != Empty.NOTHING ? here() : file(element));
            start = stop + 1;
        }
        absolute.append(paths, end, paths.length());
        String result = absolute.toString();
        if (!result.equals(paths)) {
            requireNone(":", where);
        }
        return result;
    }

    void requireNone(String special, Word where) {
        for (int i = 0; i < special.length(); i++) {
            if (path.indexOf(special.charAt(i)) >= 0) {
                throw new LaunchRefusedException(
                        where.describe() + " is relative to " + ByteText.show(path) + ", and '" + special.charAt(i)
                                + "' in that name has a meaning of its own there, so it cannot be made absolute",
                        "use absolute paths, start from a directory without that character,"
                                + " or set DaemonOptions.keepWorkingDirectory()");
            }
        }
    }
}
