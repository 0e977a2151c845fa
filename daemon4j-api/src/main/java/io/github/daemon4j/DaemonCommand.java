/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DaemonBackend.OtherWords;
import io.github.daemon4j.spi.DetachResult;
import io.github.daemon4j.spi.StopSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of a service for any {@code main}: {@code start}, {@code stop}, {@code restart}, {@code try-restart}, {@code
 * upgrade}, {@code reload}, {@code force-reload}, {@code reopen}, {@code status}, {@code run}, {@code logs}, {@code report},
 * {@code unit}.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     DaemonOptions options = DaemonOptions.builder().pidFile(Path.of("/run/server.pid")).build();
 *     DaemonCommand.main(args, options, daemon -> new Server(daemon.arguments()).bind());
 * }
 * }</pre>
 *
 * <p>The verb comes first, then its own options ({@code stop --timeout 60}; {@code --help} says which), then the words of the
 * server: {@code start --port 8080} gives it {@code --port 8080} as {@link Daemon#arguments()}. A {@code --} ends the options
 * of the verb and is not passed on.
 *
 * <p>Each method returns what the process is to exit with, so that {@code System.exit(command.execute(args))} and {@code
 * System.exit(new CommandLine(app).execute(args))} are both right: in the launcher it returns when the daemon is ready or
 * has failed; in the daemon, where {@code main} comes by for the second time, it runs the server, and returns when that has
 * been stopped.
 *
 * <table>
 * <caption>Exit statuses, of the Linux Standard Base where that has one</caption>
 * <tr><th>status</th><th>{@code start}, {@code restart}, {@code upgrade}, {@code run}, {@code stop}, {@code logs}, {@code unit}</th><th>{@code status}</th></tr>
 * <tr><td>0</td><td>done; also {@code start} of what runs, {@code stop} of what does not, and a server that was stopped</td>
 *     <td>runs, or is starting or stopping</td></tr>
 * <tr><td>1</td><td>failed, the reason is on standard error; {@code run} where another one runs, and any start under systemd,
 *     in a container or under inetd</td><td>dead, and its pid file is left</td></tr>
 * <tr><td>2</td><td>no verb, a wrong one, or a wrong option of the verb</td><td></td></tr>
 * <tr><td>3</td><td>cannot be done on this system, which has no backend; {@code reload} of a server that has nothing to be
 *     read again</td><td>does not run</td></tr>
 * <tr><td>4</td><td>not permitted: the daemon of another user</td><td>not known; whatever keeps it from an answer</td></tr>
 * <tr><td>6</td><td>the options lack the pid file or the log that the verb needs</td><td></td></tr>
 * <tr><td>7</td><td>{@code upgrade}, {@code reload}, {@code force-reload}, {@code reopen}: it does not run</td><td></td></tr>
 * <tr><td>124</td><td>not ready in time, and ended</td><td></td></tr>
 * <tr><td>{@value #EXIT_KILLED}</td><td>{@code stop}: it did not end within its grace period and was killed</td><td></td></tr>
 * <tr><td>other</td><td>{@code start}: that of a daemon which ended before it was ready, 128 + n for signal n</td><td></td></tr>
 * </table>
 *
 * <p>{@code report} has those of {@code status}, but: 0 says that every step of daemon(7) holds that the daemon needs, 1 that one
 * does not, and 3 also that it is dead.
 *
 * <p>A start beside another one waits for it and has its outcome; a start while one is stopping waits for its end. {@code
 * restart} looks first whether it could start: if not, what runs goes on. A restart that is nothing but the word {@code
 * restart}, or that and its {@code --timeout}, starts with the words of the daemon that runs, or that has died and left its
 * pid file, which keeps them; so does an upgrade.
 */
public final class DaemonCommand {

    /** The exit status of {@code stop} if the daemon had to be killed; of the numbers that LSB leaves to applications. */
    public static final int EXIT_KILLED = 150;

    static final int EXIT_FAILURE = 1;
    static final int EXIT_USAGE = 2;
    private static final int EXIT_UNSUPPORTED = 3;
    private static final int EXIT_NOT_PERMITTED = 4;
    private static final int EXIT_NOT_CONFIGURED = 6;
    private static final int EXIT_NOT_RUNNING = 7;

    /** How long {@code reload} and {@code reopen} wait for the answer unless {@code --timeout} says otherwise. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final DaemonOptions options;
    private final Startup body;
    private final String name;

    private DaemonCommand(DaemonOptions options, Startup body) {
        this.options = options;
        this.body = body;
        this.name = options.name().orElse("daemon");
    }

    /**
     * Returns the verbs of a server.
     *
     * @param options how it is started; most verbs need its pid file
     * @param body what it does to come up
     * @return the verbs
     */
    public static DaemonCommand of(DaemonOptions options, Startup body) {
        return new DaemonCommand(Objects.requireNonNull(options, "options"), Objects.requireNonNull(body, "body"));
    }

    /**
     * As {@link #of(DaemonOptions, Startup)}, for a body that returns nothing.
     *
     * @param options how it is started
     * @param body what it does to come up
     * @return the verbs
     */
    public static DaemonCommand of(DaemonOptions options, Startup.Plain body) {
        return of(options, (Startup) body);
    }

    /**
     * Does what the words say, and ends the JVM with its status.
     *
     * @param words the verb, then its options and the server's own words
     * @param options how it is started
     * @param body what it does to come up
     */
    public static void main(String[] words, DaemonOptions options, Startup body) {
        System.exit(of(options, body).execute(words));
    }

    /**
     * As {@link #main(String[], DaemonOptions, Startup)}, for a body that returns nothing.
     *
     * @param words the verb, then its options and the server's own words
     * @param options how it is started
     * @param body what it does to come up
     */
    public static void main(String[] words, DaemonOptions options, Startup.Plain body) {
        main(words, options, (Startup) body);
    }

    /**
     * Does what the words say.
     *
     * @param words the verb, then its options and the server's own words
     * @return what to exit with; in the server when it has been stopped
     */
    public int execute(String... words) {
        Daemon daemon = Daemon.current().orElse(null);
        if (daemon != null && DevTools.runMainAgain()) { // with words of their own
            daemon.run(body);
            daemon.awaitStop();
            return 0;
        }
        VerbLine line;
        try {
            line = VerbLine.parse(words);
        } catch (VerbLine.UsageException wrong) {
            System.err.println(name + ": " + wrong.getMessage());
            return wrong.exitStatus();
        }
        if (line.help() != null) {
            System.out.print(line.help().replace("NAME", name));
            return 0;
        }
        String[] own = line.words().toArray(new String[0]);
        return switch (line.verb()) {
            case "start" -> start(own);
            case "restart" -> restart(line);
            case "upgrade" -> upgrade(line);
            case "run" -> run(own);
            case "stop" -> stop(line.timeout());
            case "try-restart" -> tryRestart(line);
            case "reload", "force-reload" -> reload(line);
            case "reopen" -> reopen(line.timeout());
            case "status" -> status(line.json());
            case "report" -> report(line.json());
            case "unit" -> unit(line);
            default -> logs(line.lines(), line.follow());
        };
    }

    /**
     * Starts the daemon, in the launcher; is the server, in the daemon.
     *
     * @param words what {@link Daemon#arguments()} is to be
     * @return what to exit with
     */
    public int start(String... words) {
        return attempt(() -> serveOrLaunch(options, words, null));
    }

    /**
     * Stops the daemon, if it runs, and starts it, if it could be started.
     *
     * @param words what {@link Daemon#arguments()} is to be
     * @return what to exit with
     */
    public int restart(String... words) {
        return restart(VerbLine.plain("restart", words));
    }

    /**
     * Starts the daemon once more beside the one that runs, which hands it its {@linkplain DaemonOptions.Builder#listen sockets};
     * when it is ready, it has the pid file, and the old one is stopped. What is new is this launcher's: its jar, its JVM, its
     * options. The pid file is written once, and that is the upgrade: whatever dies or fails before, the new one ends and the old
     * one serves on; whatever dies after, the new one serves and the old one ends. One upgrade at a time. Not of a daemon that was
     * not detached: there whoever has started it waits for it.
     *
     * @param words what {@link Daemon#arguments()} is to be; none for those of the daemon that runs
     * @return what to exit with: 0 when the old one has ended, 7 if none runs, else as {@link #start}
     */
    public int upgrade(String... words) {
        return upgrade(VerbLine.plain("upgrade", words));
    }

    /**
     * Is the server, in the foreground.
     *
     * @param words what {@link Daemon#arguments()} is to be
     * @return what to exit with, when it has been stopped
     */
    public int run(String... words) {
        DaemonOptions here = options.toBuilder().mode(LaunchMode.FOREGROUND).build();
        return attempt(() -> serveOrLaunch(here, words, null));
    }

    /**
     * Stops the daemon, in the time that it was given when it was started.
     *
     * @return what to exit with
     */
    public int stop() {
        return stop(null);
    }

    /**
     * Restarts the daemon if it runs, with the words it has.
     *
     * @return what to exit with: 0 also if it does not run
     */
    public int tryRestart() {
        return tryRestart(VerbLine.plain("try-restart"));
    }

    /**
     * Has the daemon read its configuration again, and waits for its answer.
     *
     * @return what to exit with: 0 when it has done so, 1 with its own words if it could not or does not answer, 3 if there
     *     is nothing that it could read again, 7 if it does not run
     */
    public int reload() {
        return reload(VerbLine.plain("reload"));
    }

    /**
     * Has the daemon open its log again, and waits for its answer.
     *
     * @return what to exit with, as {@link #reload()}
     */
    public int reopen() {
        return reopen(null);
    }

    /**
     * Says whether the daemon runs.
     *
     * @return what to exit with: {@link DaemonStatus#exitCode()}
     */
    public int status() {
        return status(false);
    }

    /**
     * Prints the last lines of the daemon's log.
     *
     * @return what to exit with
     */
    public int logs() {
        return logs(VerbLine.DEFAULT_LINES, false);
    }

    /**
     * Says what the fifteen steps of daemon(7) hold in the running daemon, as {@link DaemonControl#report} sees it.
     *
     * @return what to exit with: 0 if all hold that it needs, 1 if one does not, 3 if it does not run, 4 if that is not known
     */
    public int report() {
        return report(false);
    }

    /**
     * Prints a unit of systemd that runs this program as it was called now, with the verb {@code start} in place of {@code
     * unit}; see {@link Daemon#systemdUnit}.
     *
     * @param words those of the server, for {@code unit} itself may have options; they are among those of {@code main}
     * @return what to exit with
     */
    public int unit(String... words) {
        return unit(VerbLine.plain("unit", words));
    }

    private int restart(VerbLine line) {
        return attempt(() -> {
            // The daemon's command line is the launcher's: in the daemon "restart" must not stop what it has just
            // become.
            DaemonBackend daemons = Platforms.backend();
            OtherWords kept = null;
            if (!daemons.isToServe()) {
                Path pidFile = pidFile();
                daemons.check(options); // before anything is stopped
                requireNoUnit(line);
                kept = line.words().isEmpty() ? kept(daemons.words(pidFile), line.typed()) : null;
                stopped(daemons.replace(pidFile, schedule(line.timeout()), options));
            }
            return serveOrLaunch(options, line.words().toArray(new String[0]), kept);
        });
    }

    private int upgrade(VerbLine line) {
        return attempt(() -> {
            DaemonBackend daemons = Platforms.backend();
            OtherWords kept = null;
            if (!daemons.isToServe()) {
                Path pidFile = pidFile();
                if (!control().status().isAlive()) {
                    return notRunning();
                }
                requireLauncher();
                daemons.check(options);
                requireNoUnit(line);
                kept = line.words().isEmpty() ? kept(daemons.words(pidFile), line.typed()) : null;
                if (!daemons.upgrade(pidFile, schedule(line.timeout()), options)) {
                    return notRunning();
                }
            }
            return serveOrLaunch(options, line.words().toArray(new String[0]), kept);
        });
    }

    /** Where nothing is detached, this very process would have to be the new one. */
    private void requireLauncher() {
        LaunchMode here = Platforms.backend().mode(options);
        if (here != LaunchMode.DETACHED) {
            throw new DaemonException(
                    "no upgrade from here, where a daemon is not detached but runs in the foreground (" + here + ")");
        }
    }

    /** A restart would take the daemon out of the hands of a manager that looks after it. */
    private void requireNoUnit(VerbLine line) {
        DaemonControl control = control();
        if (line.force() || control.state().mode().orElse(LaunchMode.DETACHED) != LaunchMode.SYSTEMD) {
            return;
        }
        String unit = control.process()
                .flatMap(process -> process.systemdUnit().toOptional())
                .orElse("a unit of systemd");
        String keeps = line.verb().equals("upgrade") ? " (FileDescriptorStoreMax= keeps its sockets meanwhile)" : "";
        throw new DaemonException("it is run by " + unit + ", which a restart from here would take it from: systemctl "
                + "restart " + unit + keeps + ". " + line.verb() + " --force does it all the same");
    }

    private int tryRestart(VerbLine line) {
        return attempt(() -> {
            if (!Platforms.backend().isToServe() && !control().status().isAlive()) {
                System.out.println(name + " is not running");
                return 0;
            }
            return restart(line);
        });
    }

    /** A forced reload is content with a restart, where there is nothing to be read again. */
    private int reload(VerbLine line) {
        return attempt(() -> {
            if (Platforms.backend().isToServe()) {
                return restart(line); // this is what a forced reload has started
            }
            if (!control().status().isAlive()) {
                return notRunning();
            }
            try {
                control().reload(line.timeout() == null ? ANSWER : line.timeout());
            } catch (UnsupportedOperationException nothing) {
                if (line.verb().equals("force-reload")) {
                    return restart(line);
                }
                throw nothing;
            }
            System.out.println(name + " reloaded");
            return 0;
        });
    }

    private int reopen(@Nullable Duration timeout) {
        return attempt(() -> {
            if (!control().status().isAlive()) {
                return notRunning();
            }
            control().reopenOutput(timeout == null ? ANSWER : timeout);
            System.out.println(name + " has opened its output again");
            return 0;
        });
    }

    private int notRunning() {
        System.err.println(name + " is not running");
        return EXIT_NOT_RUNNING;
    }

    private static @Nullable OtherWords kept(@Nullable List<byte[]> words, int typed) {
        return words == null ? null : new OtherWords(words, typed);
    }

    private int serveOrLaunch(DaemonOptions how, String[] words, @Nullable OtherWords kept) {
        DetachResult result;
        try {
            Duration timeout = how.readyTimeout().orElse(DaemonOptions.DEFAULT_READY_TIMEOUT);
            result = Daemon.attempt(how, timeout, kept);
        } catch (AlreadyRunningException running) {
            return alreadyRunning(running, how);
        }
        if (result instanceof DetachResult.Launched launched) {
            return launched(launched);
        }
        Daemon daemon = Daemon.current().orElseThrow();
        daemon.arguments(words);
        daemon.run(body);
        daemon.awaitStop();
        return 0;
    }

    private int launched(DetachResult.Launched launched) {
        if (launched.failure() != null) {
            System.err.println(launched.failure());
        } else {
            System.out.println(name + (launched.replaced() ? " upgraded" : " started") + pid(launched.pid()));
        }
        return launched.exitStatus();
    }

    /** That one runs is what a start is for; but a supervisor that runs this process would take 0 for a server that is done. */
    private int alreadyRunning(AlreadyRunningException running, DaemonOptions how) {
        DaemonState state = control().state();
        String said = name
                + (state.status() == DaemonStatus.STARTING ? " is already starting" : " is already running")
                + pid(state.pid().orElse(running.pid().orElse(0)));
        if (Platforms.backend().mode(how) != LaunchMode.DETACHED) {
            System.err.println(said);
            return EXIT_FAILURE;
        }
        System.out.println(said);
        return 0;
    }

    private int stop(@Nullable Duration timeout) {
        return attempt(() -> stopped(Platforms.backend().stop(pidFile(), schedule(timeout))));
    }

    private static @Nullable StopSchedule schedule(@Nullable Duration timeout) {
        return timeout == null ? null : StopSchedule.of(timeout);
    }

    private int stopped(StopResult result) {
        switch (result.outcome()) {
            case TERMINATED -> System.out.println(name + " stopped" + pid(result.pid()));
            case NOT_RUNNING -> System.out.println(name + " is not running");
            default -> {
                System.err.println(name + " did not end by itself and was killed after " + seconds(result.took())
                        + pid(result.pid()));
                return EXIT_KILLED;
            }
        }
        return 0;
    }

    /** 1, 2 and 3 are answers to whoever asks: a failure must not look like one. */
    private int status(boolean json) {
        try {
            DaemonState state = control().state();
            System.out.println(json ? StatusText.json(name, pidFile(), state) : StatusText.of(name, pidFile(), state));
            return state.status().exitCode();
        } catch (RuntimeException failure) {
            return failed(failure, DaemonStatus.UNKNOWN.exitCode());
        }
    }

    private int report(boolean json) {
        try {
            DetachReport report = control().report(options).orElse(null);
            if (json) {
                System.out.println(ReportText.json(name, pidFile(), report));
            } else {
                System.out.println(report == null ? name + " is not running" : ReportText.of(name, report));
            }
            return report == null ? DaemonStatus.NOT_RUNNING.exitCode() : ReportText.exitStatus(report);
        } catch (RuntimeException failure) {
            return failed(failure, DaemonStatus.UNKNOWN.exitCode());
        }
    }

    private int unit(VerbLine line) {
        return attempt(() -> {
            VerbLine.Unit unit = line.unit();
            System.out.print(Daemon.systemdUnit(options, unit, List.of("start")));
            return 0;
        });
    }

    private int logs(int lines, boolean follow) {
        return attempt(() -> {
            Path log = options.output()
                    .file()
                    .orElseThrow(() -> new NotConfiguredException(
                            "its output goes to no file (DaemonOptions.output), so there is no log to show"));
            return new LogReader(log, System.out).show(lines, follow);
        });
    }

    /** What a verb does, and the status it ends with. */
    private interface Action {

        int run() throws Exception;
    }

    /** Ordinary outcomes are one line and a status. */
    private int attempt(Action action) {
        try {
            return action.run();
        } catch (DaemonException failure) {
            boolean notPermitted = failure.getCause() instanceof ProcessAccessException;
            return failed(failure, notPermitted ? EXIT_NOT_PERMITTED : EXIT_FAILURE);
        } catch (UnsupportedOperationException failure) {
            return failed(failure, EXIT_UNSUPPORTED);
        } catch (NotConfiguredException failure) {
            return failed(failure, EXIT_NOT_CONFIGURED);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            return failed(failure, EXIT_FAILURE);
        }
    }

    private int failed(Exception failure, int exitStatus) {
        System.err.println(name + ": " + failure.getMessage());
        return exitStatus;
    }

    private DaemonControl control() {
        return DaemonControl.of(pidFile());
    }

    private Path pidFile() {
        return options.pidFile()
                .orElseThrow(() -> new NotConfiguredException("no pid file is configured"
                        + " (DaemonOptions.pidFile), so it cannot be known whether it runs"));
    }

    /** To a tenth: a grace may be less than a second. */
    private static String seconds(Duration took) {
        long tenths = took.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    private static String pid(long pid) {
        return pid > 0 ? " (pid " + pid + ")" : "";
    }

    /** The options lack what a verb needs. */
    private static final class NotConfiguredException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotConfiguredException(String message) {
            super(message);
        }
    }
}
