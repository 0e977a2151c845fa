/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import com.sun.jna.Memory;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The native step: one call that forks, leaves the session, forks again and executes the daemon.
 *
 * <p>The intermediate process is a {@link ChildProgram}: {@code setsid}, {@code umask}, priority, limits and identity, then
 * {@code posix_spawn(3)} of the daemon, then {@code _exit}. The daemon is therefore a member of a session whose leader is
 * gone: it has no controlling terminal and, leading no session, cannot acquire one, although the JDK opens files without
 * {@code O_NOCTTY}. {@code posix_spawn} writes the daemon's pid straight into this process's memory.
 */
public final class DaemonSpawn {

    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final short POSIX_SPAWN_SETSID = 0x80;

    /** Since glibc 2.29, musl 1.1.24. */
    private static final String ADDCHDIR = "posix_spawn_file_actions_addchdir_np";

    /** Since glibc 2.34, in no musl. */
    private static final String ADDCLOSEFROM = "posix_spawn_file_actions_addclosefrom_np";

    /** At least {@code sizeof(posix_spawnattr_t)} (336 in glibc) and {@code sizeof(posix_spawn_file_actions_t)} (80). */
    private static final int OPAQUE_BYTES = 1024;

    private static final int O_RDONLY = 0;
    private static final int PRIO_PROCESS = 0;
    private static final int RLIMIT_CORE = 4;

    /** What to start, and in which state. Every byte array is passed as it is; none contains a NUL. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Request(
            byte[] executable,
            List<byte[]> arguments,
            List<byte[]> environment,
            byte @Nullable [] workingDirectory,
            int umask,
            int standardOutput,
            int standardError,
            List<Passed> inherited,
            @Nullable Identity identity,
            @Nullable Integer nice,
            boolean coreDumps) {}

    /** A descriptor of this process, and its number in the daemon. */
    public record Passed(int source, int number) {}

    /** User, group and supplementary groups of the daemon. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Identity(int uid, int gid, int[] groups) {}

    /** What was started: the daemon is a child of this process if it adopts orphans, and init's otherwise. */
    public record Spawned(int pid, boolean sessionLeader) {}

    private DaemonSpawn() {}

    /** Whether a daemon made here leads no session, because the C library lets it be forked twice. */
    public static boolean leavesSession() {
        return ChildProgram.isAvailable();
    }

    /**
     * Starts a program as a daemon.
     *
     * <p>Descriptor 0 is {@code /dev/null}, 1 and 2 are what the request says, the descriptors of
     * {@code request.inherited()} become 3, 4 and so on, and no other is passed on.
     *
     * @throws ErrnoException if the program could not be executed, or this process may not become what was asked for; then
     *     nothing was started
     */
    public static Spawned spawn(Request request) throws ErrnoException {
        Signals.keepChildren();
        boolean closesFrom = Libc.has(ADDCLOSEFROM);
        return leavesSession() ? spawnAsMember(request, closesFrom) : spawnAsSessionLeader(request, closesFrom);
    }

    /** With {@code makecontext}: two forks. */
    static Spawned spawnAsMember(Request request, boolean closesFrom) throws ErrnoException {
        if (request.identity() != null) {
            rehearse(request.identity());
        }
        if (request.nice() != null) {
            rehearse(request.nice());
        }
        try (PosixSpawn spawn = new PosixSpawn(request, (short) 0, closesFrom);
                Memory limit = new Memory(16);
                Memory groups = groups(request.identity())) {
            ChildProgram program = new ChildProgram().call("setsid").call("umask", request.umask());
            if (request.nice() != null) {
                setNice(program, request.nice());
            }
            if (!request.coreDumps()) {
                limit.clear();
                program.call("setrlimit", RLIMIT_CORE, limit);
            }
            if (request.identity() != null) {
                become(program, request.identity(), groups);
            }
            spawn.appendTo(program);
            try {
                return spawn.result(program.run(), false);
            } catch (ErrnoException failure) {
                if (spawn.pid.getInt(0) > 0) {
                    // The intermediate did its work, whoever has reaped or killed it then.
                    return new Spawned(spawn.pid.getInt(0), false);
                }
                requireWorkingDirectory(request, groups);
                throw failure;
            }
        }
    }

    /**
     * Tries the change of identity in a child that does nothing else, because the calls of a {@link ChildProgram} cannot
     * branch: a program must never be executed as root because {@code setuid} was refused.
     */
    private static void rehearse(Identity identity) throws ErrnoException {
        int count = identity.groups().length;
        try (Memory groups = groups(identity);
                Memory ids = new Memory(24);
                Memory seen = new Memory(4L * (count + 1))) {
            ids.clear();
            seen.clear();
            ChildProgram program = new ChildProgram();
            become(program, identity, groups);
            program.call("getresuid", ids, ids.share(4), ids.share(8))
                    .call("getresgid", ids.share(12), ids.share(16), ids.share(20))
                    .call("getgroups", count + 1, seen);
            Errno left = program.run();
            boolean became = true;
            for (int i = 0; i < 3; i++) {
                became &= ids.getInt(4L * i) == identity.uid() && ids.getInt(12 + 4L * i) == identity.gid();
            }
            if (!became || !sameGroups(identity.groups(), seen.getIntArray(0, count + 1))) {
                throw new ErrnoException(
                        "becoming uid " + identity.uid() + ", gid " + identity.gid()
                                + " (setgroups, setresgid, setresuid)",
                        left.number() != 0 ? left : Errno.EPERM);
            }
        }
    }

    /** Tries the change of priority likewise; its errno is all there is to be seen. */
    private static void rehearse(int nice) throws ErrnoException {
        Errno left = setNice(new ChildProgram(), nice).run();
        if (left.number() != 0) {
            throw new ErrnoException(
                    "setting nice to " + nice
                            + " (setpriority), for which CAP_SYS_NICE or a higher RLIMIT_NICE is needed,",
                    left);
        }
    }

    private static ChildProgram setNice(ChildProgram program, int nice) {
        return program.call("setpriority", PRIO_PROCESS, 0, nice);
    }

    /** {@code posix_spawn} does not tell which step failed: tries to enter the directory, as the daemon's user. */
    private static void requireWorkingDirectory(Request request, @Nullable Memory groups) throws ErrnoException {
        if (request.workingDirectory() == null) {
            return;
        }
        try (Memory directory = CStrings.of(request.workingDirectory())) {
            ChildProgram program = new ChildProgram();
            if (request.identity() != null) {
                become(program, request.identity(), groups);
            }
            Errno left = program.call("chdir", directory).run();
            if (left.number() != 0) {
                String user = request.identity() == null
                        ? ""
                        : " as uid " + request.identity().uid();
                throw new ErrnoException("chdir(" + shown(request.workingDirectory()) + ")" + user, left);
            }
        }
    }

    private static String shown(byte[] path) {
        return new String(path, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static boolean sameGroups(int[] asked, int[] seen) {
        int[] expected = asked.clone();
        int[] actual = java.util.Arrays.copyOf(seen, asked.length);
        java.util.Arrays.sort(expected);
        java.util.Arrays.sort(actual);
        return java.util.Arrays.equals(expected, actual) && seen[asked.length] == 0;
    }

    /** Raw system calls: glibc's wrappers signal every thread that shares the memory, and those are the JVM's. */
    private static void become(ChildProgram program, Identity identity, @Nullable Memory groups) {
        int count = identity.groups().length;
        program.call("syscall", Syscall.SETGROUPS.number(), count, groups == null ? (Object) 0L : groups)
                .call("syscall", Syscall.SETRESGID.number(), identity.gid(), identity.gid(), identity.gid())
                .call("syscall", Syscall.SETRESUID.number(), identity.uid(), identity.uid(), identity.uid());
    }

    private static @Nullable Memory groups(@Nullable Identity identity) {
        if (identity == null || identity.groups().length == 0) {
            return null;
        }
        Memory memory = new Memory(4L * identity.groups().length);
        memory.write(0, identity.groups(), 0, identity.groups().length);
        return memory;
    }

    /** Without {@code makecontext}: one spawn. The daemon leads its session; umask, priority and identity stay. */
    static Spawned spawnAsSessionLeader(Request request, boolean closesFrom) throws ErrnoException {
        if (request.identity() != null || request.nice() != null) {
            throw new ErrnoException(
                    "changing user, group or priority without makecontext(3), which this C library lacks,",
                    Errno.ENOSYS);
        }
        try (PosixSpawn spawn = new PosixSpawn(request, POSIX_SPAWN_SETSID, closesFrom)) {
            int before = Libc.call("umask", request.umask());
            try {
                spawn.call();
            } finally {
                Libc.call("umask", before);
            }
            return spawn.result(new Errno(0), true);
        }
    }

    /** The arguments of {@code posix_spawn(3)} as plain memory. */
    private static final class PosixSpawn implements AutoCloseable {

        private final byte[] executable;
        private final Memory pid = new Memory(4);
        private final Memory path;
        private final Memory actions = new Memory(OPAQUE_BYTES);
        private final Memory attributes = new Memory(OPAQUE_BYTES);
        private final CStrings argv;
        private final CStrings envp;

        PosixSpawn(Request request, short flags, boolean closesFrom) throws ErrnoException {
            executable = request.executable();
            pid.clear();
            path = CStrings.of(executable);
            argv = new CStrings(request.arguments());
            envp = new CStrings(request.environment());
            describeSignals(flags);
            describeFiles(request, closesFrom);
        }

        private void describeSignals(short flags) throws ErrnoException {
            Libc.callReturningErrno("posix_spawnattr_init", attributes);
            short all = (short) (flags | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
            Libc.callReturningErrno("posix_spawnattr_setflags", attributes, all);
            try (Memory set = new Memory(SignalMask.SIGSET_BYTES)) {
                // Every bit, not sigfillset(3): that leaves out 32 and 33, and glibc would then pass them on as
                // ignored.
                set.setMemory(0, SignalMask.SIGSET_BYTES, (byte) 0xff);
                Libc.callReturningErrno("posix_spawnattr_setsigdefault", attributes, set);
                set.clear();
                Libc.callReturningErrno("posix_spawnattr_setsigmask", attributes, set);
            }
        }

        private void describeFiles(Request request, boolean closesFrom) throws ErrnoException {
            Libc.callReturningErrno("posix_spawn_file_actions_init", actions);
            if (request.workingDirectory() != null) {
                if (!Libc.has(ADDCHDIR)) {
                    throw new ErrnoException(
                            "setting a working directory without " + ADDCHDIR
                                    + "(3), which takes glibc 2.29 or later (keepWorkingDirectory() does without),",
                            Errno.ENOSYS);
                }
                try (Memory directory = CStrings.of(request.workingDirectory())) {
                    Libc.callReturningErrno(ADDCHDIR, actions, directory);
                }
            }
            try (Memory devNull = CStrings.of(new byte[] {'/', 'd', 'e', 'v', '/', 'n', 'u', 'l', 'l'})) {
                Libc.callReturningErrno("posix_spawn_file_actions_addopen", actions, 0, devNull, O_RDONLY, 0);
            }
            int next = 1;
            pass(request.standardOutput(), next++);
            pass(request.standardError(), next++);
            for (Passed passed : request.inherited()) {
                while (next < passed.number()) {
                    Libc.callReturningErrno("posix_spawn_file_actions_addclose", actions, next++);
                }
                pass(passed.source(), next++);
            }
            if (closesFrom) {
                Libc.callReturningErrno(ADDCLOSEFROM, actions, next);
            } else {
                closeEach(next);
            }
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
                    Libc.callReturningErrno("posix_spawn_file_actions_addclose", actions, descriptor);
                }
            }
        }

        private void pass(int descriptor, int as) throws ErrnoException {
            Libc.callReturningErrno("posix_spawn_file_actions_adddup2", actions, descriptor, as);
        }

        void appendTo(ChildProgram program) {
            program.call("posix_spawn", pid, path, actions, attributes, argv.pointer(), envp.pointer());
        }

        void call() throws ErrnoException {
            Object[] arguments = {pid, path, actions, attributes, argv.pointer(), envp.pointer()};
            int errno = Libc.function("posix_spawn").invokeInt(arguments);
            if (errno != 0) {
                throw failure(new Errno(errno));
            }
        }

        Spawned result(Errno left, boolean sessionLeader) throws ErrnoException {
            if (pid.getInt(0) <= 0) {
                throw failure(left);
            }
            return new Spawned(pid.getInt(0), sessionLeader);
        }

        private ErrnoException failure(Errno errno) {
            return new ErrnoException("posix_spawn(" + shown(executable) + ")", errno);
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
        }
    }
}
