/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Platform;

/** Numbers of the system calls that are made without a wrapper of the C library, by architecture. */
enum Syscall {
    /** {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code include/uapi/asm-generic/unistd.h}. */
    SETGROUPS(116, 159),
    SETRESUID(117, 147),
    SETRESGID(119, 149),
    PIDFD_SEND_SIGNAL(424, 424),
    PIDFD_OPEN(434, 434);

    private final int x86;
    private final int generic;

    Syscall(int x86, int generic) {
        this.x86 = x86;
        this.generic = generic;
    }

    /**
     * The number here. The generic table serves aarch64, riscv64 and loongarch64; 424 and later are the same everywhere.
     *
     * @throws UnsupportedOperationException for an architecture whose table is neither
     */
    long number() {
        if (x86 == generic) {
            return x86;
        }
        String arch = Platform.ARCH;
        if (arch.equals("x86-64")) {
            return x86;
        }
        if (arch.equals("aarch64") || arch.equals("riscv64") || arch.equals("loongarch64")) {
            return generic;
        }
        throw new UnsupportedOperationException("daemon4j does not know the number of " + name() + " on " + arch);
    }
}
