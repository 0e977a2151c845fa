/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.libc.DaemonSpawn.Request;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The arguments of {@code posix_spawn(3)} as plain memory. */
final class PosixSpawn implements AutoCloseable {

    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;

    /** Since glibc 2.29, musl 1.1.24. */
    private static final String ADDCHDIR = "posix_spawn_file_actions_addchdir_np";

    /** Since glibc 2.34, in no musl. */
    private static final String ADDCLOSEFROM = "posix_spawn_file_actions_addclosefrom_np";

    /** At least {@code sizeof(posix_spawnattr_t)} (336 in glibc) and {@code sizeof(posix_spawn_file_actions_t)} (80). */
    private static final int OPAQUE_BYTES = 1024;

    private static final int O_RDONLY = 0;

    private final byte[] executable;
    private final String limits;
    private final Memory pid = new Memory(4);
    private final Memory path;
    private final Memory actions = new Memory(OPAQUE_BYTES);
    private final Memory attributes = new Memory(OPAQUE_BYTES);
    private final CStrings argv;
    private final CStrings envp;

    /** More descriptors of what is passed on, for no dup2(2) in the child is to overwrite a source before its turn. */
    private final List<Descriptor> raised = new ArrayList<>();

    static boolean hasCloseFrom() {
        return Libc.has(ADDCLOSEFROM);
    }

    PosixSpawn(Request request, short flags, boolean closesFrom) throws ErrnoException {
        executable = request.executable();
        limits = shown(request.privileges().limits());
        pid.clear();
        actions.clear(); // so that close() may destroy what was not made
        attributes.clear();
        path = CStrings.of(executable);
        argv = new CStrings(request.arguments());
        envp = new CStrings(request.environment());
        try {
            describeSignals(flags);
            describeFiles(request, closesFrom);
        } catch (ErrnoException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void describeSignals(short flags) throws ErrnoException {
        Libc.callReturningErrno("posix_spawnattr_init", attributes);
        short all = (short) (flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        Libc.callReturningErrno("posix_spawnattr_setflags", attributes, all);
        try (Memory set = new Memory(SignalMask.SIGSET_BYTES)) {
            // Every bit, not sigfillset(3): that leaves out 32 and 33, and glibc would then pass them on as ignored.
            set.setMemory(0, SignalMask.SIGSET_BYTES, (byte) 0xff);
            Libc.callReturningErrno("posix_spawnattr_setsigdefault", attributes, set);
            set.clear();
            Libc.callReturningErrno("posix_spawnattr_setsigmask", attributes, set);
        }
    }

    private void describeFiles(Request request, boolean closesFrom) throws ErrnoException {
        Libc.callReturningErrno("posix_spawn_file_actions_init", actions);
        if (request.workingDirectory() != null) {
            enter(request.workingDirectory());
        }
        if (request.standardInput() == DaemonSpawn.NO_INPUT) {
            try (Memory devNull = CStrings.of(new byte[] {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l'})) {
                Libc.callReturningErrno("posix_spawn_file_actions_addopen", actions, 0, devNull, O_RDONLY, 0);
            }
        } else {
            pass(request.standardInput(), 0);
        }
        pass(request.standardOutput(), 1);
        pass(request.standardError(), 2);
        int end = end(request.inherited());
        for (int number = DaemonSpawn.FIRST_PASSED; number < end; number++) {
            int source = source(request.inherited(), number);
            if (source < 0) {
                close(number);
            } else {
                pass(outOfTheWay(source, end), number);
            }
        }
        if (closesFrom) {
            Libc.callReturningErrno(ADDCLOSEFROM, actions, end);
        } else {
            closeEach(end);
        }
    }

    private void enter(byte[] workingDirectory) throws ErrnoException {
        if (!Libc.has(ADDCHDIR)) {
            throw new ErrnoException(
                    "setting a working directory without " + ADDCHDIR
                            + "(3), which takes glibc 2.29 or later (keepWorkingDirectory() does without),",
                    Errno.ENOSYS);
        }
        try (Memory directory = CStrings.of(workingDirectory)) {
            Libc.callReturningErrno(ADDCHDIR, actions, directory);
        }
    }

    /** The first number above all that are passed. */
    private static int end(List<Passed> inherited) {
        int end = DaemonSpawn.FIRST_PASSED;
        for (Passed passed : inherited) {
            end = Math.max(end, passed.number() + 1);
        }
        for (Passed passed : inherited) {
            if (passed.number() < DaemonSpawn.FIRST_PASSED) {
                throw new IllegalArgumentException("descriptor " + passed.source() + " cannot be passed on as "
                        + passed.number() + " among " + inherited);
            }
        }
        return end;
    }

    private int outOfTheWay(int source, int end) throws ErrnoException {
        if (source >= end) {
            return source;
        }
        Descriptor higher = Descriptor.duplicate(source, end);
        raised.add(higher);
        return higher.number();
    }

    private static int source(List<Passed> inherited, int number) {
        int source = -1;
        for (Passed passed : inherited) {
            if (passed.number() == number) {
                if (source >= 0) {
                    throw new IllegalArgumentException("two descriptors are passed on as " + number + ": " + inherited);
                }
                source = passed.source();
            }
        }
        return source;
    }

    /** What is open now; another thread may pass on what it opens, not close-on-exec, before the daemon is made. */
    private void closeEach(int first) throws ErrnoException {
        String[] open = new File("/proc/self/fd").list();
        if (open == null) {
            throw new ErrnoException("listing /proc/self/fd", Errno.ENOENT);
        }
        for (String name : open) {
            int descriptor = Integer.parseInt(name);
            if (descriptor >= first) {
                close(descriptor);
            }
        }
    }

    private void pass(int descriptor, int as) throws ErrnoException {
        Libc.callReturningErrno("posix_spawn_file_actions_adddup2", actions, descriptor, as);
    }

    /** One that is not open is no error to posix_spawn(3). */
    private void close(int descriptor) throws ErrnoException {
        Libc.callReturningErrno("posix_spawn_file_actions_addclose", actions, descriptor);
    }

    void appendTo(ChildProgram program) {
        program.call("posix_spawn", pid, path, actions, attributes, argv.pointer(), envp.pointer());
    }

    /** Makes the call here. */
    int call() throws ErrnoException {
        Object[] arguments = {pid, path, actions, attributes, argv.pointer(), envp.pointer()};
        int errno = Libc.function("posix_spawn").invokeInt(arguments);
        if (errno != 0) {
            throw failure(new Errno(errno));
        }
        return pid.getInt(0);
    }

    /** Whether the call has left a pid. */
    boolean isDone() {
        return pid.getInt(0) > 0;
    }

    /** The pid that the call has left; if it has left none, the failure. */
    int pid(Errno left) throws ErrnoException {
        if (!isDone()) {
            throw failure(left);
        }
        return pid.getInt(0);
    }

    private ErrnoException failure(Errno errno) {
        return new ErrnoException("posix_spawn(" + SystemText.shown(executable) + ")" + limits, errno);
    }

    /** A limit may be the reason, such as NPROC of EAGAIN, and AS of ENOMEM: the child shares this process's memory. */
    private static String shown(List<Limit> limits) {
        StringBuilder text = new StringBuilder();
        for (Limit limit : limits) {
            text.append(text.isEmpty() ? " with the limits " : ", ")
                    .append(limit.name())
                    .append(' ')
                    .append(ResourceLimits.shown(limit.value()));
        }
        return text.toString();
    }

    @Override
    public void close() {
        Libc.function("posix_spawn_file_actions_destroy").invokeInt(new Object[] {actions});
        Libc.function("posix_spawnattr_destroy").invokeInt(new Object[] {attributes});
        pid.close();
        path.close();
        actions.close();
        attributes.close();
        argv.close();
        envp.close();
        for (Descriptor higher : raised) {
            higher.close();
        }
    }
}
