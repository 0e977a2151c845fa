/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.spi;

import io.github.daemon4j.DetachReport;
import io.github.daemon4j.LaunchMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The daemon's side: a process that is detached, or that stays where it is and says why. */
public interface DaemonSession {

    /**
     * From now on signals are answered.
     *
     * @param requests what they ask for
     */
    void begin(Requests requests);

    /** What was done. */
    LaunchMode mode();

    /** What decided. */
    String why();

    /** Where the launcher was started, or this process if there was none; absolute. */
    Path launchDirectory();

    /** What this process was given to listen on, by a service manager or its launcher. Asked once. */
    List<GivenSocket> sockets();

    /**
     * Makes the path of a unix socket free, for this process to bind it: removes what a dead server has left there.
     *
     * @param path absolute
     * @throws io.github.daemon4j.DaemonException if anything else is there
     */
    void freeSocketFile(Path path);

    /**
     * Tells whoever waits that the daemon serves, and lets go of the launcher's terminal. Later calls do nothing.
     *
     * @param status a line for people, or null
     */
    void ready(@Nullable String status);

    /** Shows a line to whoever waits. */
    void status(String text);

    /** Gives the start this much time from now, if that is later than its present deadline. */
    void extendStartTimeout(Duration duration);

    /**
     * Tells whoever waits that the start has failed. The caller ends the process.
     *
     * @param cause what was thrown; null if nothing
     */
    void failed(int exitStatus, String message, @Nullable Throwable cause);

    /** There is something to be read again, from now on. */
    void canReload();

    /** Opens the output again, under its name. Failures are said on standard error. */
    void reopenOutput();

    /**
     * Gives a socket that this process has bound to a service manager that keeps it, as far as one does, and gives it back to
     * the process that is started next in the place of this one.
     *
     * @return whether it is known to be kept, so that it lives on when this process closes it
     */
    boolean keepSocket(String name, ServerSocketChannel channel);

    /** Has the service manager keep no socket of that name any more. */
    void forgetSocket(String name);

    /**
     * Whether the files that stand for the daemon, such as that of a unix socket, are this process's to remove: not before an
     * upgrade to it is complete, nor after one from it.
     */
    boolean ownsFiles();

    /**
     * Tells whoever is to know that the daemon is ending.
     *
     * @param asked whether that was asked for, so that nobody is to start it again
     */
    void stopping(boolean asked);

    /** Nothing of the daemon's is open any more: what was told is to reach whoever was told before this process is gone. */
    void ended();

    /**
     * Has the server asked, from ready on and as often as a watchdog waits for a sign of life, whether it is well. Does nothing
     * where none waits.
     */
    void watchdog(BooleanSupplier healthy);

    /** This process ends at once, and nothing that was to be done at its end will be done: does the least. */
    void breakOff();

    /**
     * Becomes another user for good, in every thread.
     *
     * @param group null for the user's own
     * @return what did not hold, for people: the caller ends the process at once; null if all did
     * @throws io.github.daemon4j.DaemonException if it cannot be done; nothing was changed
     * @throws IllegalStateException if the options ask for what cannot be done in a running process; nothing was changed
     */
    @Nullable
    String dropPrivileges(String user, @Nullable String group);

    /** Looks at every step of daemon(7). */
    DetachReport report();
}
