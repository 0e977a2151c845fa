/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.systemd;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.DatagramSocket;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.Poll;
import io.github.daemon4j.spi.SocketNames;
import java.time.Duration;
import java.util.Objects;

/**
 * The service manager at {@code $NOTIFY_SOCKET}: one datagram a message, sd_notify(3). It is sent by this very process, as
 * {@code NotifyAccess=main} asks.
 *
 * <p>As users of sd_notify do: that it cannot be told is said once, and no reason not to serve. Nothing is loaded for it
 * before there is something to tell.
 */
public final class ServiceManager {

    private final String address;
    private final String name;
    private boolean warned;

    /**
     * @param notifySocket the value of {@code NOTIFY_SOCKET}
     * @param name what messages on standard error begin with
     */
    public ServiceManager(String notifySocket, String name) {
        address = notifySocket;
        this.name = name;
        Objects.requireNonNull(Descriptor.class); // loads it: at the end of this process the jar may be another one
    }

    /** Sends a message. */
    public void tell(Notification message) {
        attempt(message);
    }

    /**
     * Gives a descriptor to the manager, which keeps it while the service is restarted and gives it back by
     * {@code LISTEN_FDS}, as far as the unit's {@code FileDescriptorStoreMax=} allows. One that it has is not kept twice.
     *
     * @param descriptorName what it will be called in {@code LISTEN_FDNAMES}
     * @throws IllegalArgumentException if it cannot be called so
     */
    public void store(String descriptorName, int descriptor) {
        attempt(new Notification("FDSTORE", "1").and("FDNAME", SocketNames.require(descriptorName)), descriptor);
    }

    /**
     * Has the manager forget the descriptors of that name.
     *
     * @throws IllegalArgumentException if none can be called so
     */
    public void forget(String descriptorName) {
        attempt(new Notification("FDSTOREREMOVE", "1").and("FDNAME", SocketNames.require(descriptorName)));
    }

    /**
     * Waits until the manager has read all that it was told: then it knows who has said it, also if this process ends at
     * once. sd_notify_barrier(3): the manager closes a descriptor that it is sent, after all before it. One that does not know
     * of barriers does so too.
     *
     * @param patience how long at most
     */
    public void awaitRead(Duration patience) {
        if (!isSpoken()) {
            return;
        }
        try {
            Descriptor[] ends = ends();
            try (Descriptor reading = ends[0]) {
                boolean sent;
                try (Descriptor writing = ends[1]) {
                    sent = attempt(new Notification("BARRIER", "1"), writing.number());
                }
                if (sent && !Poll.await(patience.toMillis(), reading.number())[0]) {
                    say("the service manager at NOTIFY_SOCKET=" + address + " has not read within "
                            + patience.toSeconds()
                            + " s what it was told; perhaps it does not learn why this process ends");
                }
            }
        } catch (DaemonException | ErrnoException noPipe) {
            say("cannot wait until the service manager at NOTIFY_SOCKET=" + address + " has read what it was told: "
                    + noPipe.getMessage());
        }
    }

    private static Descriptor[] ends() throws ErrnoException {
        NativeAccess.require();
        return Descriptor.pipe();
    }

    private boolean isSpoken() {
        return address.startsWith("/") || address.startsWith("@");
    }

    private synchronized boolean attempt(Notification message, int... descriptors) {
        if (!isSpoken()) {
            say("NOTIFY_SOCKET=" + address
                    + " is no AF_UNIX address; only a path or an abstract name (@...) is supported");
            return false;
        }
        try {
            NativeAccess.require();
            DatagramSocket.send(address, message.bytes(), descriptors);
            return true;
        } catch (DaemonException noNativeCalls) {
            say(String.valueOf(noNativeCalls.getMessage()));
        } catch (ErrnoException failure) {
            say("cannot tell the service manager at NOTIFY_SOCKET=" + address + ": " + failure.getMessage());
        }
        return false;
    }

    private synchronized void say(String problem) {
        if (!warned) {
            warned = true;
            System.err.println(name + ": " + problem);
        }
    }
}
