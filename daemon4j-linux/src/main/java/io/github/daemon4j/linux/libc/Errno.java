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
    public static final Errno ENOTDIR = new Errno(20);
    public static final Errno ENOSPC = new Errno(28);
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
        return other instanceof Errno && ((Errno) other).number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    private static @org.jspecify.annotations.Nullable String name(int number) {
        switch (number) {
            case 1:
                return "EPERM";
            case 2:
                return "ENOENT";
            case 3:
                return "ESRCH";
            case 4:
                return "EINTR";
            case 5:
                return "EIO";
            case 7:
                return "E2BIG";
            case 8:
                return "ENOEXEC";
            case 9:
                return "EBADF";
            case 10:
                return "ECHILD";
            case 11:
                return "EAGAIN";
            case 12:
                return "ENOMEM";
            case 13:
                return "EACCES";
            case 17:
                return "EEXIST";
            case 20:
                return "ENOTDIR";
            case 21:
                return "EISDIR";
            case 22:
                return "EINVAL";
            case 23:
                return "ENFILE";
            case 24:
                return "EMFILE";
            case 26:
                return "ETXTBSY";
            case 28:
                return "ENOSPC";
            case 30:
                return "EROFS";
            case 36:
                return "ENAMETOOLONG";
            case 38:
                return "ENOSYS";
            case 40:
                return "ELOOP";
            case 122:
                return "EDQUOT";
            default:
                return null;
        }
    }
}
