/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there as long as the server is ready, for who can only look at files. Others may write to its directory: no
 * link is followed, and nothing is overwritten or removed that is no such file.
 */
final class ReadyFile {

    /** A pid and a newline. */
    private static final int MOST_BYTES = 20;

    private final Path path;
    private final String name;
    private @Nullable BasicFileAttributes made;
    private boolean over;

    /** @param name what messages begin with */
    ReadyFile(Path path, String name) {
        this.path = path;
        this.name = name;
    }

    /**
     * Removes what a predecessor has left that was killed.
     *
     * @throws DaemonException if there is something else, or the file could not be made later
     */
    void removeStale() {
        Path directory = Objects.requireNonNull(path.getParent(), "an absolute path"); // of a root, which is no file
        if (!Files.isDirectory(directory)) {
            throw new DaemonException(
                    "cannot make the ready file " + path + " later: " + directory + " is no directory. Make it first");
        }
        if (!Files.isWritable(directory)) {
            throw new DaemonException("cannot make the ready file " + path + " later: this user cannot write to "
                    + directory + ". Name a file in another directory, or let the user write there");
        }
        try {
            if (isStale()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot remove the ready file " + path + " of an earlier run: " + failure
                            + ". Remove it, or name another one",
                    failure);
        }
    }

    private boolean isStale() throws IOException {
        BasicFileAttributes found;
        try {
            found = look(path);
        } catch (NoSuchFileException none) {
            return false;
        }
        if (!found.isRegularFile() || found.size() > MOST_BYTES || !isNumber()) {
            throw new DaemonException(
                    "the ready file " + path + " is to be made when the server is ready, and removed, but"
                            + " something else is there, which is left alone: name a file that nobody else uses, or remove what is there");
        }
        return true;
    }

    /** Also of a file that was made when its maker was killed, and holds nothing yet. */
    private boolean isNumber() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MOST_BYTES);
        try (ByteChannel in = Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            int count = in.read(content);
            for (int i = 0; i < count; i++) {
                byte b = content.get(i);
                if (b != '\n' && (b < '0' || b > '9')) {
                    return false;
                }
            }
        }
        return true;
    }

    private static BasicFileAttributes look(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** The server is ready. That this cannot be shown is said, and no reason not to serve. */
    synchronized void make() {
        if (over || made != null) {
            return;
        }
        try {
            make(path);
        } catch (FileAlreadyExistsException somebodyElses) {
            say("cannot be made: something of that name was put there since the start, and is left alone");
        } catch (IOException failure) {
            say("cannot be made: " + failure);
        }
    }

    private void make(Path file) throws IOException {
        byte[] content = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (ByteChannel out = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            made = look(file);
            out.write(ByteBuffer.wrap(content));
        }
    }

    /** Puts it in the place of that of a server whose place this one has taken: who looks sees one or the other. */
    synchronized void replace() {
        if (over || made != null) {
            return;
        }
        Path next = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            isStale(); // or it is something else, which is left alone
            make(next);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | DaemonException failure) {
            say("cannot be made: " + failure);
        }
    }

    /** The server is not ready any more, and will not be. */
    synchronized void remove() {
        over = true;
        try {
            if (made != null && Objects.equals(made.fileKey(), look(path).fileKey())) {
                Files.delete(path);
            }
        } catch (NoSuchFileException byOthers) {
            return;
        } catch (IOException failure) {
            say("cannot be removed: " + failure);
        }
    }

    private void say(String what) {
        System.err.println(name + ": the ready file " + path + " " + what);
    }
}
