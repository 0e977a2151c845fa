/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The directory a person was in when he started the server: what relative paths of the options count from. Its bytes stay
 * what they are: the locale need not be able to spell them.
 */
public record LaunchDirectory(Path path) {

    /**
     * Where HotSpot keeps its performance data, and where it stays after it has looked there if this user may not open the
     * directory the JVM was started in (perfMemory_posix.cpp).
     */
    private static final String HOTSPOT_DATA = "/tmp/hsperfdata_";

    /** That of this process. */
    public static LaunchDirectory own() {
        try {
            return new LaunchDirectory(OwnProcess.workingDirectory());
        } catch (IOException noProc) {
            return new LaunchDirectory(Path.of(System.getProperty("user.dir", "/")));
        }
    }

    /** From its bytes. */
    public static LaunchDirectory of(byte[] bytes) {
        return new LaunchDirectory(SystemText.path(bytes));
    }

    /** The path, byte for byte. */
    public byte[] bytes() {
        return SystemText.bytes(path);
    }

    /**
     * What a path of the options means. Not normalized: {@code link/..} is the directory above the one that the link leads
     * to.
     *
     * @throws DaemonException if it is relative and the directory it would count from is not the one of the shell
     */
    public Path resolve(Path given) {
        if (!given.isAbsolute() && isMoved()) {
            throw new DaemonException(
                    "the relative path " + given + " counts from the directory in which this JVM was started,"
                            + " which its user may not open, so that HotSpot has gone to " + path
                            + "; name an absolute path, or start from a directory that this user may read");
        }
        return path.resolve(given);
    }

    /** The same addresses, in the same order, with absolute paths for unix sockets. */
    public Map<String, SocketAddress> resolve(Map<String, SocketAddress> listeners) {
        Map<String, SocketAddress> absolute = new LinkedHashMap<>();
        for (Map.Entry<String, SocketAddress> entry : listeners.entrySet()) {
            SocketAddress address = entry.getValue();
            absolute.put(
                    entry.getKey(),
                    address instanceof UnixDomainSocketAddress file
                            ? UnixDomainSocketAddress.of(resolve(file.getPath()))
                            : address);
        }
        return absolute;
    }

    private boolean isMoved() {
        return path.toString().startsWith(HOTSPOT_DATA);
    }

    /** Whether a path leads to this very directory. */
    public boolean isReachedBy(Path given) {
        try {
            return Files.isSameFile(resolve(given), path);
        } catch (IOException missing) {
            return false;
        }
    }

    /** Whether a directory that was asked for is the one that was found, with or without its symbolic links. */
    public boolean leadsTo(Path asked, Path found) {
        Path absolute = path.resolve(asked);
        try {
            return found.equals(absolute) || found.equals(absolute.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }
}
