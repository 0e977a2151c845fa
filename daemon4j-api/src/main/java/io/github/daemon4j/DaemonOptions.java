/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.SocketNames;
import io.github.daemon4j.spi.StopSchedule;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a daemon is started. Immutable; made by a {@link Builder}. The same code runs in the launcher and in the daemon, so
 * options must not depend on the working directory: give relative paths as they are, they count from the directory the
 * launcher was started in.
 *
 * <p>Where nothing is detached (see {@link LaunchMode}) the name, the pid file, the ready file, the sockets and the mode have
 * their meaning, and the rest is the business of whoever started the process.
 */
public final class DaemonOptions {

    /** The umask of a daemon unless another is asked for: files are readable by the group and closed to others. */
    public static final int DEFAULT_UMASK = 027;

    /** How long {@link Daemon#start} waits for the daemon unless {@link Builder#readyTimeout} says otherwise. */
    public static final Duration DEFAULT_READY_TIMEOUT = Duration.ofSeconds(60);

    /** How long a daemon that is to stop may take before it is killed, unless {@link Builder#stopGrace} says otherwise. */
    public static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(30);

    private static final DaemonOptions DEFAULTS = builder().build();

    private final Builder values;

    private DaemonOptions(Builder values) {
        this.values = values;
    }

    /**
     * No pid file, working directory {@code /}, umask 027, output discarded.
     *
     * @return the defaults
     */
    public static DaemonOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with these options} */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /**
     * Where the pid file of a daemon belongs that this user starts: {@code $RUNTIME_DIRECTORY} of a systemd unit, {@code
     * /run} for root, {@code $XDG_RUNTIME_DIR} of a login session; else a directory below the temporary one, which is made
     * for this user alone. Ask for it in every verb alike: it depends on nothing but the user and these variables.
     *
     * @param name a file name, such as {@code server.pid}
     * @return absolute
     * @throws IllegalArgumentException if the name is none: empty, or with a slash
     * @throws DaemonException if the directory below the temporary one cannot be made
     */
    public static Path runtimeFile(String name) {
        return RuntimeDirectory.give(name);
    }

    /** {@return the name used in messages; empty if none was given} */
    public Optional<String> name() {
        return Optional.ofNullable(values.name);
    }

    /** {@return the pid file, as given} */
    public Optional<Path> pidFile() {
        return Optional.ofNullable(values.pidFile);
    }

    /** {@return the file that is there while the server is ready, as given} */
    public Optional<Path> readyFile() {
        return Optional.ofNullable(values.readyFile);
    }

    /** {@return the daemon's working directory; empty if it keeps the launcher's} */
    public Optional<Path> workingDirectory() {
        return Optional.ofNullable(values.workingDirectory);
    }

    /** {@return the daemon's umask, 0 to 0777} */
    public int umask() {
        return values.umask;
    }

    /** {@return where output goes once the daemon is ready} */
    public Redirect output() {
        return values.output;
    }

    /** {@return where standard error goes once the daemon is ready; {@link #output()} unless another place is named} */
    public Redirect errorOutput() {
        return values.errorOutput == null ? values.output : values.errorOutput;
    }

    /** {@return how long the launcher waits for {@link Daemon#ready()}; empty if none was given} */
    public Optional<Duration> readyTimeout() {
        return Optional.ofNullable(values.readyTimeout);
    }

    /** {@return how long the daemon may take to end before the last signal of {@link #stopSchedule()} is sent} */
    public Duration stopGrace() {
        return schedule().grace();
    }

    /** {@return how the daemon is stopped: signals, and the seconds each has to work, as {@code TERM/30/KILL/10}} */
    public String stopSchedule() {
        return schedule().toString();
    }

    StopSchedule schedule() {
        return values.stopSchedule == null ? StopSchedule.of(DEFAULT_STOP_GRACE) : values.stopSchedule;
    }

    /** {@return how it is known that a spawned program serves; empty if that is not waited for} */
    public Optional<Readiness> readiness() {
        return Optional.ofNullable(values.readiness);
    }

    /** {@return when it is started again that has ended; empty if never} */
    public Optional<RestartPolicy> restartPolicy() {
        return Optional.ofNullable(values.restartPolicy);
    }

    /** {@return the user the daemon runs as; empty if it keeps the launcher's} */
    public Optional<String> user() {
        return Optional.ofNullable(values.user);
    }

    /** {@return the group the daemon runs as; empty if it is the user's own} */
    public Optional<String> group() {
        return Optional.ofNullable(values.group);
    }

    /** {@return options for the daemon's JVM alone, in the order given} */
    public List<String> jvmOptions() {
        return Collections.unmodifiableList(values.jvmOptions);
    }

    /** {@return where the daemon's JVM finds its classes prepared by an earlier run; empty if it does not look for them} */
    public Optional<Path> startCache() {
        return Optional.ofNullable(values.startCache);
    }

    /** {@return the sockets that the daemon listens on: where, by their names, in the order given} */
    public Map<String, SocketAddress> listeners() {
        return Collections.unmodifiableMap(values.listeners);
    }

    /** {@return environment variables of the daemon beside those it inherits} */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(values.environment);
    }

    /** {@return whether the daemon inherits of the launcher's environment only what {@link #keptEnvironment()} names} */
    public boolean clearsEnvironment() {
        return values.clearsEnvironment;
    }

    /** {@return the variables that are inherited all the same where {@link #clearsEnvironment()}} */
    public Set<String> keptEnvironment() {
        return Collections.unmodifiableSet(values.keptEnvironment);
    }

    /** {@return the capabilities the daemon has, and can ever have; empty if nothing was said of them} */
    public Optional<Set<Capability>> capabilities() {
        // No lambda: it takes every start some milliseconds.
        return values.capabilities == null
                ? Optional.empty()
                : Optional.of(Collections.unmodifiableSet(values.capabilities));
    }

    /** {@return whether nothing that the daemon executes gains a privilege by it} */
    public boolean noNewPrivileges() {
        return values.noNewPrivileges;
    }

    /** {@return the daemon's limits, soft and hard ones alike; the launcher's where there is none} */
    public Map<Resource, Long> limits() {
        return Collections.unmodifiableMap(values.limits);
    }

    /** {@return what {@link Daemon#detach} is to do; empty if that is found out} */
    public Optional<LaunchMode> mode() {
        return Optional.ofNullable(values.mode);
    }

    /** {@return whether there may be core dumps, as far as the limit of them allows it: not where the user is changed, unless asked for} */
    public boolean coreDumps() {
        if (values.coreDumps != null) {
            return values.coreDumps;
        }
        return values.user == null || values.limits.containsKey(Resource.CORE);
    }

    /** {@return the nice value, -20 to 19; empty if the launcher's is kept} */
    public OptionalInt nice() {
        return values.nice == null ? OptionalInt.empty() : OptionalInt.of(values.nice);
    }

    /** {@return the {@code oom_score_adj}, -1000 to 1000; empty if the launcher's is kept} */
    public OptionalInt oomScoreAdjust() {
        return values.oomScoreAdjust == null ? OptionalInt.empty() : OptionalInt.of(values.oomScoreAdjust);
    }

    /** What a process may do of what otherwise only root may, see capabilities(7), in the kernel's order. */
    public enum Capability {
        /** {@code CAP_CHOWN}. */
        CHOWN(0),
        /** {@code CAP_DAC_OVERRIDE}. */
        DAC_OVERRIDE(1),
        /** {@code CAP_DAC_READ_SEARCH}. */
        DAC_READ_SEARCH(2),
        /** {@code CAP_FOWNER}. */
        FOWNER(3),
        /** {@code CAP_FSETID}. */
        FSETID(4),
        /** {@code CAP_KILL}. */
        KILL(5),
        /** {@code CAP_SETGID}. */
        SETGID(6),
        /** {@code CAP_SETUID}. */
        SETUID(7),
        /** {@code CAP_SETPCAP}. */
        SETPCAP(8),
        /** {@code CAP_LINUX_IMMUTABLE}. */
        LINUX_IMMUTABLE(9),
        /** To bind ports below 1024. */
        NET_BIND_SERVICE(10),
        /** {@code CAP_NET_BROADCAST}. */
        NET_BROADCAST(11),
        /** {@code CAP_NET_ADMIN}. */
        NET_ADMIN(12),
        /** {@code CAP_NET_RAW}. */
        NET_RAW(13),
        /** {@code CAP_IPC_LOCK}. */
        IPC_LOCK(14),
        /** {@code CAP_IPC_OWNER}. */
        IPC_OWNER(15),
        /** {@code CAP_SYS_MODULE}. */
        SYS_MODULE(16),
        /** {@code CAP_SYS_RAWIO}. */
        SYS_RAWIO(17),
        /** {@code CAP_SYS_CHROOT}. */
        SYS_CHROOT(18),
        /** {@code CAP_SYS_PTRACE}. */
        SYS_PTRACE(19),
        /** {@code CAP_SYS_PACCT}. */
        SYS_PACCT(20),
        /** {@code CAP_SYS_ADMIN}. */
        SYS_ADMIN(21),
        /** {@code CAP_SYS_BOOT}. */
        SYS_BOOT(22),
        /** {@code CAP_SYS_NICE}. */
        SYS_NICE(23),
        /** {@code CAP_SYS_RESOURCE}. */
        SYS_RESOURCE(24),
        /** {@code CAP_SYS_TIME}. */
        SYS_TIME(25),
        /** {@code CAP_SYS_TTY_CONFIG}. */
        SYS_TTY_CONFIG(26),
        /** {@code CAP_MKNOD}. */
        MKNOD(27),
        /** {@code CAP_LEASE}. */
        LEASE(28),
        /** {@code CAP_AUDIT_WRITE}. */
        AUDIT_WRITE(29),
        /** {@code CAP_AUDIT_CONTROL}. */
        AUDIT_CONTROL(30),
        /** {@code CAP_SETFCAP}. */
        SETFCAP(31),
        /** {@code CAP_MAC_OVERRIDE}. */
        MAC_OVERRIDE(32),
        /** {@code CAP_MAC_ADMIN}. */
        MAC_ADMIN(33),
        /** {@code CAP_SYSLOG}. */
        SYSLOG(34),
        /** {@code CAP_WAKE_ALARM}. */
        WAKE_ALARM(35),
        /** {@code CAP_BLOCK_SUSPEND}. */
        BLOCK_SUSPEND(36),
        /** {@code CAP_AUDIT_READ}. */
        AUDIT_READ(37),
        /** {@code CAP_PERFMON}. */
        PERFMON(38),
        /** {@code CAP_BPF}. */
        BPF(39),
        /** {@code CAP_CHECKPOINT_RESTORE}. */
        CHECKPOINT_RESTORE(40);

        private final int number;

        Capability(int number) {
            this.number = number;
        }

        /** {@return the kernel's number: its bit in the sets of {@code /proc/PID/status}} */
        public int number() {
            return number;
        }
    }

    /** What a process can be limited in, see getrlimit(2), in the kernel's order. */
    public enum Resource {
        /** Seconds of processor time. */
        CPU(0),
        /** Bytes of a file that is written. */
        FSIZE(1),
        /** Bytes of data; the launcher must itself be below. */
        DATA(2),
        /** Bytes of the main thread's stack; a quarter is for arguments and environment. */
        STACK(3),
        /** Bytes of a core dump. */
        CORE(4),
        /** Without effect on Linux. */
        RSS(5),
        /** Processes and threads of the daemon's user, all of them; root's are not limited. */
        NPROC(6),
        /** Open files: one more than the highest descriptor. */
        NOFILE(7),
        /** Bytes of locked memory. */
        MEMLOCK(8),
        /** Bytes of address space, of which a JVM takes much more than it uses; the launcher must itself be below. */
        AS(9),
        /** Without effect on Linux. */
        LOCKS(10),
        /** Signals that are queued for the daemon's user. */
        SIGPENDING(11),
        /** Bytes in message queues of the daemon's user. */
        MSGQUEUE(12),
        /** 20 minus the nice value down to which the daemon may go. */
        NICE(13),
        /** The highest real-time priority. */
        RTPRIO(14),
        /** Microseconds of real-time processor time without a blocking call. */
        RTTIME(15);

        /** No limit. */
        public static final long UNLIMITED = -1;

        private final int number;

        Resource(int number) {
            this.number = number;
        }

        /** {@return the kernel's number, {@code RLIMIT_CPU} and so on} */
        public int number() {
            return number;
        }
    }

    /** Builds {@link DaemonOptions}. Each method checks its argument and returns this builder. */
    public static final class Builder {

        private @Nullable String name;
        private @Nullable RestartPolicy restartPolicy;
        private @Nullable Readiness readiness;
        private @Nullable Path pidFile;
        private @Nullable Path readyFile;
        private @Nullable Path workingDirectory = Path.of("/");
        private int umask = DEFAULT_UMASK;
        private Redirect output = Redirect.discard();
        private @Nullable Redirect errorOutput;
        private @Nullable Duration readyTimeout;
        private @Nullable StopSchedule stopSchedule;
        private @Nullable String user;
        private @Nullable String group;
        private final List<String> jvmOptions;
        private @Nullable Path startCache;
        private final Map<String, SocketAddress> listeners;
        private final Map<String, String> environment;
        private @Nullable LaunchMode mode;
        private final Set<String> keptEnvironment;
        private boolean clearsEnvironment;
        private @Nullable Set<Capability> capabilities;
        private boolean noNewPrivileges;
        private final Map<Resource, Long> limits;
        private @Nullable Boolean coreDumps;
        private @Nullable Integer nice;
        private @Nullable Integer oomScoreAdjust;

        private Builder() {
            jvmOptions = new ArrayList<>();
            listeners = new LinkedHashMap<>();
            environment = new LinkedHashMap<>();
            keptEnvironment = new LinkedHashSet<>();
            limits = new LinkedHashMap<>();
        }

        private Builder(Builder other) {
            name = other.name;
            restartPolicy = other.restartPolicy;
            readiness = other.readiness;
            pidFile = other.pidFile;
            readyFile = other.readyFile;
            workingDirectory = other.workingDirectory;
            umask = other.umask;
            output = other.output;
            errorOutput = other.errorOutput;
            readyTimeout = other.readyTimeout;
            stopSchedule = other.stopSchedule;
            user = other.user;
            group = other.group;
            jvmOptions = new ArrayList<>(other.jvmOptions);
            startCache = other.startCache;
            listeners = new LinkedHashMap<>(other.listeners);
            environment = new LinkedHashMap<>(other.environment);
            mode = other.mode;
            keptEnvironment = new LinkedHashSet<>(other.keptEnvironment);
            clearsEnvironment = other.clearsEnvironment;
            capabilities = other.capabilities; // replaced, never changed
            noNewPrivileges = other.noNewPrivileges;
            limits = new LinkedHashMap<>(other.limits);
            coreDumps = other.coreDumps;
            nice = other.nice;
            oomScoreAdjust = other.oomScoreAdjust;
        }

        /**
         * The name used in messages, such as {@code "quickstart did not start"}.
         *
         * @param name the name
         * @return this builder
         */
        public Builder name(String name) {
            this.name = name("name", name);
            return this;
        }

        /**
         * The pid file: holds the daemon's pid before the launcher returns, and is removed when the daemon stops cleanly. Its
         * first line is the pid; {@code start=} (ticks since boot), {@code boot=} (the boot's id) and {@code pidns=} (the
         * inode of the pid namespace) follow. Beside it a file of the same name with {@code .lock} at its end is locked
         * before anything is started and until the daemon is gone; {@code stop} removes it; the next start takes it over.
         *
         * <p>No directory on its path may be writable by others or belong to another user than root and this one, for root
         * not even be writable by a group other than root's (a sticky directory such as {@code /tmp} is accepted); a
         * symbolic link, a foreign owner, a second hard link or a file that others may write to is refused.
         *
         * @param pidFile best absolute: {@code /run/NAME.pid} for root, below {@code $XDG_RUNTIME_DIR} for others. A relative
         *     one counts from the directory in which the verb was typed
         * @return this builder
         */
        public Builder pidFile(Path pidFile) {
            this.pidFile = Redirect.file("pidFile", pidFile);
            return this;
        }

        /**
         * A file that is there as long as the server is ready: for who can look at files, but is not to start a JVM to ask, as
         * a readiness probe of Kubernetes ({@code test -f FILE}). It is made when the daemon is ready, before
         * anybody else is told so, and removed when the server begins to stop, or ends in another orderly
         * way; a reload does not touch it. It holds the pid and a newline.
         *
         * <p>One that a killed predecessor has left is removed at the start before the server does anything, once this
         * process holds the pid file; the start is refused if something else is there, or this user cannot write to the directory.
         * No link is followed, and nothing is overwritten, so that others may be able to write to the directory. Where nothing
         * is detached it is made as well, also where there is no backend for the system.
         *
         * @param readyFile a file that only this server uses. A relative path counts from the directory in which the verb was
         *     typed
         * @return this builder
         */
        public Builder readyFile(Path readyFile) {
            this.readyFile = Redirect.file("readyFile", readyFile);
            return this;
        }

        /**
         * The daemon's working directory. {@code /} by default, so that no file system is kept from being unmounted.
         *
         * @param directory an existing directory, or a relative path to one
         * @return this builder
         */
        public Builder workingDirectory(Path directory) {
            this.workingDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * The daemon keeps the launcher's working directory.
         *
         * @return this builder
         */
        public Builder keepWorkingDirectory() {
            this.workingDirectory = null;
            return this;
        }

        /**
         * The daemon's umask.
         *
         * @param umask the bits to be taken away, 0 to 0777
         * @return this builder
         */
        public Builder umask(int umask) {
            if (umask < 0 || umask > 0777) {
                throw new IllegalArgumentException("umask must be from 0 to 0777, not 0" + Integer.toOctalString(umask)
                        + "; it is octal: 027, not 27");
            }
            this.umask = umask;
            return this;
        }

        /**
         * Where standard output goes once the daemon is ready, and standard error with it unless {@link #errorOutput} is given.
         *
         * @param output where it goes
         * @return this builder
         */
        public Builder output(Redirect output) {
            this.output = Objects.requireNonNull(output, "output");
            return this;
        }

        /**
         * Where standard error goes once the daemon is ready, if not to where {@link #output} goes. Until then both are shown
         * on the launcher's terminal; what is printed to the two within a moment may change places there.
         *
         * @param output where it goes
         * @return this builder
         */
        public Builder errorOutput(Redirect output) {
            this.errorOutput = Objects.requireNonNull(output, "output");
            return this;
        }

        /**
         * How long the launcher waits for {@link Daemon#ready()}. When it has passed, the daemon is ended and the launcher
         * exits with {@link Daemon#EXIT_START_TIMED_OUT}. Without it, {@link Daemon#detach} releases the launcher as soon as it returns
         * in the daemon.
         *
         * @param timeout how long, more than zero
         * @return this builder
         */
        public Builder readyTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("readyTimeout must be positive, not " + timeout);
            }
            this.readyTimeout = timeout;
            return this;
        }

        /**
         * How long the daemon may take to end after {@code SIGTERM}; then it is killed. The same as {@link #stopSchedule}
         * of {@code TERM/GRACE/KILL/10}.
         *
         * @param grace not negative; zero kills at once
         * @return this builder
         */
        public Builder stopGrace(Duration grace) {
            if (Objects.requireNonNull(grace, "grace").isNegative()) {
                throw new IllegalArgumentException("stopGrace must not be negative, not " + grace);
            }
            this.stopSchedule = StopSchedule.of(grace);
            return this;
        }

        /**
         * How the daemon is stopped, as start-stop-daemon(8) has it: signals, each with the seconds it has to work. The pid
         * file keeps it, so that every program's {@code stop} knows it. Without {@code KILL} a stop may fail: then the
         * daemon goes on.
         *
         * @param schedule for instance {@code TERM/30/KILL/5} or {@code INT/60/TERM/300}: a signal of {@link Signal} first,
         *     with or without {@code SIG}, then seconds, and so on; a last signal without seconds has 10
         * @return this builder
         */
        public Builder stopSchedule(String schedule) {
            this.stopSchedule = StopSchedule.parse(Objects.requireNonNull(schedule, "schedule"));
            return this;
        }

        /**
         * How it is known that a program of {@link Daemon#spawn} serves: it returns then, and no sooner. If that is not so within {@link
         * #readyTimeout}, 60 seconds by default, or the program ends before, what was started is ended, and the exception tells
         * what was seen. A daemon of this program knows best when it is ready, and says so ({@link Daemon#ready()}): for those, it has
         * no meaning.
         *
         * @param condition what has to be so
         * @return this builder
         */
        public Builder readyWhen(Readiness condition) {
            this.readiness = Objects.requireNonNull(condition, "condition");
            return this;
        }

        /**
         * Has the daemon started again when it fails, by a keeper: a shell, {@code /bin/sh}, that the launcher starts in the place of the
         * program and that is the program's parent, with the daemon's user, limits and descriptors. The pid file names the keeper, and
         * {@link DaemonState#pid} the daemon; a stop ends both. Listening sockets of {@link #listen} stay open while the daemon is
         * started again. Who kills the keeper leaves the daemon serving, which {@code status} tells.
         *
         * <p>Where systemd runs the server it is refused unless the unit says {@code Restart=}; in a container or in the foreground
         * nobody starts the server again, and that is said. Environment variables whose names are not those of a shell's variables
         * ({@code a.b}) do not reach the daemon, which is said too.
         *
         * <p>Without a {@link #pidFile} nobody could stop what is started again and again: {@link #build} refuses that.
         *
         * @param policy when, and how often
         * @return this builder
         */
        public Builder restartPolicy(RestartPolicy policy) {
            this.restartPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * The user to become before the program is executed; only root may ask for another one.
         *
         * @param user a name, or a number from 0 to 4294967294 without sign or leading zero. A number that the user database
         *     has no entry for is a user whose home is {@code /}, and whose {@link #group(String)} must be given too
         * @return this builder
         * @see #capabilities
         */
        public Builder user(String user) {
            this.user = name("user", user);
            return this;
        }

        /**
         * The group to become; without it the user's own. Supplementary groups are the user's.
         *
         * @param group a name, or a number as for {@link #user(String)}
         * @return this builder
         */
        public Builder group(String group) {
            this.group = name("group", group);
            return this;
        }

        /**
         * One more option for the daemon's JVM, such as {@code -Xmx1g} or a debug agent; the launcher runs without it.
         *
         * @param option the option, as on the command line
         * @return this builder
         */
        public Builder jvmOption(String option) {
            if (!option.startsWith("-")) {
                throw new IllegalArgumentException("a JVM option begins with '-': " + option);
            }
            jvmOptions.add(noNul("jvmOption", option));
            return this;
        }

        /**
         * A directory for an archive of the daemon's classes, with which its JVM starts in about two thirds of the time: class data
         * sharing, see {@code java(1)}. A start that finds none notes which classes the daemon loads; once the daemon is ready,
         * a process of its own at the lowest priority makes the archive, and the next start uses it (not a keeper's: it starts
         * again what was started). It is made anew when the JDK, a jar or an option of the JVM that counts for it has changed.
         *
         * <p>What is there is used if nobody but root and the daemon's user could have written it, and is checked first. Else, and
         * where none can be made, the daemon starts as without, and nothing is said of it: a class path with a directory of
         * classes, a main module, a source file, a jpackage application, a {@code -Xshare} or {@code -XX:SharedArchiveFile}
         * of the command line's own, a JDK later than 25.
         *
         * @param directory relative to the launch directory; made with mode 0700 if it is missing and the daemon's user is the
         *     launcher's. Of another {@link #user} it has to be there and to be his. Without a colon or a percent sign in its
         *     name, which mean something to the JVM
         * @return this builder
         */
        public Builder startCache(Path directory) {
            String name = noNul("startCache", directory.toString());
            if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('%') >= 0) {
                throw new IllegalArgumentException(
                        "startCache must be a directory without ':' and '%' in its name, which mean something to the JVM, not '"
                                + name + "'");
            }
            startCache = directory;
            return this;
        }

        /**
         * One more socket that the daemon listens on; {@link Daemon#socket} has it. It is opened before the daemon's JVM is
         * started: that somebody else listens there, or that a low port is not to be had, is told at once, and a daemon that
         * becomes another {@link #user} listens on a port that only root may bind. Where a service manager gives a socket
         * of this name ({@code LISTEN_FDS}, see systemd.socket(5)), that one is taken, and nothing is bound; where nothing is
         * detached and nobody gives one, this process binds it before {@link Daemon#detach} returns.
         *
         * <p>What this process has bound itself below systemd is kept while the service is restarted, and comes back, if its unit
         * has {@code FileDescriptorStoreMax=} (before systemd 254 also {@code Environment=FDSTORE=1}): clients wait, and nobody is
         * turned away. That too takes the JVM option that {@link Daemon#socket} names.
         *
         * <p>A socket has SO_REUSEADDR, and the address of all interfaces means those of IPv4 and IPv6, as ever in Java. The
         * file of a unix socket has the permissions that the {@link #umask} leaves and belongs to the {@link #user}; what a
         * dead server has left there is replaced, and the daemon removes it at its end, where it may write to the directory. The
         * directory is judged as that of a {@link #pidFile}; a relative path counts from where the launcher was started.
         *
         * @param name as sd_listen_fds(3) has it: 1 to 255 characters of ASCII, no control character, no colon; each once
         * @param address an {@code InetSocketAddress}, whose port may be 0 for any, or a {@code UnixDomainSocketAddress}
         * @return this builder
         */
        public Builder listen(String name, SocketAddress address) {
            SocketNames.require(name);
            ListenerChecks.requireAddress(name, address);
            for (Map.Entry<String, SocketAddress> other : listeners.entrySet()) {
                ListenerChecks.requireApart(name, address, other.getKey(), other.getValue());
            }
            listeners.put(name, address);
            return this;
        }

        /**
         * One more environment variable for the daemon; an inherited one of that name is replaced.
         *
         * @param variable its name
         * @param value its value
         * @return this builder
         */
        public Builder environment(String variable, String value) {
            environment.put(variable("environment", variable), noNul("environment", value));
            return this;
        }

        /**
         * The daemon inherits nothing of the launcher's environment, except what {@link #keepEnvironment} names. It has what
         * {@link #environment} sets, {@code HOME}, {@code USER} and {@code LOGNAME} of a {@linkplain #user changed user}, and,
         * if it is this JVM again, what its command line is made of: {@code CLASSPATH}, {@code JDK_JAVA_OPTIONS},
         * {@code JAVA_TOOL_OPTIONS} and {@code _JAVA_OPTIONS}.
         *
         * <p>Without it all is inherited, except what a service manager meant for the launcher alone, such as
         * {@code NOTIFY_SOCKET} and {@code LISTEN_FDS}. Without {@code LANG} and {@code LC_ALL} a JVM cannot open files whose
         * names are not ASCII.
         *
         * @return this builder
         */
        public Builder clearEnvironment() {
            this.clearsEnvironment = true;
            return this;
        }

        /**
         * {@linkplain #clearEnvironment() Clears the environment}, except for these variables, if they are set. Those of
         * earlier calls stay. A variable that a service manager meant for the launcher is kept as well if it is named here;
         * the {@linkplain Daemon#report() report} then says so.
         *
         * @param names names of variables
         * @return this builder
         */
        public Builder keepEnvironment(String... names) {
            for (String name : names) {
                keptEnvironment.add(variable("keepEnvironment", name));
            }
            return clearEnvironment();
        }

        /**
         * What {@link Daemon#detach} is to do, instead of finding it out.
         *
         * @param mode the mode
         * @return this builder
         */
        public Builder mode(LaunchMode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * The capabilities that the daemon has, also as a {@linkplain #user user} who is not root: a server gets at port 80
         * with {@link Capability#NET_BIND_SERVICE} and is never root. They are its permitted, effective, inheritable and
         * ambient set, so that what it executes has them too, and its bounding set, so that nothing it executes has more;
         * without any, {@code capabilities()}, it has none and gets none. Replaces those of an earlier call.
         *
         * <p>Without it a daemon that becomes another user than root has no capabilities, as always; one that does not keeps
         * the launcher's. The launcher must have what is to be kept, and {@code CAP_SETPCAP} to take the rest out of the
         * bounding set: as a rule it is root. See capabilities(7).
         *
         * @param kept the capabilities; none for none
         * @return this builder
         */
        public Builder capabilities(Capability... kept) {
            Set<Capability> all = new LinkedHashSet<>();
            for (Capability capability : kept) {
                all.add(Objects.requireNonNull(capability, "capability"));
            }
            this.capabilities = all;
            return this;
        }

        /**
         * {@code true}: nothing that the daemon executes gains a privilege, neither by a set-user-ID bit nor by file
         * capabilities (PR_SET_NO_NEW_PRIVS in prctl(2)); {@code sudo} and {@code ping} then refuse. For good, and for all it
         * starts. By default it is as the launcher has it.
         *
         * @param noNewPrivileges whether privileges cannot be gained
         * @return this builder
         */
        public Builder noNewPrivileges(boolean noNewPrivileges) {
            this.noNewPrivileges = noNewPrivileges;
            return this;
        }

        /**
         * A limit of the daemon's resources, both the soft and the hard one: a JVM raises its soft limit of
         * {@link Resource#NOFILE open files} to the hard one anyway. Only a launcher with {@code CAP_SYS_RESOURCE} can set one
         * above its own hard limit.
         *
         * @param resource what is limited
         * @param value in the unit that getrlimit(2) gives; {@link Resource#UNLIMITED} for no limit
         * @return this builder
         */
        public Builder limit(Resource resource, long value) {
            Objects.requireNonNull(resource, "resource");
            if (value < 0 && value != Resource.UNLIMITED) {
                throw new IllegalArgumentException("limit(" + resource + ") must not be negative, not " + value
                        + "; Resource.UNLIMITED is no limit");
            }
            limits.put(resource, value);
            return this;
        }

        /**
         * {@code false} sets the daemon's limit of core dumps to 0, for there may be secrets in one, which is the default if
         * the {@link #user} is changed; else the launcher's limit stays, or that of {@link #limit}.
         *
         * @param allowed whether there may be any
         * @return this builder
         */
        public Builder coreDumps(boolean allowed) {
            this.coreDumps = allowed;
            return this;
        }

        /**
         * The daemon's nice value, -20 (first) to 19 (last); less than the launcher's needs privileges.
         *
         * @param nice the nice value
         * @return this builder
         */
        public Builder nice(int nice) {
            this.nice = range("nice", nice, -20, 19);
            return this;
        }

        /**
         * The daemon's {@code oom_score_adj}, -1000 (never killed) to 1000 (first); less than the launcher's needs privileges.
         *
         * @param adjustment the adjustment
         * @return this builder
         */
        public Builder oomScoreAdjust(int adjustment) {
            this.oomScoreAdjust = range("oomScoreAdjust", adjustment, -1000, 1000);
            return this;
        }

        /**
         * Returns the options. The builder can be used on.
         *
         * @return the options
         * @throws IllegalArgumentException if {@link #output} and {@link #errorOutput} name one file and do not agree how it
         *     is written, or there is a {@link #restartPolicy} without a {@link #pidFile}
         */
        public DaemonOptions build() {
            if (restartPolicy != null && pidFile == null) {
                throw new IllegalArgumentException(
                        "a restartPolicy needs a pidFile: without one nobody could stop what is started again and again");
            }
            boolean oneFile = errorOutput != null
                    && output.file().isPresent()
                    && output.file().equals(errorOutput.file());
            if (oneFile && !output.equals(errorOutput)) {
                throw new IllegalArgumentException("output and errorOutput are one file, but one is to be " + output
                        + " and the other " + errorOutput);
            }
            return new DaemonOptions(new Builder(this));
        }

        private static String variable(String what, String name) {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "the name of an environment variable is not empty and has no '=': '" + name + "'");
            }
            return noNul(what, name);
        }

        private static int range(String what, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
            }
            return value;
        }

        private static String name(String what, String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(what + " must not be empty");
            }
            return noNul(what, name);
        }

        static String noNul(String what, String value) {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(what + " must not contain a NUL character: " + value);
            }
            return value;
        }
    }
}
