/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where standard output and standard error of a daemon go once it is ready. Until then they are shown on the launcher's
 * standard error as well, whatever the target.
 */
public final class Redirect {

    private static final Redirect DISCARD = new Redirect(Kind.DISCARD, null);
    private static final Redirect INHERIT = new Redirect(Kind.INHERIT, null);

    /** The three ways. */
    public enum Kind {
        /** To {@code /dev/null}. */
        DISCARD,
        /** To the end of a file. */
        APPEND,
        /** To where the launcher's go. */
        INHERIT
    }

    private final Kind kind;
    private final @Nullable Path file;

    private Redirect(Kind kind, @Nullable Path file) {
        this.kind = kind;
        this.file = file;
    }

    /** Output is thrown away. What was printed before the daemon was ready has been shown on the terminal. */
    public static Redirect discard() {
        return DISCARD;
    }

    /**
     * Both streams are appended to one file, opened with {@code O_APPEND}: rotation by copy and truncate works, and lines of
     * both keep their order. The file is created with mode 0640 less the umask if it does not exist; its directory must exist.
     *
     * <p>When root starts a daemon as another user, a file that was created belongs to that user. One that exists keeps its
     * owner, root or that user, and is written to all the same; a symbolic link, a second hard link or a third owner is
     * refused, since they could lead to a file that user may not write to.
     *
     * @param file a regular file; a relative path counts from the directory the launcher was started in
     */
    public static Redirect appendTo(Path file) {
        return new Redirect(Kind.APPEND, file("file", file));
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
     */
    public static Redirect inherit() {
        return INHERIT;
    }

    /** Which of the three. */
    public Kind kind() {
        return kind;
    }

    /** The file of {@link #appendTo(Path)}, as given; empty for the others. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Redirect that && that.kind == kind && Objects.equals(that.file, file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, file);
    }

    @Override
    public String toString() {
        return file == null ? kind.name().toLowerCase(Locale.ROOT) : "appendTo(" + file + ")";
    }
}
