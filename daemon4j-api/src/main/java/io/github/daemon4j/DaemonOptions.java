/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a daemon is started. Immutable; made by a {@link Builder}. The same code runs in the launcher and in the daemon, so
 * options must not depend on the working directory: give relative paths as they are, they count from the directory the
 * launcher was started in.
 *
 * <p>Where nothing is detached (see {@link LaunchMode}) the name, the pid file and the mode have their meaning, and the
 * rest is the business of whoever started the process.
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

    /** No pid file, working directory {@code /}, umask 027, output discarded. */
    public static DaemonOptions defaults() {
        return DEFAULTS;
    }

    /** Returns a builder that begins with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with these options. */
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
        return RuntimeDirectory.here().resolve(RuntimeDirectory.requireName(name));
    }

    /** The name used in messages; empty if none was given. */
    public Optional<String> name() {
        return Optional.ofNullable(values.name);
    }

    /** The pid file, as given. */
    public Optional<Path> pidFile() {
        return Optional.ofNullable(values.pidFile);
    }

    /** The daemon's working directory; empty if it keeps the launcher's. */
    public Optional<Path> workingDirectory() {
        return Optional.ofNullable(values.workingDirectory);
    }

    /** The daemon's umask, 0 to 0777. */
    public int umask() {
        return values.umask;
    }

    /** Where output goes once the daemon is ready. */
    public Redirect output() {
        return values.output;
    }

    /** How long the launcher waits for {@link Daemon#ready()}; empty if none was given. */
    public Optional<Duration> readyTimeout() {
        return Optional.ofNullable(values.readyTimeout);
    }

    /** How long the daemon may take to end before the last signal of {@link #stopSchedule()} is sent. */
    public Duration stopGrace() {
        return values.stopSchedule.grace();
    }

    /** How the daemon is stopped: signals, and the seconds each has to work, as {@code TERM/30/KILL/10}. */
    public String stopSchedule() {
        return values.stopSchedule.toString();
    }

    /** The user the daemon runs as; empty if it keeps the launcher's. */
    public Optional<String> user() {
        return Optional.ofNullable(values.user);
    }

    /** The group the daemon runs as; empty if it is the user's own. */
    public Optional<String> group() {
        return Optional.ofNullable(values.group);
    }

    /** Options for the daemon's JVM alone, in the order given. */
    public List<String> jvmOptions() {
        return Collections.unmodifiableList(values.jvmOptions);
    }

    /** Environment variables of the daemon beside those it inherits. */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(values.environment);
    }

    /** What {@link Daemon#detach} is to do; empty if that is found out. */
    public Optional<LaunchMode> mode() {
        return Optional.ofNullable(values.mode);
    }

    /** Whether core dumps are left as the launcher's limit has them. */
    public boolean coreDumps() {
        return values.coreDumps;
    }

    /** The nice value, -20 to 19; empty if the launcher's is kept. */
    public OptionalInt nice() {
        return values.nice == null ? OptionalInt.empty() : OptionalInt.of(values.nice);
    }

    /** The {@code oom_score_adj}, -1000 to 1000; empty if the launcher's is kept. */
    public OptionalInt oomScoreAdjust() {
        return values.oomScoreAdjust == null ? OptionalInt.empty() : OptionalInt.of(values.oomScoreAdjust);
    }

    /** Builds {@link DaemonOptions}. Each method checks its argument and returns this builder. */
    public static final class Builder {

        private @Nullable String name;
        private @Nullable Path pidFile;
        private @Nullable Path workingDirectory = Path.of("/");
        private int umask = DEFAULT_UMASK;
        private Redirect output = Redirect.discard();
        private @Nullable Duration readyTimeout;
        private StopSchedule stopSchedule = StopSchedule.of(DEFAULT_STOP_GRACE);
        private @Nullable String user;
        private @Nullable String group;
        private final List<String> jvmOptions;
        private final Map<String, String> environment;
        private @Nullable LaunchMode mode;
        private boolean coreDumps = true;
        private @Nullable Integer nice;
        private @Nullable Integer oomScoreAdjust;

        private Builder() {
            jvmOptions = new ArrayList<>();
            environment = new LinkedHashMap<>();
        }

        private Builder(Builder other) {
            name = other.name;
            pidFile = other.pidFile;
            workingDirectory = other.workingDirectory;
            umask = other.umask;
            output = other.output;
            readyTimeout = other.readyTimeout;
            stopSchedule = other.stopSchedule;
            user = other.user;
            group = other.group;
            jvmOptions = new ArrayList<>(other.jvmOptions);
            environment = new LinkedHashMap<>(other.environment);
            mode = other.mode;
            coreDumps = other.coreDumps;
            nice = other.nice;
            oomScoreAdjust = other.oomScoreAdjust;
        }

        /** The name used in messages, such as {@code "quickstart did not start"}. */
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
         */
        public Builder pidFile(Path pidFile) {
            this.pidFile = Redirect.file("pidFile", pidFile);
            return this;
        }

        /** The daemon's working directory. {@code /} by default, so that no file system is kept from being unmounted. */
        public Builder workingDirectory(Path directory) {
            this.workingDirectory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** The daemon keeps the launcher's working directory. */
        public Builder keepWorkingDirectory() {
            this.workingDirectory = null;
            return this;
        }

        /**
         * The daemon's umask.
         *
         * @param umask the bits to be taken away, 0 to 0777
         */
        public Builder umask(int umask) {
            if (umask < 0 || umask > 0777) {
                throw new IllegalArgumentException("umask must be from 0 to 0777, not 0" + Integer.toOctalString(umask)
                        + "; it is octal: 027, not 27");
            }
            this.umask = umask;
            return this;
        }

        /** Where standard output and standard error go once the daemon is ready. */
        public Builder output(Redirect output) {
            this.output = Objects.requireNonNull(output, "output");
            return this;
        }

        /**
         * How long the launcher waits for {@link Daemon#ready()}. When it has passed, the daemon is ended and the launcher
         * exits with {@link Daemon#EXIT_START_TIMED_OUT}. Without it, {@link Daemon#detach} releases the launcher as soon as it returns
         * in the daemon.
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
         */
        public Builder stopSchedule(String schedule) {
            this.stopSchedule = StopSchedule.parse(Objects.requireNonNull(schedule, "schedule"));
            return this;
        }

        /**
         * The user to become before the program is executed; only root may ask for another one.
         *
         * @param user a name, or a number from 0 to 4294967294 without sign or leading zero. A number that the user database
         *     has no entry for is a user whose home is {@code /}, and whose {@link #group(String)} must be given too
         */
        public Builder user(String user) {
            this.user = name("user", user);
            return this;
        }

        /**
         * The group to become; without it the user's own. Supplementary groups are the user's.
         *
         * @param group a name, or a number as for {@link #user(String)}
         */
        public Builder group(String group) {
            this.group = name("group", group);
            return this;
        }

        /** One more option for the daemon's JVM, such as {@code -Xmx1g} or a debug agent; the launcher runs without it. */
        public Builder jvmOption(String option) {
            if (!option.startsWith("-")) {
                throw new IllegalArgumentException("a JVM option begins with '-': " + option);
            }
            jvmOptions.add(noNul("jvmOption", option));
            return this;
        }

        /** One more environment variable for the daemon; an inherited one of that name is replaced. */
        public Builder environment(String variable, String value) {
            if (variable.isEmpty() || variable.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "the name of an environment variable is not empty and has no '=': '" + variable + "'");
            }
            environment.put(noNul("environment", variable), noNul("environment", value));
            return this;
        }

        /** What {@link Daemon#detach} is to do, instead of finding it out. */
        public Builder mode(LaunchMode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** {@code false} sets the daemon's limit of core dumps to 0; by default the launcher's limit stays. */
        public Builder coreDumps(boolean allowed) {
            this.coreDumps = allowed;
            return this;
        }

        /** The daemon's nice value, -20 (first) to 19 (last); less than the launcher's needs privileges. */
        public Builder nice(int nice) {
            this.nice = range("nice", nice, -20, 19);
            return this;
        }

        /** The daemon's {@code oom_score_adj}, -1000 (never killed) to 1000 (first); less than the launcher's needs privileges. */
        public Builder oomScoreAdjust(int adjustment) {
            this.oomScoreAdjust = range("oomScoreAdjust", adjustment, -1000, 1000);
            return this;
        }

        /** Returns the options. The builder can be used on. */
        public DaemonOptions build() {
            return new DaemonOptions(new Builder(this));
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
