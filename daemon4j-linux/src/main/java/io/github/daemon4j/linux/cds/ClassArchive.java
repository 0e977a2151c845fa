/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.commandline.SharedClasses;
import io.github.daemon4j.linux.files.FileStatus;
import io.github.daemon4j.linux.files.NamedWay;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.RecordLock;
import io.github.daemon4j.linux.libc.SystemText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One daemon's archive of classes in a directory: there to be used, or still to be made. Whatever is in its way, there is none
 * then, and nobody is told: a start without it is as right.
 */
public final class ClassArchive {

    private static final RecordLock.Range WHOLE = new RecordLock.Range(0, 1);
    private static final int MODE = 0600;

    private final Path directory;
    private final ArchiveName name;
    private final Path archive;
    private final SharedClasses classes;
    private final SharingOptions options;
    private final byte[] java;
    private @Nullable Place list;

    private ClassArchive(Path directory, ArchiveName name, SharedClasses classes, SharingOptions options, byte[] java) {
        this.directory = directory;
        this.name = name;
        this.classes = classes;
        this.options = options;
        this.java = java;
        archive = name.archive(directory);
    }

    /**
     * The archive for a daemon. Makes no native call.
     *
     * @param directory absolute
     * @param java what is executed for the daemon
     * @param command how
     * @param launchDirectory what relative paths in it are meant from
     * @param daemon what tells this daemon from others
     * @return null if there can be none
     */
    public static @Nullable ClassArchive of(
            Path directory, byte[] java, LaunchCommand command, byte[] launchDirectory, String daemon) {
        String path = directory.toString();
        if (!SharingOptions.areKnownHere() || path.indexOf(':') >= 0 || path.indexOf('%') >= 0) {
            return null;
        }
        SharedClasses classes = SharedClasses.of(command, launchDirectory);
        String files = classes == null ? null : ClassPathState.of(classes.classPath());
        if (classes == null || files == null) {
            return null;
        }
        SharingOptions options = new SharingOptions(Runtime.version().feature());
        StringBuilder state = new StringBuilder(files);
        state.append(options.linking(classes.hasAgents())).append('\n');
        for (byte[] option : classes.options()) {
            state.append(new String(option, StandardCharsets.ISO_8859_1)).append('\n');
        }
        String home = System.getProperty("java.home", "");
        state.append(ClassPathState.of(List.of(
                SystemText.path(java), Path.of(home, "lib", "modules"), Path.of(home, "lib/server/libjvm.so"))));
        return new ClassArchive(directory, ArchiveName.of(daemon, state.toString()), classes, options, java);
    }

    /** Whether there is one that can be used by a daemon of this process's user. Makes no native call. */
    public boolean isUsable(long user) {
        try {
            NamedWay.requireStartCache(archive, user);
            return new File(archive.toString()).isFile() && Checksum.fits(archive);
        } catch (DaemonException untrusted) {
            return false;
        }
    }

    /**
     * The same where the daemon's user is another one: what is looked at is held, for he could put something else in its place that
     * this process would wait for.
     */
    public boolean isUsableByAnother(long user) {
        int flags = Descriptor.O_RDONLY | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        try (Place place = Place.of(archive, Whom.of(user, Whom.Use.START_CACHE));
                Descriptor held = place.open(flags);
                Descriptor sum = place.beside(Checksum.SUFFIX).open(flags)) {
            return held != null
                    && sum != null
                    && Checksum.fits("/proc/self/fd/" + held.number(), "/proc/self/fd/" + sum.number());
        } catch (ErrnoException | DaemonException untrusted) {
            return false;
        }
    }

    /** The options for a daemon that uses it. */
    public List<byte[]> use() {
        return options.use(archive);
    }

    /**
     * Begins to make one: the option for a daemon that is to note its classes.
     *
     * @param user the user the daemon runs as
     * @param launcher the pid of this process
     * @return null if none can be made
     */
    public byte @Nullable [] begin(long user, long launcher) {
        try {
            makeDirectory(user);
            if (FileStatus.of(directory).uid() != user || new File(archive + Maker.NONE).exists()) {
                return null;
            }
            Path path = name.list(directory, launcher);
            Place place = Place.of(path, Whom.of(user, Whom.Use.START_CACHE));
            try (Descriptor made = place.create(Descriptor.O_WRONLY, MODE)) {
                if (made == null) {
                    place.close();
                    return null;
                }
                giveTo(user, made);
            }
            list = place;
            return options.note(path);
        } catch (IOException | DaemonException noPlace) {
            return null;
        }
    }

    private void makeDirectory(long user) throws IOException {
        if (user == ownUser() && !new File(directory.toString()).exists()) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static long ownUser() {
        return Whom.own(Whom.Use.START_CACHE).self();
    }

    private static void giveTo(long user, Descriptor file) throws ErrnoException {
        if (user != ownUser()) {
            file.changeOwner((int) user, -1);
        }
    }

    /** How the process is started that makes it. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Making(byte[] executable, List<byte[]> arguments, List<byte[]> environment, Descriptor lock) {}

    /**
     * Goes on to make it, of the classes that the daemon has noted.
     *
     * @param user the user the daemon runs as
     * @param environment the daemon's
     * @return null if somebody else makes or has made it; else the lock in it is the caller's to close
     */
    public @Nullable Making make(long user, List<byte[]> environment) throws ErrnoException {
        Place noted = list;
        if (noted == null) {
            return null;
        }
        Descriptor lock = lock(user);
        boolean ours = false;
        try {
            ours = lock != null && RecordLock.tryLock(lock, WHOLE) && !isUsableByAnother(user);
            if (!ours || lock == null) {
                drop();
                return null;
            }
            List<byte[]> arguments = Maker.arguments(
                    java, noted.path(), archive, name.all(), options.linking(classes.hasAgents()), classes.options());
            return new Making(SystemText.bytes(Maker.SHELL), arguments, Maker.environment(environment), lock);
        } finally {
            if (!ours && lock != null) {
                lock.close();
            }
        }
    }

    private @Nullable Descriptor lock(long user) throws ErrnoException {
        int flags = Descriptor.O_RDWR | Descriptor.O_NOCTTY | Descriptor.O_NONBLOCK;
        try (Place place = Place.of(name.lock(directory), Whom.of(user, Whom.Use.START_CACHE))) {
            Descriptor made = place.create(flags, MODE);
            if (made == null) {
                return place.open(flags);
            }
            giveTo(user, made);
            return made;
        }
    }

    /** Takes away what was begun. */
    public void drop() throws ErrnoException {
        if (list != null) {
            list.remove();
        }
    }

    /** Whether one is begun. */
    public boolean isBegun() {
        return list != null;
    }
}
