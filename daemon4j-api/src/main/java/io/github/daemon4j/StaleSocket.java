/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What a dead server has left at the path of its unix socket, as far as Java alone can tell. */
final class StaleSocket {

    private StaleSocket() {}

    /**
     * Removes it; nothing if nothing is there.
     *
     * @throws DaemonException if what is there is no dead server's socket
     */
    static void remove(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isOther() || isListenedTo(path)) {
                throw new DaemonException("the socket " + path + " is refused: "
                        + (found.isOther() ? "a server listens there; stop it" : "there is something else of that name")
                        + ", or name another file");
            }
            Files.delete(path);
        } catch (IOException failure) {
            throw new DaemonException(
                    "cannot find out whether a server listens at " + path + ": " + failure
                            + "; remove it, or name another file",
                    failure);
        }
    }

    private static boolean isListenedTo(Path path) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return client.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
