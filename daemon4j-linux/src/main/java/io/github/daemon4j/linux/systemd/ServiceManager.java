/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.DatagramSocket;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The service manager at {@code $NOTIFY_SOCKET}: one datagram of {@code KEY=VALUE} lines a message, sd_notify(3). */
public final class ServiceManager {

    private final @Nullable String address;

    /** @param notifySocket the value of {@code NOTIFY_SOCKET}; null or empty if no manager listens */
    public ServiceManager(@Nullable String notifySocket) {
        address = notifySocket == null || notifySocket.isEmpty() ? null : notifySocket;
    }

    /**
     * Sends a message; does nothing if no manager listens. It is sent by this very process, as {@code NotifyAccess=main}
     * asks.
     *
     * @throws DaemonException if the socket is of a kind that is not spoken here, native calls cannot be made, or the
     *     message could not be sent
     */
    public void tell(String message) {
        if (address == null) {
            return;
        }
        if (!address.startsWith("/") && !address.startsWith("@")) {
            throw new DaemonException("NOTIFY_SOCKET=" + address
                    + " is no AF_UNIX address; only a path or an abstract name (@...) is supported");
        }
        NativeAccess.require();
        try {
            DatagramSocket.send(address, message.getBytes(StandardCharsets.UTF_8));
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot tell the service manager at NOTIFY_SOCKET=" + address + ": " + failure.getMessage(),
                    failure);
        }
    }
}
