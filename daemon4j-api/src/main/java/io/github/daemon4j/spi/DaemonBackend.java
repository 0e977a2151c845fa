/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.DetachReport;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Signal;
import io.github.daemon4j.StopResult;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes daemons, and looks after them by their pid files. Failures are {@link io.github.daemon4j.DaemonException}s. */
public interface DaemonBackend {

    /**
     * A program that was started.
     *
     * @param pid its pid, as this process and its children number it
     * @param procPid its pid as {@code /proc} numbers it, which may be that of another pid namespace; 0 if it has ended
     */
    record Spawned(long pid, long procPid) {}

    /**
     * Words that a daemon's {@code main} is to get in place of those the launcher's got.
     *
     * @param words in bytes
     * @param instead how many words the launcher has understood: if its {@code main} got more, the others are somebody's
     *     too, and the daemon's gets what the launcher's got
     */
    record OtherWords(List<byte[]> words, int instead) {}

    /**
     * Which unit of systemd is asked for.
     *
     * @param user whether it is for a user's own manager
     * @param name its name without {@code .service}; null for the program's
     * @param socket whether it is the one of the sockets that the options name, and not of the service
     * @param typed words of {@code main}, in their order, that are not the server's; empty if {@code instead} are all the words
     *     that {@code main} is to get
     * @param instead what is to stand for them
     * @param movesPidFile whether the pid file of the options goes where {@code $RUNTIME_DIRECTORY} says
     * @param movesReadyFile whether its readiness file does
     */
    record UnitOf(
            boolean user,
            @Nullable String name,
            boolean socket,
            List<String> typed,
            List<String> instead,
            boolean movesPidFile,
            boolean movesReadyFile) {}

    /**
     * Starts this JVM again as a daemon, or recognises that this is the daemon, or that it must stay where it is.
     *
     * @param readyTimeout how long the launcher waits for {@link DaemonSession#ready}; null if it waits only until this
     *     method has returned in the daemon
     * @param words what the daemon's {@code main} gets, if it is not what this launcher's got; null for that
     * @return in the launcher {@link DetachResult.Launched} when the daemon is ready or has failed; elsewhere
     *     {@link DetachResult.Serving}
     */
    DetachResult detach(DaemonOptions options, @Nullable Duration readyTimeout, @Nullable OtherWords words);

    /** What {@link #detach} would make of this process, as far as it is no daemon yet. Starts nothing. */
    LaunchMode mode(DaemonOptions options);

    /**
     * Finds out what would keep {@link #detach} from starting a daemon, as far as that can be known while another one runs.
     * Starts nothing.
     */
    void check(DaemonOptions options);

    /**
     * Whether {@code main} is to bring the server up, whatever its words ask for: this process is a daemon that a launcher of this
     * same program waits for, or a launcher that a daemon has started to be upgraded.
     */
    boolean isToServe();

    /**
     * Starts another program as a daemon.
     *
     * @param command the program, looked up in {@code PATH} unless it has a slash, and its arguments
     * @param notifySocket what {@code NOTIFY_SOCKET} is to be for it; null for none
     * @return which process it is
     */
    Spawned spawn(DaemonOptions options, List<String> command, @Nullable String notifySocket);

    /** Makes a socket that a program can be told of when it is started. */
    NotifySocket notifySocket();

    /** Looks at a daemon, once. {@link DaemonStatus#UNKNOWN} if that cannot be done, or must not be believed. */
    Seen look(Path pidFile);

    /**
     * What {@code main} of the daemon was given that holds the pid file, or held it when it died.
     *
     * @return in bytes; null if that is not known
     */
    @Nullable
    List<byte[]> words(Path pidFile);

    /**
     * Ends a daemon. Returns when it is gone.
     *
     * @param schedule how; null for the one that its pid file keeps, or else the default
     */
    StopResult stop(Path pidFile, @Nullable StopSchedule schedule);

    /**
     * Ends a daemon that the next start in this process replaces. Its listening sockets stay open meanwhile, as far as they can
     * be had and the next one asks for the same: who connects waits for it.
     *
     * @param schedule as for {@link #stop}
     * @param next of the next one
     */
    StopResult replace(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next);

    /**
     * Has the next start in this process bring up its daemon beside the one that serves, on the same sockets, and put it in the
     * place of that one when it is ready; if it does not become so, the other one serves on.
     *
     * @param schedule how the one that serves is ended then, as for {@link #stop}
     * @param next of the next one
     * @return whether there is one that serves
     */
    boolean upgrade(Path pidFile, @Nullable StopSchedule schedule, DaemonOptions next);

    /**
     * Upgrades the daemon that this process is, by its own command line, and waits for the outcome.
     *
     * @param launchDirectory where it was started
     * @return null if another daemon has its place now; else what was said of the failure
     */
    @Nullable
    String upgradeThis(Path launchDirectory);

    /**
     * Asks a daemon for something, and waits until it has done it.
     *
     * @return null if it was done; else the daemon's own words why not
     */
    @Nullable
    String ask(Path pidFile, Request request, Duration patience);

    /**
     * Looks at what the steps of daemon(7) hold in a daemon that runs.
     *
     * @param options what was asked for
     * @return null if none runs
     */
    @Nullable
    DetachReport report(Path pidFile, DaemonOptions options);

    /** Waits until a daemon is ready; whether it is. */
    boolean awaitReady(Path pidFile, Duration patience);

    /** Waits until a daemon has ended; whether it has. */
    boolean awaitEnd(Path pidFile, Duration patience);

    /** Sends a signal to a daemon; whether there was one. */
    boolean signal(Path pidFile, Signal signal);

    /** The text of a unit that runs this program as it was called now. Starts nothing. */
    String systemdUnit(DaemonOptions options, UnitOf asked);

    /**
     * Opens a log for reading, by the rules of trust.
     *
     * @throws IOException if it is not there, cannot be read, or is no regular file
     */
    SeekableByteChannel openLog(Path log) throws IOException;
}
