/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.privileges;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.OwnPrivileges;
import io.github.daemon4j.linux.proc.ProcSelf;
import io.github.daemon4j.linux.proc.ThreadCredentials;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A running root JVM that becomes another user for good. First all that can be refused is; then the ids are changed, in every
 * thread; then every thread is read back. What is not dropped by then never will be, so the process has to end.
 */
public final class PrivilegeDrop {

    /** How long a thread that was ending may take to be gone: measured were 0.14 s on a busy machine. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private PrivilegeDrop() {}

    /** One look at all threads. */
    interface Look {
        List<ThreadCredentials> threads() throws IOException;
    }

    /**
     * Becomes a user.
     *
     * @param group null for the user's own
     * @param given descriptors whose files the user is to be able to open again
     * @return what did not hold: the process must end at once; null if all did
     * @throws DaemonException if it cannot be done here; nothing was changed
     * @throws IllegalStateException if the options ask for what only an execve(2) can do; nothing was changed
     */
    public static @Nullable String become(
            String user, @Nullable String group, DaemonOptions options, List<Integer> given) {
        List<ThreadCredentials> before = threads();
        refuseWhatTakesExec(options, before);
        long uid = before.get(0).users().get(1);
        if (uid != 0) {
            throw new DaemonException("cannot become user " + user + ": this process is not root, but uid " + uid
                    + "; privileges are dropped once, and not where DaemonOptions.user(..) has done it");
        }
        NativeAccess.require();
        Identity identity = identity(user, group);
        refuseUnlike(before);
        try {
            if (DaemonSpawn.leavesSession()) { // else no child can try it
                DaemonSpawn.rehearse(new Privileges(identity, null, List.of(), null, false));
            }
            for (int descriptor : given) {
                OwnPrivileges.give(descriptor, identity);
            }
            OwnPrivileges.forbidCoreDumps();
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot become user " + user + ": " + failure.getMessage(), failure);
        }
        try {
            OwnPrivileges.become(identity);
            String own = problem(List.of(ThreadCredentials.ofCaller()), identity);
            return own != null ? own : settled(ThreadCredentials::ofAll, identity, PATIENCE_NANOS);
        } catch (IOException | RuntimeException failure) {
            return "privileges were not dropped as asked for, user " + user + ": " + failure.getMessage();
        }
    }

    private static List<ThreadCredentials> threads() {
        try {
            return ThreadCredentials.ofAll();
        } catch (IOException noProc) {
            throw ProcSelf.notReadable(noProc);
        }
    }

    private static void refuseWhatTakesExec(DaemonOptions options, List<ThreadCredentials> threads) {
        if (options.capabilities().isPresent()) {
            throw new IllegalStateException(
                    "the options ask for capabilities(..): a running JVM can keep them in one thread"
                            + " only; become the user by DaemonOptions.user(..), before it runs");
        }
        boolean all = true;
        for (ThreadCredentials thread : threads) {
            all &= thread.noNewPrivileges();
        }
        if (options.noNewPrivileges() && !all) {
            throw new IllegalStateException("the options ask for noNewPrivileges(true): a running JVM can set it in one"
                    + " thread only, and nothing has set it before this one ran");
        }
    }

    private static Identity identity(String user, @Nullable String group) {
        Identity identity = UserAccount.of(user, group).identity();
        if (identity == null || identity.uid() == 0) {
            throw new DaemonException("user " + user + " is root, who keeps every privilege; name another one");
        }
        return identity;
    }

    /** The C library ends the process, without a word of ours, where the call is refused in some threads only. */
    private static void refuseUnlike(List<ThreadCredentials> threads) {
        for (ThreadCredentials thread : threads) {
            if (!thread.isLike(threads.get(0))) {
                throw new DaemonException("threads of this process have changed their own privileges, and cannot become"
                        + " another user together: " + threads.get(0) + "; " + thread);
            }
        }
    }

    /**
     * Looks until no thread has anything left. glibc passes over a thread that is ending ({@code setxid_mark_thread} in
     * nptl_setxid.c): it runs nothing of the program's any more, but /proc shows it for a moment as it was.
     *
     * @return what a thread has that did not end; null if nothing is left
     */
    static @Nullable String settled(Look look, Identity identity, long patienceNanos) throws IOException {
        long begun = System.nanoTime();
        String problem = problem(look.threads(), identity);
        while (problem != null && System.nanoTime() - begun < patienceNanos) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            problem = problem(look.threads(), identity);
        }
        return problem;
    }

    /** What is left of the old privileges in some thread; null if nothing is. */
    static @Nullable String problem(List<ThreadCredentials> threads, Identity identity) {
        List<Long> groups = new ArrayList<>();
        for (int group : identity.groups()) {
            groups.add(Integer.toUnsignedLong(group));
        }
        Collections.sort(groups);
        for (ThreadCredentials thread : threads) {
            if (!thread.is(identity.uid(), identity.gid())
                    || !thread.supplementary().equals(groups)
                    || !thread.hasNoCapabilities()) {
                return "privileges were not dropped in every thread: to be uid " + identity.uid() + ", gid "
                        + identity.gid() + ", groups " + groups + ", but there is " + thread;
            }
        }
        return null;
    }
}
