/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.linux.libc.DatagramReceiver;
import io.github.daemon4j.linux.libc.DatagramReceiver.Datagram;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.systemd.Notices;
import io.github.daemon4j.spi.NotifySocket;
import java.util.UUID;

/**
 * The service manager's end of sd_notify(3), for a program that is started here. Everybody in this network namespace can send to an
 * abstract socket, so what counts is who sent it.
 */
public final class ProgramNotices implements NotifySocket {

    /** Read at one look: a stranger who sends without end does not keep it from its deadline. */
    private static final int MOST_MESSAGES = 64;

    /**
     * sd_notify_barrier(3): who says READY=1 and would end asks next, in a message of its own, whether it was read, as {@code
     * systemd-notify} does. It would fail if nobody were there for that.
     */
    private static final long BARRIER_MILLIS = 50;

    private final String address;
    private final DatagramReceiver receiver;
    private final Notices notices = new Notices();

    private ProgramNotices(String address, DatagramReceiver receiver) {
        this.address = address;
        this.receiver = receiver;
    }

    /** Binds one. */
    public static ProgramNotices open() {
        NativeAccess.require();
        String address = "@daemon4j-notify-" + UUID.randomUUID();
        try {
            return new ProgramNotices(address, DatagramReceiver.bind(address));
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot make a NOTIFY_SOCKET: " + failure.getMessage() + "; wait for something else", failure);
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void listen(long session, long millis) {
        try {
            if (!receiver.await(millis)) {
                return;
            }
            for (int i = 0; i < MOST_MESSAGES && !notices.isReady(); i++) {
                Datagram message = receiver.receive();
                if (message == null) {
                    return;
                }
                if (session > 0 && session(message.pid()) == session) {
                    notices.hear(message.text());
                } else {
                    notices.refuse(message.pid(), message.text());
                }
            }
        } catch (ErrnoException failure) {
            throw new DaemonException(
                    "cannot read the NOTIFY_SOCKET " + address + ": " + failure.getMessage(), failure);
        }
    }

    /** The session of a process that is there, whose number in {@code /proc} may be another; 0 if it is not known. */
    private static long session(int pid) throws ErrnoException {
        if (pid <= 0) {
            return 0;
        }
        try (HeldProcess sender = HeldProcess.open(pid)) {
            Neighbour seen = sender == null ? null : Neighbour.of(sender.procPid());
            return seen == null ? 0 : seen.sessionId();
        }
    }

    @Override
    public boolean isReady() {
        return notices.isReady();
    }

    @Override
    public String heard() {
        return notices.heard();
    }

    /** What is in the queue then goes with it, and with that the descriptor that a barrier waits for. */
    @Override
    public void close() {
        try (receiver) {
            if (notices.isReady()) {
                receiver.await(BARRIER_MILLIS);
            }
        } catch (ErrnoException unheard) {
            return; // the program is ready all the same
        }
    }
}
