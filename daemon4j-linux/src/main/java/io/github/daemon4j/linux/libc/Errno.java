/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/**
 * An error number of Linux. Not an enum, because a kernel may answer with a number this list does not know. The numbers
 * are those of {@code asm-generic/errno-base.h} and {@code errno.h}, which every architecture with a JVM shares for the
 * ones named here (MIPS and SPARC differ above 34).
 */
public final class Errno {

    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOENT = new Errno(2);
    public static final Errno ESRCH = new Errno(3);
    public static final Errno EINTR = new Errno(4);
    public static final Errno EAGAIN = new Errno(11);
    public static final Errno EACCES = new Errno(13);
    public static final Errno EEXIST = new Errno(17);
    public static final Errno EINVAL = new Errno(22);
    public static final Errno ENOSPC = new Errno(28);
    public static final Errno ERANGE = new Errno(34);
    public static final Errno ENOSYS = new Errno(38);
    public static final Errno ELOOP = new Errno(40);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** The number, as in {@code errno.h}. */
    public int number() {
        return number;
    }

    /** The name and what {@code strerror} says of it, such as {@code ENOENT (No such file or directory)}. */
    @Override
    public String toString() {
        String name = name(number);
        String text = Libc.describe(number);
        return (name != null ? name : "errno " + number) + " (" + text + ")";
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Errno that && that.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    private static @org.jspecify.annotations.Nullable String name(int number) {
        return switch (number) {
            case 1 -> "EPERM";
            case 2 -> "ENOENT";
            case 3 -> "ESRCH";
            case 4 -> "EINTR";
            case 5 -> "EIO";
            case 6 -> "ENXIO";
            case 7 -> "E2BIG";
            case 8 -> "ENOEXEC";
            case 9 -> "EBADF";
            case 10 -> "ECHILD";
            case 11 -> "EAGAIN";
            case 12 -> "ENOMEM";
            case 13 -> "EACCES";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 18 -> "EXDEV";
            case 19 -> "ENODEV";
            case 20 -> "ENOTDIR";
            case 21 -> "EISDIR";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 26 -> "ETXTBSY";
            case 27 -> "EFBIG";
            case 28 -> "ENOSPC";
            case 30 -> "EROFS";
            case 31 -> "EMLINK";
            case 32 -> "EPIPE";
            case 34 -> "ERANGE";
            case 36 -> "ENAMETOOLONG";
            case 37 -> "ENOLCK";
            case 38 -> "ENOSYS";
            case 40 -> "ELOOP";
            case 75 -> "EOVERFLOW";
            case 95 -> "EOPNOTSUPP";
            case 110 -> "ETIMEDOUT";
            case 111 -> "ECONNREFUSED";
            case 116 -> "ESTALE";
            case 122 -> "EDQUOT";
            default -> null;
        };
    }
}
