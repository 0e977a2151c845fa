/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.linux.libc.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** What stat(2) says of a file, as far as it is asked here. */
public record FileStatus(int mode, int uid, int gid, int links, long size, long device, long inode) {

    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;

    public static FileStatus of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid,nlink,size,dev,ino", options);
        return new FileStatus(
                (int) number(attributes, "mode"),
                (int) number(attributes, "uid"),
                (int) number(attributes, "gid"),
                (int) number(attributes, "nlink"),
                number(attributes, "size"),
                number(attributes, "dev"),
                number(attributes, "ino"));
    }

    /** The file that is open, whatever its path names by now. */
    public static FileStatus of(Descriptor open) throws IOException {
        return of(Path.of("/proc/self/fd/" + open.number()));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
    }

    public boolean isRegular() {
        return (mode & FILE_TYPE) == REGULAR;
    }

    public boolean isSameFileAs(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /** The permission bits as chmod(1) takes them. */
    public String permissions() {
        return Integer.toOctalString(mode & 07777);
    }
}
