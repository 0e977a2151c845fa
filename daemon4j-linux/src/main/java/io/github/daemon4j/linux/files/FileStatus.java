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
public record FileStatus(int mode, long uid, long gid, int links, long size, long device, long inode) {

    private static final int FILE_TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SOCKET = 0140000;
    private static final int STICKY = 01000;

    /** What has the path now. */
    public static FileStatus of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid,nlink,size,dev,ino", options);
        return new FileStatus(
                (int) number(attributes, "mode"),
                id(attributes, "uid"),
                id(attributes, "gid"),
                (int) number(attributes, "nlink"),
                number(attributes, "size"),
                number(attributes, "dev"),
                number(attributes, "ino"));
    }

    /** The file that is held, whatever its path names by now. */
    public static FileStatus of(Descriptor held) throws IOException {
        return of(Path.of("/proc/self/fd/" + held.number()));
    }

    /** The JDK gives the 32 bits of an id as an int. */
    private static long id(Map<String, Object> attributes, String name) {
        return number(attributes, name) & 0xffffffffL;
    }

    private static long number(Map<String, Object> attributes, String name) {
        return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
    }

    public boolean isRegular() {
        return (mode & FILE_TYPE) == REGULAR;
    }

    boolean isSocket() {
        return (mode & FILE_TYPE) == SOCKET;
    }

    boolean isDirectory() {
        return (mode & FILE_TYPE) == DIRECTORY;
    }

    boolean isLink() {
        return (mode & FILE_TYPE) == LINK;
    }

    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    boolean isGroupWritable() {
        return (mode & 0020) != 0;
    }

    boolean isWorldWritable() {
        return (mode & 0002) != 0;
    }

    boolean isSameFileAs(FileStatus other) {
        return device == other.device && inode == other.inode;
    }

    /** The permission bits as chmod(1) takes them. */
    String permissions() {
        return Integer.toOctalString(mode & 07777);
    }
}
