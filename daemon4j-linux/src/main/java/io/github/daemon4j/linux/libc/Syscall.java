/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

/** Numbers of the system calls that are made without a wrapper of the C library, by {@link Architecture}. */
enum Syscall {
    SETGROUPS(116, 159, 81, 206),
    SETRESUID(117, 147, 164, 208),
    SETRESGID(119, 149, 169, 210),
    PIDFD_SEND_SIGNAL(424),
    PIDFD_OPEN(434),
    PIDFD_GETFD(438);

    private final int x86;
    private final int generic;
    private final int power;
    private final int s390;

    /** One of those since 2019, which have the same number everywhere. */
    Syscall(int number) {
        this(number, number, number, number);
    }

    Syscall(int x86, int generic, int power, int s390) {
        this.x86 = x86;
        this.generic = generic;
        this.power = power;
        this.s390 = s390;
    }

    /** The number here. */
    long number() {
        return number(Architecture.current());
    }

    long number(Architecture architecture) {
        // A switch would load two classes more.
        if (architecture == Architecture.X86_64) {
            return x86;
        }
        if (architecture == Architecture.PPC64LE) {
            return power;
        }
        return architecture == Architecture.S390X ? s390 : generic;
    }
}
