/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.Errno;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** What the system said, behind an exception of Java: {@code ERRNO=} of sd_notify(3). */
public final class FailureErrno {

    /** More causes than any exception has that does not go round in circles. */
    private static final int MOST_CAUSES = 50;

    private FailureErrno() {}

    /** The number; 0 if the system has said nothing, or it cannot be known. */
    public static int of(@Nullable Throwable failure) {
        try {
            NativeAccess.require();
        } catch (DaemonException noNativeCalls) {
            return 0;
        }
        Throwable cause = failure;
        Errno errno = null;
        for (int i = 0; i < MOST_CAUSES && cause != null && errno == null; i++) {
            errno = cause instanceof IOException io ? behind(io) : null;
            cause = cause.getCause();
        }
        return errno == null ? 0 : errno.number();
    }

    /** Those of java.nio.file that have a name of their own tell nothing but the file. */
    private static @Nullable Errno behind(IOException failure) {
        if (failure instanceof ErrnoException told) {
            return told.errno();
        }
        if (failure instanceof NoSuchFileException) {
            return Errno.ENOENT;
        }
        if (failure instanceof AccessDeniedException) {
            return Errno.EACCES;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return Errno.EEXIST;
        }
        return failure.getMessage() == null ? null : Errno.toldBy(failure.getMessage());
    }
}
