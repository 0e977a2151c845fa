/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.testkit;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** The system calls on the master of a pseudo terminal (pty(7), ioctl_tty(2)). */
final class PseudoTerminal {

    private static final int O_NOCTTY = 0x100;
    private static final long TIOCGPGRP = 0x540F;
    private static final long TIOCSWINSZ = 0x5414;
    private static final long TIOCGSID = 0x5429;

    private PseudoTerminal() {}

    private static final class C {
        static {
            Native.register(C.class, NativeLibrary.getProcess());
        }

        static native int posix_openpt(int flags);

        static native int grantpt(int fd);

        static native int unlockpt(int fd);

        static native int ptsname_r(int fd, Pointer buffer, long length);

        static native int ioctl(int fd, long request, Pointer argument);
    }

    /** A new master, close-on-exec and nobody's controlling terminal. */
    static int openMaster() {
        int master = Libc.check(C.posix_openpt(Libc.O_RDWR | O_NOCTTY | Libc.O_CLOEXEC), "posix_openpt");
        Libc.check(C.grantpt(master), "grantpt");
        Libc.check(C.unlockpt(master), "unlockpt");
        Libc.doNotBlock(master);
        return master;
    }

    static String slaveName(int master) {
        Memory name = new Memory(128);
        int error = C.ptsname_r(master, name, name.size());
        if (error != 0) {
            throw Libc.failure("ptsname_r", error);
        }
        return name.getString(0);
    }

    static void setSize(int master, int columns, int rows) {
        Memory size = new Memory(8);
        size.clear();
        size.setShort(0, (short) rows);
        size.setShort(2, (short) columns);
        Libc.check(C.ioctl(master, TIOCSWINSZ, size), "ioctl(TIOCSWINSZ)");
    }

    /** The foreground process group of the terminal behind this master; 0 if it has none. */
    static int foregroundProcessGroup(int master) {
        Memory group = new Memory(4);
        Libc.check(C.ioctl(master, TIOCGPGRP, group), "ioctl(TIOCGPGRP)");
        return group.getInt(0);
    }

    /** The session whose controlling terminal this is; 0 if it is nobody's. */
    static int session(int master) {
        Memory session = new Memory(4);
        // ENOTTY is how the kernel says that no session has it.
        return C.ioctl(master, TIOCGSID, session) == 0 ? session.getInt(0) : 0;
    }
}
