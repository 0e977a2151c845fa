/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * An error number of Linux. Not an enum, because a kernel may answer with a number that is not known here. The numbers
 * are those of {@code asm-generic/errno-base.h} and {@code errno.h}, which every {@link Architecture} known here shares
 * (MIPS and SPARC differ above 34).
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
    public static final Errno EAFNOSUPPORT = new Errno(97);
    public static final Errno EADDRINUSE = new Errno(98);
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    public static final Errno ECONNREFUSED = new Errno(111);

    /** From 1 on, ten a line: {@code asm-generic/errno-base.h} and {@code errno.h}, where 41 and 58 stand for none. */
    private static final String NAMES = "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD "
            + "EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR "
            + "EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS "
            + "EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP "
            + "- ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI "
            + "EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR "
            + "ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM "
            + "EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD "
            + "ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE "
            + "EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN "
            + "ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT "
            + "ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM "
            + "EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD "
            + "ENOTRECOVERABLE ERFKILL EHWPOISON";

    private static final int COUNT = 133;

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
    public boolean equals(@Nullable Object other) {
        return other instanceof Errno that && that.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    /**
     * The error of which a message of the JDK tells: such a message is, or ends with, what {@code strerror} says in the
     * language of this process, as in {@code /var/x (Permission denied)}.
     *
     * @return null if it tells of none
     */
    public static @Nullable Errno toldBy(String message) {
        for (int number = 1; number <= COUNT; number++) {
            String text = Libc.describe(number);
            if (message.equals(text) || message.endsWith("(" + text + ")") || message.endsWith(": " + text)) {
                return new Errno(number);
            }
        }
        return null;
    }

    private static @Nullable String name(int number) {
        StringTokenizer names = new StringTokenizer(NAMES);
        String name = null;
        for (int i = 0; i < number && names.hasMoreTokens(); i++) {
            name = names.nextToken();
        }
        return number > COUNT || "-".equals(name) ? null : name;
    }
}
