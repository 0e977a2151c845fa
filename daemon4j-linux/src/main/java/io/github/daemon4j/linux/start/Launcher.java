/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.commandline.DaemonCommandLine;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.pidfile.Kept;
import io.github.daemon4j.linux.pidfile.PidFile;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.proc.SocketTables;
import io.github.daemon4j.linux.sockets.DescriptorChannel;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.sockets.Predecessor;
import io.github.daemon4j.linux.systemd.Belonging;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.ProgramName;
import io.github.daemon4j.spi.DaemonBackend.OtherWords;
import io.github.daemon4j.spi.DetachResult.Launched;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The launcher's side of {@code detach()}: starts this JVM's own command line again as a daemon, and waits for it.
 *
 * <p>What can fail is done before the native step; a failure after it ends the daemon. So an error leaves nothing started.
 */
public final class Launcher {

    /** Of the environment, what the command line of a JVM is made of. */
    private static final String[] COMMAND_LINE = {"CLASSPATH", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"
    };

    private final DaemonOptions options;
    private final LaunchDirectory directory;
    private final String name;
    private final OwnCommand own;
    private @Nullable KeeperStart keeper;

    /** What a service manager has given to this process to listen on: it is the daemon that will. */
    private final PassedSockets given;

    public Launcher(DaemonOptions options) {
        this.options = options;
        directory = LaunchDirectory.own();
        name = ProgramName.of(options);
        own = new OwnCommand(options, directory);
        given = PassedSockets.ofManager();
    }

    /**
     * Who runs this process for a developer, so that it has to stay; null if nobody.
     *
     * @param parent the pid of the process that started this one
     */
    public @Nullable String developer(long parent) {
        return own.developer(parent);
    }

    /** Refuses to go on in a JVM that is not the program's own, but a test runner's or a build tool's. */
    public void requireOwnJvm() {
        own.requireOwnJvm();
    }

    /** What main of this process was given; null if its command line cannot be read. */
    public @Nullable List<byte[]> words() {
        return own.words();
    }

    /**
     * Starts the daemon and waits until it is ready, has failed, or the time is up.
     *
     * @param words what its main is given; null for what this one's was given
     * @param predecessor whose sockets it takes over
     * @param upgrade of the daemon that it is to run beside, and to replace when it is ready; null if there is none
     */
    public Launched launch(
            @Nullable Duration readyTimeout,
            @Nullable OtherWords words,
            Predecessor predecessor,
            @Nullable Upgrade upgrade) {
        LaunchMark.refuseLoop(Mark.ofEnvironment());
        NextClasses.begin(options);
        DaemonCommandLine typed = command(predecessor);
        DaemonCommandLine command = words == null ? typed : typed.withWords(words.words(), words.instead());
        warnOfEnd();
        StartCache cache = StartCache.of(options, directory, own, command);
        NextClasses.loadUnlessLoaded(options);
        NativeAccess.require();
        LaunchTarget target = LaunchTarget.of(options, directory);
        try (StartTransaction transaction = StartTransaction.ofLauncher(name)) {
            Claim claim = transaction.owns(
                    upgrade == null
                            ? NewClaim.of(options, directory, readyTimeout)
                            : new SuccessorClaim(upgrade.succession(), options, upgrade.end()));
            transaction.enter();
            claim.begin(transaction);
            Listeners listeners = transaction.owns(Listeners.open(given, predecessor, options, target));
            transaction.made(listeners);
            if (claim.pidFile() != null) {
                int account = Inheritance.accountNumber(listeners.count());
                claim.prepare(new Kept(options.stopSchedule(), account, command.words()));
            }
            keeper = KeeperStart.of(options, directory, target);
            return start(transaction, claim, listeners, cache, command, target, readyTimeout);
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot start the daemon: " + failure.getMessage(), failure);
        }
    }

    /** What begins with the output that a daemon has, and ends with its outcome. */
    private Launched start(
            StartTransaction transaction,
            Claim claim,
            Listeners listeners,
            StartCache cache,
            DaemonCommandLine asked,
            LaunchTarget target,
            @Nullable Duration readyTimeout)
            throws ErrnoException {
        Outputs outputs = transaction.owns(target.openOutputs());
        TerminalView view = new TerminalView(name, System.err, asked.earlyDeathHint(), options.stopGrace());
        Descriptor[] pipe = Descriptor.pipe();
        transaction.owns(pipe[0]);
        transaction.owns(pipe[1]);
        transaction.owns(ParentOfOrphans.begin());
        OutputReaders readers = OutputReaders.start(options, directory, target, outputs, transaction);
        StartWatch watch =
                transaction.owns(new StartWatch(pipe[0], outputs, view, readyTimeout, options, claim.unwanted()));
        transaction.made(claim.undoing(watch));
        transaction.made(cache);
        DaemonCommandLine command = cache.applied(asked, target, keeper);
        watch.follow(spawn(command, target, claim, outputs, readers, listeners, pipe[1]));
        listeners.release();
        claim.started(watch.process());
        transaction.leave();
        LastClasses.load();
        Launched launched = view.launched(watch.await(), watch.pid());
        if (launched.exitStatus() != 0) {
            return claim.failed(launched);
        }
        Launched ready = claim.ready(transaction, watch, launched);
        warn(readers.problem());
        if (ready.exitStatus() == 0) {
            cache.make(target, command);
        }
        return ready;
    }

    /** Takes the native step. */
    private int spawn(
            DaemonCommandLine command,
            LaunchTarget target,
            Claim claim,
            Outputs outputs,
            OutputReaders readers,
            Listeners listeners,
            Descriptor pipe)
            throws ErrnoException {
        target.handOver(pipe);
        Inheritance inheritance = new Inheritance(listeners.numbers(), listeners.counts());
        inheritance.add(Inheritance.PIPE, pipe.number());
        PidFile pidFile = claim.pidFile();
        Descriptor account = pidFile == null ? null : Descriptor.anonymousFile(Account.NAME);
        try (account) {
            if (pidFile != null && account != null) {
                target.handOver(account);
                inheritance.add(Inheritance.LOCK, pidFile.lock().number());
                inheritance.add(Inheritance.ACCOUNT, account.number());
            }
            claim.addTo(inheritance, target);
            readers.inherit(inheritance);
            return spawn(command, target, outputs, readers, listeners, pipe, inheritance);
        }
    }

    private int spawn(
            DaemonCommandLine command,
            LaunchTarget target,
            Outputs outputs,
            OutputReaders readers,
            Listeners listeners,
            Descriptor pipe,
            Inheritance inheritance)
            throws ErrnoException {
        Mark mark = LaunchMark.of(options, directory, command.words().size(), target.uid(), pipe, inheritance, readers);
        List<byte[]> environment = target.environment(command.launch().environment(), listeners.passed(), COMMAND_LINE);
        environment.add(SystemText.bytes(Mark.VARIABLE + "=" + mark.format()));
        LaunchTarget.Streams streams = LaunchTarget.Streams.of(outputs);
        List<byte[]> arguments = command.launch().arguments();
        return KeeperStart.orNone(keeper, target, own.executable(), arguments, environment, streams, inheritance);
    }

    /** Finds out what would refuse a launch, without the pid file's lock: the daemon that is to be replaced may hold it. */
    public void check() {
        command(Predecessor.NONE);
        NativeAccess.require();
        LaunchTarget target = LaunchTarget.of(options, directory);
        try {
            target.rehearse();
        } catch (ErrnoException failure) {
            throw new DaemonException("cannot start the daemon: " + failure.getMessage(), failure);
        }
        target.openOutputs().close();
        Listeners.check(given, options, target);
        OutputReaders.check(options, directory);
    }

    private DaemonCommandLine command(Predecessor predecessor) {
        boolean listens = !options.listeners().isEmpty() || given.count() > 0;
        DaemonCommandLine command = own.forDaemon(listens ? DescriptorChannel.opening() : null);
        String refusal =
                HeldSockets.refusal(predecessor.without(SocketTables.own().listeningSinceStart()), command);
        if (refusal != null) {
            throw new DaemonException(refusal);
        }
        for (String warning : command.warnings()) {
            warn(warning);
        }
        return command;
    }

    private void warn(@Nullable String problem) {
        if (problem != null) {
            System.err.println(name + ": " + problem);
        }
    }

    /** Says what will end the daemon although it has detached. */
    private void warnOfEnd() {
        try {
            long uid = Integer.toUnsignedLong(OwnState.read().effectiveUid());
            warn(Belonging.here(new File("/"), uid).warning());
        } catch (IOException noProc) {
            // The start will say so.
        }
    }
}
