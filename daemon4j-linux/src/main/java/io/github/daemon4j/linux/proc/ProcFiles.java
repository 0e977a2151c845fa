/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.Fact;
import io.github.daemon4j.Fact.Known;
import io.github.daemon4j.Fact.Missing;
import io.github.daemon4j.Fact.Reason;
import io.github.daemon4j.ProcessInfo.ProcessFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gets bytes, links and directories from below one mount of {@code /proc}. The only class of this package that does, and the
 * only one that turns what the system said into a {@link Reason}.
 */
final class ProcFiles {

    /** The JDK copies reads of up to this many bytes through the stack, larger ones through {@code malloc}. */
    private static final int CHUNK = 8192;

    /** Grown buffers above this are not kept by their thread. */
    private static final int KEEP = 1 << 18;

    /** No method reference: a daemon reads its own state while it comes up, and the first one of a JVM costs it 3 ms. */
    private static final ThreadLocal<Buffer> BUFFERS = new ThreadLocal<>() {
        @Override
        protected Buffer initialValue() {
            return new Buffer();
        }
    };

    private final String root;
    private volatile @Nullable Boolean mountedHiding;

    /** Bytes of the file read last by this thread. */
    static final class Buffer {
        byte[] bytes = new byte[CHUNK];
        int length;

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }

        private void fill(String path) throws IOException {
            length = 0;
            try (InputStream in = ProcFile.open(path)) {
                int n;
                while ((n = in.read(bytes, length, Math.min(CHUNK, bytes.length - length))) > 0) {
                    length += n;
                    if (length == bytes.length) {
                        bytes = Arrays.copyOf(bytes, length * 2);
                    }
                }
            }
        }

        /** One read is the whole line: the kernel writes it into one page. */
        private void fillOnce(String path) throws IOException {
            try (InputStream in = ProcFile.open(path)) {
                length = Math.max(0, in.read(bytes, 0, CHUNK));
            }
        }
    }

    ProcFiles(String root) {
        this.root = root;
    }

    String path(long pid, String name) {
        return root + '/' + pid + '/' + name;
    }

    /**
     * Reads {@code /proc/PID/stat}.
     *
     * @return {@code null} if there is no such process
     * @throws UncheckedIOException if it holds what no kernel writes, or this process lacks descriptors
     */
    @Nullable
    Stat stat(long pid) {
        Buffer buffer = BUFFERS.get();
        try {
            buffer.fillOnce(path(pid, "stat"));
        } catch (FileSystemException e) {
            // Under hidepid=1 the directory shows and the file is forbidden.
            return whyClosed(pid, ProcessFile.STAT, e) == Reason.FORBIDDEN ? Stat.denied(pid) : null;
        } catch (IOException e) {
            return null; // ESRCH: it ended between open and read
        }
        if (buffer.length == 0) {
            return null;
        }
        try {
            return Stat.parse(buffer.bytes, buffer.length);
        } catch (MalformedProcFileException e) {
            throw new UncheckedIOException("Cannot understand " + path(pid, "stat"), e);
        }
    }

    /** Reads a file whole. The bytes are valid until this thread reads another. */
    Fact<Buffer> file(long pid, ProcessFile file) {
        Buffer buffer = BUFFERS.get();
        if (buffer.bytes.length > KEEP) {
            buffer.bytes = new byte[CHUNK];
        }
        try {
            buffer.fill(path(pid, file.fileName()));
            return new Known<>(buffer);
        } catch (FileSystemException e) {
            return new Missing<>(whyClosed(pid, file, e));
        } catch (IOException e) {
            return new Missing<>(exists(pid) ? Reason.FORBIDDEN : Reason.GONE);
        }
    }

    /** Reads a file that belongs to no process, {@code null} if it is not there or not readable. */
    byte @Nullable [] systemFile(String name) {
        Buffer buffer = BUFFERS.get();
        try {
            buffer.fill(root + '/' + name);
            return buffer.copy();
        } catch (IOException e) {
            return null;
        }
    }

    boolean hasSystemFile(String name) {
        return new File(root + '/' + name).exists();
    }

    /** Reads one of the links of a process. */
    Fact<Path> link(long pid, String name) {
        Path link = Path.of(path(pid, name));
        try {
            return new Known<>(Files.readSymbolicLink(link));
        } catch (NoSuchFileException e) {
            return new Missing<>(exists(pid) ? Reason.NONE : Reason.GONE);
        } catch (IOException e) {
            return new Missing<>(exists(pid) ? Reason.FORBIDDEN : Reason.GONE);
        }
    }

    /**
     * Whether what a link leads to is not what now has the name the link shows: the kernel's {@code " (deleted)"} could be
     * part of a name, and what lost that name may still have others.
     */
    boolean isDeleted(long pid, String link, Path shown) {
        try {
            return !Files.isSameFile(Path.of(path(pid, link)), shown);
        } catch (IOException e) {
            return true;
        }
    }

    /** Lists one of the directories of a process, sorted as the kernel lists it. */
    Fact<List<String>> directory(long pid, ProcessFile file) {
        Path directory = Path.of(path(pid, file.fileName()));
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
            return new Known<>(names);
        } catch (FileSystemException e) {
            return new Missing<>(whyClosed(pid, file, e));
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return new Missing<>(exists(pid) ? Reason.FORBIDDEN : Reason.GONE);
        }
    }

    /** Reads the inode numbers that the links below {@code ns} name: {@code pid:[4026531836]}. */
    Fact<Map<String, Long>> namespaces(long pid) {
        Fact<List<String>> names = directory(pid, ProcessFile.NAMESPACES);
        Map<String, Long> found = new TreeMap<>();
        Reason last = Reason.NONE;
        for (String name : names.orElse(List.of())) {
            Fact<Path> link = link(pid, "ns/" + name);
            if (link instanceof Missing<Path> missing) {
                last = missing.reason();
            } else {
                Text text = new Text(link.value().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                text.until('[');
                found.put(name, text.number());
            }
        }
        if (names.isKnown() && found.isEmpty()) {
            return new Missing<>(last);
        }
        return names.map(all -> Collections.unmodifiableMap(found));
    }

    /** The owner of the directory is the effective user, whatever the process did to be unreadable (fs/proc/base.c). */
    Fact<Owner> owner(long pid) {
        try {
            Map<String, Object> found =
                    Files.readAttributes(Path.of(root + '/' + pid), "unix:uid,gid,fileKey", LinkOption.NOFOLLOW_LINKS);
            Object directory = Objects.requireNonNull(found.get("fileKey"));
            return new Known<>(new Owner(unsigned(found.get("uid")), unsigned(found.get("gid")), directory));
        } catch (NoSuchFileException e) {
            return new Missing<>(Reason.GONE);
        } catch (IOException e) {
            return new Missing<>(Reason.FORBIDDEN);
        }
    }

    /**
     * Which file {@code /proc/PID} is now, {@code null} if there is none. Its inode lives as long as the process does: equal
     * keys before and after other reads mean that no other process came in between. The JDK gives the inode as a number only
     * by its name, in a map, for three times the bytes.
     */
    @Nullable
    Object directoryKey(long pid) {
        try {
            return Files.readAttributes(Path.of(root + '/' + pid), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static long unsigned(@Nullable Object id) {
        return id instanceof Integer number ? Integer.toUnsignedLong(number) : -1;
    }

    /** Whether the mount hides processes of others, from those it is meant to: {@code hidepid=2} or 4. Asked once. */
    boolean isMountedHiding() {
        Boolean known = mountedHiding;
        if (known == null) {
            byte[] mounts = systemFile("self/mountinfo");
            if (mounts == null) {
                return false;
            }
            known = FactParsers.hidesProcesses(mounts, root);
            mountedHiding = known;
        }
        return known;
    }

    /** The calling process, numbered as this mount numbers it: it may belong to another pid namespace than the process. */
    long self() {
        try {
            return pid(Files.readSymbolicLink(Path.of(root, "self")).toString());
        } catch (IOException e) {
            return -1;
        }
    }

    boolean exists(long pid) {
        return new File(root + '/' + pid).exists();
    }

    /** The pids of all visible processes, ascending. */
    long[] pids() {
        String[] names = new File(root).list();
        if (names == null) {
            throw notMounted();
        }
        long[] pids = new long[names.length];
        int n = 0;
        for (String name : names) {
            long pid = ProcFiles.pid(name);
            if (pid > 0) {
                pids[n++] = pid;
            }
        }
        if (n == 0) {
            requireMounted();
        }
        Arrays.sort(pids, 0, n);
        return Arrays.copyOf(pids, n);
    }

    /**
     * Looks for what every proc file system has, whatever it hides: the link itself, since it leads nowhere in that of
     * another pid namespace.
     *
     * @throws UncheckedIOException if it is not there
     */
    void requireMounted() {
        if (!Files.isSymbolicLink(Path.of(root, "self"))) {
            throw notMounted();
        }
    }

    private UncheckedIOException notMounted() {
        return new UncheckedIOException(new IOException("Cannot find processes below " + root
                + ": process facts need a mounted proc file system (mount -t proc proc " + root + ")"));
    }

    /** The number that a name below {@code /proc} is, -1 for the others. */
    private static long pid(String name) {
        long pid = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            pid = pid * 10 + (c - '0');
        }
        return pid;
    }

    /**
     * Tells what it says of a process that one of its files could not be opened: nothing, if it is the caller who has no
     * descriptor left.
     *
     * @throws UncheckedIOException if that, or whatever else is no answer of {@code /proc}, was the reason
     */
    private Reason whyClosed(long pid, ProcessFile file, FileSystemException e) {
        if (!exists(pid)) {
            return Reason.GONE;
        }
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return Reason.NONE;
        }
        String path = path(pid, file.fileName());
        // java.nio has no type for the EPERM of hidepid=1. It is met on the way to the file: not even its owner shows.
        if (e instanceof AccessDeniedException || !new File(path).exists()) {
            return exists(pid) ? Reason.FORBIDDEN : Reason.GONE;
        }
        Stat now = file == ProcessFile.STAT ? null : stat(pid);
        if (now != null && now.hasNoMemory()) {
            return Reason.NONE; // ESRCH on newer kernels
        }
        if (!exists(pid)) {
            return Reason.GONE;
        }
        throw new UncheckedIOException(
                "Cannot open " + path + ": " + e.getReason() + ". If descriptors ran out, raise the limit (ulimit -n).",
                e);
    }
}
