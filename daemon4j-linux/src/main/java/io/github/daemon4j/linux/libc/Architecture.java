/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import org.jspecify.annotations.Nullable;

/**
 * The processors whose kernel interface is known here. One column of a table each: the rows are in {@link Syscall} and in
 * this constructor; every other constant of this package is the same on all of them.
 */
public enum Architecture {
    /** {@code arch/x86/entry/syscalls/syscall_64.tbl}, {@code asm-generic/fcntl.h}. */
    X86_64("amd64", 0400000, 16),
    /** {@code asm-generic/unistd.h}, {@code arch/arm64/include/uapi/asm/fcntl.h}. */
    AARCH64("aarch64", 0100000, 16),
    /** {@code asm-generic/unistd.h}, {@code asm-generic/fcntl.h}. */
    RISCV64("riscv64", 0400000, 16),
    /** {@code asm-generic/unistd.h}, {@code asm-generic/fcntl.h}. */
    LOONGARCH64("loongarch64", 0400000, 16),
    /**
     * {@code arch/powerpc/kernel/syscalls/syscall.tbl}, {@code fcntl.h} and {@code socket.h} of
     * {@code arch/powerpc/include/uapi/asm}.
     */
    PPC64LE("ppc64le", 0100000, 20),
    /** {@code arch/s390/kernel/syscalls/syscall.tbl}, {@code asm-generic/fcntl.h}. */
    S390X("s390x", 0400000, 16);

    private final String jdkName;
    private final int noFollow;
    private final int passCredentials;

    Architecture(String jdkName, int noFollow, int passCredentials) {
        this.jdkName = jdkName;
        this.noFollow = noFollow;
        this.passCredentials = passCredentials;
    }

    /** The one that the JDK calls so in {@code os.arch}; null if it is none of these. */
    static @Nullable Architecture named(String jdkName) {
        for (Architecture architecture : values()) {
            if (architecture.jdkName.equals(jdkName)) {
                return architecture;
            }
        }
        return null;
    }

    /**
     * The one of this JVM.
     *
     * @throws UnsupportedOperationException if it is not known; {@link NativeAccess#require()} says so before anything is done
     */
    public static Architecture current() {
        String name = System.getProperty("os.arch", "");
        Architecture current = named(name);
        if (current == null) {
            throw new UnsupportedOperationException(unknown(name));
        }
        return current;
    }

    /** What to say of an architecture that is none of these. */
    static String unknown(String jdkName) {
        StringBuilder known = new StringBuilder();
        for (Architecture architecture : values()) {
            known.append(known.isEmpty() ? "" : ", ").append(architecture.jdkName);
        }
        return "daemon4j does not know the system calls of " + jdkName + "; it knows those of " + known;
    }

    /** {@code O_NOFOLLOW} of open(2). */
    public int noFollow() {
        return noFollow;
    }

    /** {@code SO_PASSCRED} of unix(7). */
    int passCredentials() {
        return passCredentials;
    }
}
