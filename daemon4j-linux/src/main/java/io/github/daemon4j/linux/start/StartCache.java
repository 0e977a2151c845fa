/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.cds.ClassArchive;
import io.github.daemon4j.linux.commandline.DaemonCommandLine;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.DaemonSpawn.Passed;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.proc.OwnState;
import io.github.daemon4j.linux.systemd.MainProcess;
import io.github.daemon4j.linux.wire.ProgramName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link DaemonOptions#startCache} is for one start: its archive is used, or begun and then made once the daemon is ready. */
final class StartCache implements StartTransaction.Undo {

    private static final int LOCK = 3;
    private static final int LOWEST_PRIORITY = 19;
    private static final int FIRST_TO_BE_KILLED = 1000;
    private static final int UMASK = 077;

    private final DaemonOptions options;
    private final LaunchDirectory directory;
    private final @Nullable ClassArchive archive;
    private final @Nullable OwnState self;
    private boolean usable;

    private StartCache(
            DaemonOptions options, LaunchDirectory directory, @Nullable ClassArchive archive, @Nullable OwnState self) {
        this.options = options;
        this.directory = directory;
        this.archive = archive;
        this.self = self;
    }

    /** Finds it, and looks at it unless the daemon's user is to be another one. Makes no native call. */
    static StartCache of(DaemonOptions options, LaunchDirectory directory, OwnCommand own, DaemonCommandLine command) {
        StartCache none = new StartCache(options, directory, null, null);
        Path asked = options.startCache().orElse(null);
        if (asked == null || own.isPackaged()) {
            return none;
        }
        Path pidFile = options.pidFile().orElse(null);
        String daemon = ProgramName.of(options) + "\n" + (pidFile == null ? "" : directory.resolve(pidFile));
        try {
            ClassArchive archive = ClassArchive.of(
                    directory.resolve(asked), own.executable(), command.launch(), directory.bytes(), daemon);
            StartCache cache = new StartCache(options, directory, archive, OwnState.read());
            if (archive != null && options.user().isEmpty()) {
                cache.usable = archive.isUsable(cache.user(-1));
            }
            return cache;
        } catch (IOException | DaemonException noPlace) {
            return none; // where it matters, the start says so
        }
    }

    private long user(long other) {
        return other >= 0 || self == null ? other : Integer.toUnsignedLong(self.effectiveUid());
    }

    /**
     * The daemon's command line with what it takes to use the archive, or to make one: of the classes of this start, so whom a keeper
     * starts again does not get that.
     */
    DaemonCommandLine applied(DaemonCommandLine command, LaunchTarget target, @Nullable KeeperStart keeper) {
        if (archive == null || self == null) {
            return command;
        }
        if (options.user().isPresent()) {
            usable = archive.isUsableByAnother(user(target.uid()));
        }
        if (usable) {
            return command.withFirstOptions(archive.use());
        }
        byte[] noting = begin(archive, target, self);
        if (noting == null) {
            return command;
        }
        if (keeper != null) {
            keeper.giveOnce(noting);
        }
        return command.withFirstOptions(List.of(noting));
    }

    /** Not in a service whose main process is found by there being no other. */
    private byte @Nullable [] begin(ClassArchive unmade, LaunchTarget target, OwnState launcher) {
        return MainProcess.isGuessed() ? null : unmade.begin(user(target.uid()), launcher.pid());
    }

    /** The daemon is ready: a process of its own makes the archive, if one was begun. */
    void make(LaunchTarget target, DaemonCommandLine command) {
        if (archive == null || !archive.isBegun()) {
            return;
        }
        try {
            ClassArchive.Making making = archive.make(
                    user(target.uid()), target.environment(command.launch().environment()));
            if (making == null) {
                return;
            }
            try (Descriptor lock = making.lock();
                    Descriptor nothing = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
                LaunchTarget.of(idle(), directory)
                        .spawn(
                                making.executable(),
                                making.arguments(),
                                making.environment(),
                                new LaunchTarget.Streams(DaemonSpawn.NO_INPUT, nothing.number(), nothing.number()),
                                List.of(new Passed(lock.number(), LOCK)));
            }
        } catch (ErrnoException | DaemonException unmade) {
            undo(false); // the next start begins anew
        }
    }

    /** The daemon's own options for a process that is to be in nobody's way. */
    private DaemonOptions idle() {
        return options.toBuilder()
                .nice(LOWEST_PRIORITY)
                .oomScoreAdjust(FIRST_TO_BE_KILLED)
                .umask(UMASK)
                .build();
    }

    @Override
    public @Nullable String undo(boolean gently) {
        try {
            if (archive != null) {
                archive.drop();
            }
        } catch (ErrnoException staysThere) {
            return null; // until an archive is made
        }
        return null;
    }
}
