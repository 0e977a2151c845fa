/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.spi.DaemonBackend;
import io.github.daemon4j.spi.DetachResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The verbs of a service for any {@code main}: {@code start}, {@code stop}, {@code restart}, {@code status}, {@code run}.
 *
 * <p>Exit codes are those of the Linux Standard Base: starting what runs and stopping what does not is success. A start
 * beside another one waits for it and has its outcome; a start while one is stopping waits for its end. Where this process is to be the server itself ({@code run}, or any
 * start under systemd, in a container or under inetd) another one that runs is a failure: 1. {@code status} exits with
 * {@link DaemonStatus#exitCode()}, and with 4 whatever keeps it from an answer; otherwise 1 is a failure, 2 a wrong verb, 4 a
 * daemon of another user, 6 options without a pid file. A daemon that died while it started gives its own exit status.
 *
 * <p>{@code restart} looks first whether it could start: if not, what runs goes on.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     DaemonOptions options = DaemonOptions.builder().pidFile(Path.of("/run/server.pid")).build();
 *     DaemonCommand.main(args, options, daemon -> new Server().bind());
 * }
 * }</pre>
 */
public final class DaemonCommand {

    /** How long {@code stop} and {@code restart} wait after {@code SIGTERM} before they kill. */
    public static final Duration STOP_GRACE = Duration.ofSeconds(30);

    private static final int EXIT_FAILURE = 1;
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_NOT_PERMITTED = 4;
    private static final int EXIT_NOT_CONFIGURED = 6;
    private static final String VERBS = "start | stop | restart | status | run";

    private final DaemonOptions options;
    private final Startup body;
    private final String name;

    private DaemonCommand(DaemonOptions options, Startup body) {
        this.options = options;
        this.body = body;
        this.name = options.name().orElse("daemon");
    }

    /**
     * Does what the one argument says and ends the JVM, except where this process is the server: then it returns.
     *
     * @param arguments the verb
     */
    public static void main(String[] arguments, DaemonOptions options, Startup body) {
        OptionalInt exitStatus = run(arguments, options, body);
        if (exitStatus.isPresent()) {
            System.exit(exitStatus.getAsInt());
        }
    }

    /**
     * Does what the one argument says.
     *
     * @param arguments the verb
     * @return what to exit with; empty if this process is the server, which goes on
     */
    public static OptionalInt run(String[] arguments, DaemonOptions options, Startup body) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        if (arguments.length != 1) {
            boolean status = arguments.length > 0 && arguments[0].equals("status");
            return usage("one verb is needed", status ? DaemonStatus.UNKNOWN.exitCode() : EXIT_USAGE);
        }
        DaemonCommand command = new DaemonCommand(options, body);
        try {
            return switch (arguments[0]) {
                case "start" -> command.start(options);
                case "restart" -> command.restart();
                case "run" ->
                    command.start(
                            options.toBuilder().mode(LaunchMode.FOREGROUND).build());
                case "stop" -> OptionalInt.of(command.stop());
                case "status" -> OptionalInt.of(command.status());
                default -> usage("there is no verb '" + arguments[0] + "'", EXIT_USAGE);
            };
        } catch (DaemonException | UnsupportedOperationException failure) {
            boolean notPermitted = failure.getCause() instanceof ProcessAccessException;
            return OptionalInt.of(command.failed(failure, notPermitted ? EXIT_NOT_PERMITTED : EXIT_FAILURE));
        } catch (NotConfiguredException failure) {
            return OptionalInt.of(command.failed(failure, EXIT_NOT_CONFIGURED));
        }
    }

    private static OptionalInt usage(String problem, int exitStatus) {
        System.err.println(problem + "; the verbs are " + VERBS);
        return OptionalInt.of(exitStatus);
    }

    private int failed(RuntimeException failure, int exitStatus) {
        System.err.println(name + ": " + failure.getMessage());
        return exitStatus;
    }

    private OptionalInt start(DaemonOptions how) {
        DetachResult result;
        try {
            result = Daemon.attempt(how, how.readyTimeout().orElse(DaemonOptions.DEFAULT_READY_TIMEOUT));
        } catch (AlreadyRunningException running) {
            return OptionalInt.of(alreadyRunning(running, how));
        }
        if (result instanceof DetachResult.Serving) {
            Daemon.current().orElseThrow().run(body);
            return OptionalInt.empty();
        }
        DetachResult.Launched launched = (DetachResult.Launched) result;
        if (launched.failure() != null) {
            System.err.println(launched.failure());
        } else {
            System.out.println(name + " started" + pid(launched.pid()));
        }
        return OptionalInt.of(launched.exitStatus());
    }

    /** That one runs is what a start is for; but a supervisor that runs this process would take 0 for a server that is done. */
    private int alreadyRunning(AlreadyRunningException running, DaemonOptions how) {
        boolean starting = control().status() == DaemonStatus.STARTING;
        String said = name
                + (starting ? " is already starting" : " is already running")
                + pid(running.pid().orElse(0));
        if (Platforms.current().daemons().mode(how) != LaunchMode.DETACHED) {
            System.err.println(said);
            return EXIT_FAILURE;
        }
        System.out.println(said);
        return 0;
    }

    private OptionalInt restart() {
        // The daemon's command line is the launcher's: in the daemon "restart" must not stop what it has just become.
        DaemonBackend daemons = Platforms.current().daemons();
        if (!daemons.isStartedByLauncher()) {
            daemons.check(options); // before anything is stopped
            stop();
        }
        return start(options);
    }

    private int stop() {
        StopResult result = control().stop(STOP_GRACE);
        String said = switch (result.outcome()) {
            case TERMINATED -> " stopped" + pid(result.pid());
            case KILLED -> " did not end within " + STOP_GRACE.toSeconds() + " s and was killed" + pid(result.pid());
            case NOT_RUNNING -> " is not running";
        };
        System.out.println(name + said);
        return 0;
    }

    /** 1, 2 and 3 are answers to whoever asks: a failure must not look like one. */
    private int status() {
        try {
            return answer();
        } catch (RuntimeException failure) {
            return failed(failure, DaemonStatus.UNKNOWN.exitCode());
        }
    }

    private int answer() {
        DaemonControl control = control();
        DaemonStatus status = control.status();
        String said = switch (status) {
            case RUNNING -> " is running" + pid(pid(control));
            case STARTING -> " is starting" + pid(pid(control));
            case STOPPING -> " is stopping" + pid(pid(control));
            case DEAD_WITH_PID_FILE ->
                " is dead, and its pid file " + control.pidFile().toAbsolutePath() + " is left";
            case NOT_RUNNING -> " is not running";
            case UNKNOWN ->
                ": unknown; the pid file " + control.pidFile().toAbsolutePath()
                        + " cannot be read, is no pid file, or cannot be believed";
        };
        System.out.println(name + said);
        return status.exitCode();
    }

    private DaemonControl control() {
        Path pidFile = options.pidFile()
                .orElseThrow(() -> new NotConfiguredException("no pid file is configured"
                        + " (DaemonOptions.pidFile), so it cannot be known whether it runs"));
        return DaemonControl.of(pidFile);
    }

    private static long pid(DaemonControl control) {
        return control.process().map(ProcessInfo::pid).orElse(0L);
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
