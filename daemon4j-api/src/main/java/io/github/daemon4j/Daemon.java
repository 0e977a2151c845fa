/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DaemonBackend.OtherWords;
import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.GivenSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that has become a daemon, seen from inside.
 *
 * <p>A JVM cannot fork, so {@link #detach()} starts the same command line a second time: <b>{@code main} runs twice</b>,
 * first in the launcher, where {@code detach()} does not return but ends the process, then in the daemon, where it returns.
 * What stands before the call runs in both. Between the two the launcher keeps the terminal: it shows what the daemon
 * prints until it is ready, and its exit status is 0 if the daemon came up, the daemon's own if it died (128 + n for signal
 * n), {@link #EXIT_START_TIMED_OUT} if it was not ready in time. Ctrl-C ends the launcher and the daemon; closing the
 * terminal ends neither.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     DaemonOptions options = DaemonOptions.builder()
 *             .pidFile(Path.of("/run/server.pid"))
 *             .output(Redirect.appendTo(Path.of("/var/log/server.log")))
 *             .build();
 *     Daemon.start(options, daemon -> new Server().bind());
 * }
 * }</pre>
 *
 * <p>The daemon is what daemon(7) describes: a member of a session of its own whose leader is gone, so without a
 * controlling terminal and without a way to get one; adopted by init (or the nearest subreaper) when the launcher is gone;
 * in its working directory, with its umask, with all signals at their defaults, with no descriptor of the launcher.
 *
 * <p>Under systemd, in a container and under inetd nothing is detached: see {@link LaunchMode}.
 */
public final class Daemon {

    /** The exit status of a launcher whose daemon was not ready in time, as timeout(1) has it. */
    public static final int EXIT_START_TIMED_OUT = 124;

    /** The exit status of a daemon whose privileges could not all be dropped: EX_OSERR of sysexits.h. */
    static final int EXIT_NOT_DROPPED = 71;

    private static final AtomicReference<@Nullable Daemon> CURRENT = new AtomicReference<>();

    private final DaemonOptions options;
    private final DaemonSession session;
    private final LifeCycle life;
    private final @Nullable OpenSockets sockets;
    private List<String> arguments = List.of();

    /** @throws DaemonException if it cannot listen where it is to */
    Daemon(DaemonOptions options, DaemonSession session) {
        this.options = options;
        this.session = session;
        life = new LifeCycle(options, session);
        List<GivenSocket> given = session.sockets();
        sockets = given.isEmpty() && options.listeners().isEmpty() ? null : OpenSockets.of(options, session, given);
        if (sockets != null) {
            life.onStop(sockets); // the first one here is the last one to be closed
        }
    }

    /**
     * Turns this JVM into a daemon with {@linkplain DaemonOptions#defaults() the default options}.
     *
     * @return the daemon, in the daemon; in the launcher this method ends the process
     * @throws DaemonException as {@link #detach(DaemonOptions)}
     * @throws IllegalStateException as {@link #detach(DaemonOptions)}
     */
    public static Daemon detach() {
        return detach(DaemonOptions.defaults());
    }

    /**
     * Turns this JVM into a daemon. The launcher is released when this method returns in the daemon; with
     * {@link DaemonOptions.Builder#readyTimeout} it waits for {@link #ready()}.
     *
     * <p>A refusal that nobody catches is printed as one line, without a stack trace, and the exit status is 1.
     *
     * @param options how it is started
     * @return the daemon, in the daemon; in the launcher this method ends the process. Where there is no backend for the
     *     system, as on macOS and Windows, this process in the foreground
     * @throws AlreadyRunningException if another daemon holds the pid file
     * @throws DaemonException if a daemon cannot be started here or like this; nothing was started. In the daemon: if it
     *     came up half-detached
     * @throws IllegalStateException if it was called before in this JVM, or by another thread than the one that runs
     *     {@code main}
     */
    public static Daemon detach(DaemonOptions options) {
        return detach(options, options.readyTimeout().orElse(null));
    }

    /**
     * Turns this JVM into a daemon and starts a server in it. The daemon is ready when {@code body} returns; an exception
     * of {@code body} is shown on the launcher's terminal and ends the daemon with status 1. The launcher waits
     * for {@link DaemonOptions#DEFAULT_READY_TIMEOUT} unless {@link DaemonOptions.Builder#readyTimeout} says otherwise.
     *
     * <p>What {@code body} returns is closed when the daemon is stopped, as by {@link #onStop}. Like any JVM, the daemon
     * ends with its last thread that is no daemon thread: let one serve, or call {@link #awaitStop()}. One that ends
     * without being asked says why in its log.
     *
     * @param options how it is started
     * @param body what it does to come up
     * @return the daemon, in the daemon; in the launcher this method ends the process
     * @throws AlreadyRunningException as {@link #detach(DaemonOptions)}
     * @throws DaemonException as {@link #detach(DaemonOptions)}
     * @throws IllegalStateException as {@link #detach(DaemonOptions)}
     */
    public static Daemon start(DaemonOptions options, Startup body) {
        Objects.requireNonNull(body, "body");
        Daemon daemon = detach(options, options.readyTimeout().orElse(DaemonOptions.DEFAULT_READY_TIMEOUT));
        daemon.run(body);
        return daemon;
    }

    /**
     * As {@link #start(DaemonOptions, Startup)}, for a body that returns nothing.
     *
     * @param options how it is started
     * @param body what it does to come up
     * @return the daemon, in the daemon; in the launcher this method ends the process
     * @throws AlreadyRunningException as {@link #detach(DaemonOptions)}
     * @throws DaemonException as {@link #detach(DaemonOptions)}
     * @throws IllegalStateException as {@link #detach(DaemonOptions)}
     */
    public static Daemon start(DaemonOptions options, Startup.Plain body) {
        return start(options, (Startup) body);
    }

    /**
     * Starts another program as a daemon, by the same native step: own session, no controlling terminal, working directory,
     * umask, signals, descriptors, user, group, priority as the options say. This JVM goes on.
     *
     * <p>Of the options {@code jvmOption}, {@code listen} and {@code mode} have no meaning here, and {@code readyTimeout} only with {@code
     * readyWhen}. With a pid file the
     * program inherits its lock as descriptor 4 and holds it as long as it, or a child that inherited it, lives.
     *
     * @param options how it is started
     * @param command the program, looked up in {@code PATH} unless it has a slash, and its arguments
     * @return the started program
     * @throws AlreadyRunningException if another daemon holds the pid file
     * @throws DaemonException if the program could not be executed; the message names the errno
     * @throws IllegalArgumentException if there is no command, or a NUL character in it
     */
    public static DaemonProcess spawn(DaemonOptions options, String... command) {
        Objects.requireNonNull(options, "options");
        if (command.length == 0) {
            throw new IllegalArgumentException("spawn needs a command");
        }
        for (int i = 0; i < command.length; i++) {
            String what = "command[" + i + "]";
            DaemonOptions.Builder.noNul(what, Objects.requireNonNull(command[i], what));
        }
        Readiness readiness = options.readiness().orElse(null);
        if (readiness == null) {
            return spawn(options, command, null);
        }
        try (ReadyWait wait = new ReadyWait(readiness, options)) {
            DaemonProcess program = spawn(options, command, wait.notifySocket());
            wait.await(program);
            return program;
        }
    }

    private static DaemonProcess spawn(DaemonOptions options, String[] command, @Nullable String notifySocket) {
        DaemonBackend.Spawned spawned = Platforms.backend().spawn(options, List.of(command), notifySocket);
        return new DaemonProcess(
                spawned.pid(),
                ProcessInfo.of(spawned.procPid()),
                options.pidFile().map(DaemonControl::of));
    }

    /** {@return the daemon this JVM is; empty before {@link #detach()} has returned} */
    public static Optional<Daemon> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    private static Daemon detach(DaemonOptions options, @Nullable Duration readyTimeout) {
        DetachResult result;
        try {
            result = attempt(options, readyTimeout, null);
        } catch (DaemonException refusal) {
            Refusals.print(refusal, options.name().orElse("daemon"));
            throw refusal;
        }
        if (result instanceof DetachResult.Serving) { // first: the other is a class to load
            return current().orElseThrow();
        }
        DetachResult.Launched launched = (DetachResult.Launched) result;
        if (launched.failure() != null) {
            System.err.println(launched.failure());
        }
        System.exit(launched.exitStatus());
        throw new IllegalStateException("System.exit has returned");
    }

    /**
     * Detaches without ending the launcher, so that {@link DaemonCommand} can say what it did.
     *
     * @param words of the daemon's {@code main}, if they are not to be those of the launcher's
     */
    static DetachResult attempt(DaemonOptions options, @Nullable Duration readyTimeout, @Nullable OtherWords words) {
        Objects.requireNonNull(options, "options");
        Daemon made = CURRENT.get();
        if (made != null && DevTools.runMainAgain()) {
            return new DetachResult.Serving(made.session);
        }
        if (made != null) {
            throw new IllegalStateException(
                    "Daemon.detach() was called before in this JVM; Daemon.current() returns" + " the daemon it made");
        }
        DetachResult result = Platforms.backend().detach(options, readyTimeout, words);
        if (result instanceof DetachResult.Serving serving) {
            Daemon daemon = new Daemon(options, serving.session());
            daemon.life.begin();
            serving.session().begin(daemon.life);
            CURRENT.set(daemon);
            if (readyTimeout == null && daemon.mode() == LaunchMode.DETACHED) {
                daemon.tellReady(null); // its launcher waits for nothing more
            }
        }
        return result;
    }

    void run(Startup body) {
        life.bodyBegins();
        try {
            AutoCloseable server = body.start(this);
            if (server != null) {
                onStop(server);
            }
        } catch (Throwable failure) {
            if (failure instanceof RuntimeException end && DevTools.endThread(end)) {
                throw end;
            }
            failure.printStackTrace();
            fail(1, "start-up failed: " + failure + LostFile.hint(failure, launchDirectory()), failure);
        }
        ready();
        life.bodyEnds();
    }

    void arguments(String[] words) {
        arguments = List.of(words);
    }

    /** {@return what was done to make this process a daemon} */
    public LaunchMode mode() {
        return session.mode();
    }

    /** {@return what decided about {@link #mode()}, in words} */
    public String why() {
        return session.why();
    }

    /**
     * The directory in which the launcher was started, absolute; where nothing was detached, this JVM's own working
     * directory.
     *
     * <p>The arguments of {@code main} and system properties of the program's own arrive as they were typed, but the daemon's
     * working directory is {@code /} by default. A file that a user has named is found by {@link #resolve}. A snapshot of
     * the start: the directory may have been removed since, and a daemon that is another user is perhaps not able to enter it.
     *
     * @return the directory
     */
    public Path launchDirectory() {
        return session.launchDirectory();
    }

    /**
     * Finds a file that a user has named: relative to where the launcher was started, not to the daemon's working directory.
     *
     * @param path a path, as it was typed
     * @return absolute; the path itself if that is
     * @throws java.nio.file.InvalidPathException if it is no path
     */
    public Path resolve(String path) {
        return launchDirectory().resolve(path);
    }

    /**
     * The words after the verb, for {@link DaemonCommand}: {@code --port 8080} of {@code start --port 8080}.
     *
     * @return as they were typed; empty without a {@code DaemonCommand}
     */
    public List<String> arguments() {
        return arguments;
    }

    /**
     * What this process is now.
     *
     * @return the process, read now
     * @throws UnsupportedOperationException where there is no backend, as on macOS and Windows
     */
    public ProcessInfo process() {
        return ProcessInfo.current();
    }

    /**
     * The socket of a name: open, bound, listening, in blocking mode. Whoever gave it, in this order: a service manager that
     * has started this process or its launcher, the launcher, this process itself; see {@link DaemonOptions.Builder#listen}.
     *
     * <p>The channel stays open until it is closed, at the latest after what {@link #onStop} was given. A process that this
     * one starts does not have it.
     *
     * <pre>{@code
     * connector.open(daemon.socket("http"));   // Jetty's ServerConnector
     * }</pre>
     *
     * @param name of the options, or the one that the service manager has given to it
     * @return the same object at every call
     * @throws IllegalArgumentException if there is no socket of that name; the message says which there are
     * @throws DaemonException if a service manager gave it to this very process, and the JVM lacks the option that Java needs
     *     then, or it is of another kind; the message names the option
     */
    public ServerSocketChannel socket(String name) {
        Objects.requireNonNull(name, "name");
        if (sockets == null) {
            throw new IllegalArgumentException(
                    "there is no socket \"" + name + "\", nor any other: ask for it with DaemonOptions.listen(..)");
        }
        return sockets.get(name).channel();
    }

    /**
     * All sockets this daemon listens on: first those of the options, in their order, then what a service manager has given
     * and nobody has asked for. Of these one that is no listening stream socket is left out, and said on standard error.
     *
     * @return a list of its own; empty if there is none
     * @throws DaemonException as {@link #socket}, for one that the options name
     */
    public List<DaemonSocket> sockets() {
        return sockets == null ? List.of() : sockets.all();
    }

    /** {@return the options this daemon was made with} */
    public DaemonOptions options() {
        return options;
    }

    /**
     * Says that the daemon serves: the launcher exits with 0, and output goes to its target from now on. Under systemd
     * {@code READY=1} is sent. Later calls do nothing; nor does it matter if the launcher has been killed. A service manager
     * that cannot be told, of this or of anything below, is said once on standard error.
     */
    public void ready() {
        tellReady(null);
    }

    /**
     * As {@link #ready()}, with a line for people: the launcher shows it, systemd gets it as {@code STATUS=}.
     *
     * @param status one line
     */
    public void ready(String status) {
        Objects.requireNonNull(status, "status");
        tellReady(status);
    }

    private void tellReady(@Nullable String status) {
        life.ready();
        session.ready(status);
        life.prepareEnd(); // somebody waits for what stands before
    }

    /**
     * Shows a line while the daemon comes up: on the launcher's terminal, or to systemd as {@code STATUS=}.
     *
     * @param text one line
     */
    public void status(String text) {
        session.status(Objects.requireNonNull(text, "text"));
    }

    /**
     * Asks for more time: the start times out no earlier than this much from now. Under systemd
     * {@code EXTEND_TIMEOUT_USEC=} is sent.
     *
     * @param duration not negative
     */
    public void extendStartTimeout(Duration duration) {
        if (Objects.requireNonNull(duration, "duration").isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, not " + duration);
        }
        session.extendStartTimeout(duration);
    }

    /**
     * Ends this process with a status, after telling the launcher, which shows the message and exits with the same status.
     * Shutdown hooks run, and what {@link #onStop} was given is closed; a launcher that waits gives that {@linkplain
     * DaemonOptions#stopGrace() the grace of a stop}, then it kills this process and says so. Where no launcher waits any
     * more, the message goes to standard error, and so into the log.
     *
     * @param exitStatus 1 to 255
     * @param message the reason, for people
     */
    public void fail(int exitStatus, String message) {
        if (exitStatus < 1 || exitStatus > 255) {
            throw new IllegalArgumentException("exitStatus must be from 1 to 255, not " + exitStatus);
        }
        fail(exitStatus, Objects.requireNonNull(message, "message"), null);
    }

    private void fail(int exitStatus, String message, @Nullable Throwable cause) {
        life.failed();
        try {
            session.failed(exitStatus, message, cause);
        } finally {
            System.exit(exitStatus); // even if nobody could be told
        }
    }

    /**
     * Has something done when the daemon is told to read its configuration again: by {@code SIGHUP}, the verb {@code reload},
     * {@link DaemonControl#reload} or {@code systemctl reload}. A later call replaces what an earlier one has said. Without
     * any, {@code SIGHUP} opens the output again.
     *
     * @param action may throw: the asker is told, and the daemon serves on
     */
    public void onReload(Reload action) {
        life.onReload(Objects.requireNonNull(action, "action"));
        session.canReload();
    }

    /**
     * Has this server asked whether it is well, where a service manager's watchdog waits for signs of life: of a unit with
     * {@code WatchdogSec=}. From {@link #ready()} on and twice in each interval a thread asks, and gives the sign
     * ({@code WATCHDOG=1}) if the answer is {@code true}. If it is {@code false}, or an exception, the manager is told so
     * ({@code WATCHDOG=trigger}); if there is none, because the check hangs, the manager hears nothing, and notices within its
     * interval. In each case it ends the process as the unit says and, with {@code Restart=on-failure}, starts it again;
     * standard error has the reason, and where a check hangs. While the server is stopped nothing is asked.
     *
     * <p>Without this call the sign is given all the same, and says only that the JVM runs its threads. A later call replaces
     * what an earlier one has said. Where no watchdog waits, which is everywhere but below systemd, this does nothing and costs
     * nothing: no thread, and the check is never asked.
     *
     * @param healthy whether the server does its work; asked by one thread at a time, and should answer within two fifths of
     *     the interval. See sd_watchdog_enabled(3)
     */
    public void watchdog(BooleanSupplier healthy) {
        session.watchdog(Objects.requireNonNull(healthy, "healthy"));
    }

    /**
     * Opens the log again under its name, as after it was renamed by logrotate(8), and that of standard error if it is
     * another one: {@code SIGUSR1} and the verb {@code reopen} do the same. Descriptors 1 and 2 are replaced at once, so that
     * what the JVM and native code print goes there too. If it cannot be opened, the old one stays, and standard error says
     * why. Does nothing where output goes to no file, or nothing was detached. The first call loads JNA.
     */
    public void reopenOutput() {
        session.reopenOutput();
    }

    /**
     * Closes a resource when the daemon is stopped: in the reverse order of these calls, once, whatever ends the daemon in an
     * orderly way ({@code SIGTERM}, {@link #stop()}, {@code System.exit}, the last thread's end). Not when it is killed. What
     * a resource throws is printed, and the next one is closed. If the daemon is being stopped already, it is closed at
     * once.
     *
     * <p>Shutdown hooks run at the same time, in no order. An end that has not come five seconds after {@linkplain
     * DaemonOptions#stopGrace() the grace of a stop} is broken off: standard error says what it hung in, and the exit status is
     * {@value DaemonCommand#EXIT_KILLED}. With a grace of zero nothing is broken off.
     *
     * @param resource what to close
     */
    public void onStop(AutoCloseable resource) {
        life.onStop(Objects.requireNonNull(resource, "resource"));
    }

    /**
     * Stops this daemon, as {@code SIGTERM} would: closes what {@link #onStop} was given, and ends the JVM with status 0.
     * Returns at once; may be called by any thread, also more than once. Called by the start-up body, it takes effect when that
     * returns, or waits in {@link #awaitStop()}.
     */
    public void stop() {
        life.stop();
    }

    /** Waits until the daemon has been stopped and its resources are closed. An interrupt does not end the wait. */
    public void awaitStop() {
        life.awaitStop();
    }

    /**
     * Replaces this daemon by a new process of the same program: another jar of the same name, another JDK behind the same path.
     * Starts this JVM's own command line in a child, as {@code java -jar server.jar upgrade} would be typed in {@link
     * #launchDirectory()}: the new one comes up beside this one with the same {@linkplain DaemonOptions.Builder#listen sockets},
     * and only when it is ready it has the pid file, and this one is stopped, as by {@link #stop()}. Its output goes where this
     * one's goes. Blocks until the outcome is known, and returns when the new one serves and this one is being stopped.
     *
     * @throws DaemonException if there is no new one; the message is what its launcher said. This one serves on, as if nothing had
     *     been. So it ends where this user cannot write the pid file, because root has started this daemon for it, or may not
     *     trace its parent (Yama): there the verb {@code upgrade} does it
     * @throws UnsupportedOperationException if nothing was detached: whoever started this process waits for it; or where there is
     *     no backend
     * @see DaemonCommand#upgrade
     * @see DaemonControl#upgrade
     */
    public void upgrade() {
        String failure = life.upgrade();
        if (failure != null) {
            throw new DaemonException("not upgraded: " + failure);
        }
    }

    /**
     * Becomes another user for good, with that user's groups.
     *
     * @param user a name, or a number as for {@link DaemonOptions.Builder#user}
     * @throws DaemonException as {@link #dropPrivileges(String, String)}
     * @throws IllegalStateException as {@link #dropPrivileges(String, String)}
     * @see #dropPrivileges(String, String)
     */
    public void dropPrivileges(String user) {
        drop(Objects.requireNonNull(user, "user"), null);
    }

    /**
     * Becomes another user for good, after a start that took root: real, effective and saved user and group, supplementary
     * groups and capabilities, in every thread of this JVM and those it makes. What does not need root to start is better never
     * root: {@link DaemonOptions.Builder#user} and {@link DaemonOptions.Builder#capabilities} apply before the JVM runs.
     *
     * <p>All threads are then read back from {@code /proc}. If one has kept anything, this process ends at once with status
     * {@value #EXIT_NOT_DROPPED}, and says why on the launcher's terminal or on standard error: no shutdown hook runs, nothing
     * goes on.
     *
     * <p>What stays root's: files and descriptors that are open, among them the log, which the daemon goes on writing to; the
     * environment, and properties such as {@code user.home}. The pid file stays behind at the end in a directory that is
     * root's, as with {@code DaemonOptions.user}, until {@code stop} or the next start removes it. Classes and files that are opened
     * later must be readable for the user. Because what root has read may still be in memory, the process is not dumpable from now on
     * (PR_SET_DUMPABLE in prctl(2)): it leaves no core dump, and only root can attach a debugger or {@code jcmd}, or look into its
     * {@code /proc} directory.
     *
     * @param user a name, or a number as for {@link DaemonOptions.Builder#user}
     * @param group a name, or a number
     * @throws DaemonException if this process is not root, or there is no such user or group, or it is root, or the system
     *     refuses; nothing was changed
     * @throws IllegalStateException if the options ask for {@code capabilities} or {@code noNewPrivileges}, which in a running JVM
     *     reach one thread only; nothing was changed. {@code noNewPrivileges} that holds already is no reason
     * @throws UnsupportedOperationException where there is no backend, as on macOS and Windows
     */
    public void dropPrivileges(String user, String group) {
        drop(Objects.requireNonNull(user, "user"), Objects.requireNonNull(group, "group"));
    }

    private void drop(String user, @Nullable String group) {
        String problem = session.dropPrivileges(user, group);
        if (problem != null) {
            try {
                session.failed(EXIT_NOT_DROPPED, problem, null);
            } finally {
                Runtime.getRuntime().halt(EXIT_NOT_DROPPED); // no hook may run with what is left of them
            }
        }
    }

    /**
     * Returns a unit of systemd, systemd.service(5), that runs this program: with the JVM, its options and the jar or main class
     * that this process was started with, by absolute paths. It is told when the program serves ({@code Type=notify}), starts it
     * again when it fails, and lets it do no more than a server needs. Runs as printed on systemd 252 and later.
     *
     * <p>The options decide who it runs as ({@code user}; else a user of its own, {@code DynamicUser=}), how long it may take to
     * come up and to end, and its umask, limits and capabilities. A pid file is to be a {@link DaemonOptions#runtimeFile}.
     *
     * @param options its name is that of the unit
     * @param words what {@code main} is to get, such as {@code "start", "--port", "80"}
     * @return the whole file
     * @throws DaemonException if what is named is not where a unit could find or use it; the message says what and where
     * @throws UnsupportedOperationException where there is no systemd, as on macOS and Windows
     */
    public static String systemdUnit(DaemonOptions options, String... words) {
        return systemdUnit(options, new VerbLine.Unit(false, null, false, List.of()), List.of(words));
    }

    /** @param words what main is to get for those that were typed for the unit; for all if none were */
    static String systemdUnit(DaemonOptions options, VerbLine.Unit unit, List<String> words) {
        boolean movesPidFile = options.pidFile().map(RuntimeDirectory::moves).orElse(false);
        boolean movesReadyFile =
                options.readyFile().map(RuntimeDirectory::moves).orElse(false);
        DaemonBackend.UnitOf asked = new DaemonBackend.UnitOf(
                unit.user(), unit.name(), unit.socket(), unit.typed(), words, movesPidFile, movesReadyFile);
        return Platforms.backend().systemdUnit(options, asked);
    }

    /**
     * Looks at every step of daemon(7) and says what {@code /proc/self} shows of it now.
     *
     * @return the report
     */
    public DetachReport report() {
        return session.report();
    }

    @Override
    public String toString() {
        return "Daemon[" + mode() + ": " + why() + "]";
    }

    /** What a daemon does when it is told to read its configuration again. */
    @FunctionalInterface
    public interface Reload {

        /**
         * Reads the configuration again. One reload at a time, in a thread of its own.
         *
         * @throws Exception if that cannot be done: whoever asked is told the message, and the daemon serves on as it was
         */
        void reload() throws Exception;
    }
}
