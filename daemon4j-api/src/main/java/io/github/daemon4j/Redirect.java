/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where standard output and standard error of a daemon go once it is ready. Until then they are shown on the launcher's
 * standard error as well, whatever the target.
 */
public final class Redirect {

    private static final long LEAST_BYTES = 1024;
    private static final int MOST_FILES = 999;

    private static final Redirect DISCARD = new Redirect(Kind.DISCARD, null, 0, 0, List.of());
    private static final Redirect INHERIT = new Redirect(Kind.INHERIT, null, 0, 0, List.of());

    /** The ways. */
    public enum Kind {
        /** To {@code /dev/null}. */
        DISCARD,
        /** To the end of a file. */
        APPEND,
        /** To where the launcher's go. */
        INHERIT,
        /** To the end of a file that makes way for a new one when it is large enough. */
        ROLLING,
        /** To another program. */
        PIPE
    }

    private final Kind kind;
    private final @Nullable Path file;
    private final long bytes;
    private final int files;
    private final List<String> command;

    private Redirect(Kind kind, @Nullable Path file, long bytes, int files, List<String> command) {
        this.kind = kind;
        this.file = file;
        this.bytes = bytes;
        this.files = files;
        this.command = command;
    }

    /**
     * Output is thrown away. What was printed before the daemon was ready has been shown on the terminal.
     *
     * @return the redirect
     */
    public static Redirect discard() {
        return DISCARD;
    }

    /**
     * Both streams are appended to one file, opened with {@code O_APPEND}, so that lines of both keep their order and who
     * truncates the file leaves no hole. After logrotate(8) has renamed it, {@link Daemon#reopenOutput()} opens the new one. The file is created with mode 0640 less the umask if it does not exist; its directory must exist.
     *
     * <p>When root starts a daemon as another user, a file that was created belongs to that user. One that exists keeps its
     * owner, root or that user, and is written to all the same; a symbolic link, a second hard link or a third owner is
     * refused, since they could lead to a file that user cannot write to.
     *
     * @param file a regular file; a relative path counts from the directory the launcher was started in
     * @return the redirect
     */
    public static Redirect appendTo(Path file) {
        return new Redirect(Kind.APPEND, file("file", file), 0, 0, List.of());
    }

    /**
     * As {@link #appendTo(Path)}, and the daemon itself rotates the file: when it has reached a size, {@code x.log.1} becomes
     * {@code x.log.2} and so on, {@code x.log} becomes {@code x.log.1}, and descriptors 1 and 2 lead to a new {@code x.log}, so
     * that what the JVM and native code print goes there too. No line is lost, and none is written twice. For machines
     * without logrotate(8).
     *
     * <p>One thread, {@code "daemon4j output"}, looks at the file's size, from {@link Daemon#ready()} on, four times a second
     * and oftener while the file grows fast; so a file is larger than {@code bytes} by what is written between two looks. It
     * rotates at the end of a line, unless none comes within 50 ms. A line may be cut in two only where it is written in
     * several pieces, as by {@code System.out.print}. The new file keeps the owner, if this user may give it to him, the
     * group and the mode of the old one.
     *
     * <p>The first rotation loads JNA. If the daemon's user cannot write to the directory, or JNA cannot be loaded, the
     * log says so once, the file goes on growing, and the next attempt comes a minute later. Something of the name {@code
     * x.log.1} that is no log is renamed like one, and removed at last. A program that the daemon has started with its own
     * standard output goes on with the file it has got, under the new name. If somebody else has renamed or removed {@code
     * x.log}, the daemon opens it again instead, as {@link Daemon#reopenOutput()} does.
     *
     * @param file as for {@link #appendTo(Path)}
     * @param bytes how large the file may become, at least 1024
     * @param files how many old ones are kept, 1 to 999
     * @return the redirect
     */
    public static Redirect rolling(Path file, long bytes, int files) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("bytes must be at least " + LEAST_BYTES + ", not " + bytes);
        }
        if (files < 1 || files > MOST_FILES) {
            throw new IllegalArgumentException("files must be from 1 to " + MOST_FILES + ", not " + files);
        }
        return new Redirect(Kind.ROLLING, file("file", file), bytes, files, List.of());
    }

    /**
     * Output goes to the standard input of another program, as the piped logs of Apache httpd do: rotatelogs, svlogd,
     * multilog, logger, systemd-cat.
     *
     * <p>The launcher starts the reader before the daemon, as the daemon's user, with its environment, umask and working
     * directory, in a session of its own without a terminal: neither the end of the terminal nor of the launcher ends it. It
     * ends by end of file, when the daemon and every process that has inherited the daemon's output are gone. Its standard
     * output is thrown away. Of its standard error the first 64 KB are shown on the launcher's terminal if it ends before
     * the daemon is ready.
     *
     * <p>The daemon watches the reader from {@link Daemon#ready()} on, by one thread, {@code "daemon4j output"}, and starts it
     * again when it has ended: within a tenth of a second if it had lived for a second, else after a pause that grows from a
     * tenth of a second to 30 s. Meanwhile nothing is lost: the daemon holds the pipe's reading end too, so no write fails,
     * and what is not read stays in the pipe, which holds 1 MB where the system allows it, else 64 KB or less. What the reader
     * has read and not yet written when it is killed, is lost with it.
     *
     * <p>If the pipe is full, who prints waits, for 5 s at most while nothing is read. After that half of what is in the pipe,
     * the oldest, is thrown away, and again as soon as the pipe is full, until the reader reads; then one line in the output
     * says how much was. So a reader that reads slowly slows the daemon down as a slow disk would, and one that hangs or
     * cannot be started costs output, and not the service.
     *
     * <p>What the daemon prints before it is ready is shown on the launcher's terminal and reaches the reader when the daemon
     * is ready or has failed, all at once. The daemon loads JNA after it is ready.
     *
     * <p>For {@link Daemon#spawn} it is what a shell makes of {@code program | reader}: nobody starts the reader again.
     *
     * @param command the program, by name from {@code PATH} or by path, relative to the directory the launcher was started
     *     in, and its arguments. Files among these are best absolute: the daemon's working directory is {@code /} by default
     * @return the redirect
     */
    public static Redirect pipeTo(String... command) {
        if (command.length == 0 || command[0].isEmpty()) {
            throw new IllegalArgumentException("pipeTo needs a program: pipeTo(\"logger\", \"-t\", \"server\")");
        }
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(DaemonOptions.Builder.noNul("pipeTo", word));
        }
        return new Redirect(Kind.PIPE, null, 0, 0, List.copyOf(words));
    }

    /** An empty path is the working directory to some calls and nothing to others. */
    static Path file(String what, Path file) {
        if (Objects.requireNonNull(file, what).toString().isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return file;
    }

    /**
     * The daemon keeps the launcher's standard output and error. If they are a terminal, the daemon writes to it for as long
     * as it exists and gets errors afterwards; if they are a pipe, whoever reads it waits for the daemon's end.
     *
     * @return the redirect
     */
    public static Redirect inherit() {
        return INHERIT;
    }

    /** {@return which of the ways} */
    public Kind kind() {
        return kind;
    }

    /** {@return the file of {@link #appendTo(Path)} or {@link #rolling}, as given; empty for the others} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return how large a file of {@link #rolling} may become; 0 for the others} */
    public long bytes() {
        return bytes;
    }

    /** {@return how many old files {@link #rolling} keeps; 0 for the others} */
    public int files() {
        return files;
    }

    /** {@return the program of {@link #pipeTo} and its arguments; empty for the others} */
    public List<String> command() {
        return command;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Redirect that
                && that.kind == kind
                && Objects.equals(that.file, file)
                && that.bytes == bytes
                && that.files == files
                && that.command.equals(command);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, file, bytes, files, command);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case APPEND -> "appendTo(" + file + ")";
            case ROLLING -> "rolling(" + file + ", " + bytes + ", " + files + ")";
            case PIPE -> "pipeTo(" + String.join(" ", command) + ")";
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
