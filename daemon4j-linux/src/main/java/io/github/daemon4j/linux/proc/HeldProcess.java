/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.linux.libc.*;
import java.nio.file.*;
import org.jspecify.annotations.Nullable;

public final class HeldProcess implements AutoCloseable {
    private final PidFd fd;
    private final long pid, procPid, ticks;
    private final int uid;

    private HeldProcess(PidFd fd, long pid, long procPid, long ticks, int uid) {
        this.fd = fd;
        this.pid = pid;
        this.procPid = procPid;
        this.ticks = ticks;
        this.uid = uid;
    }

    public static @Nullable HeldProcess open(long pid) throws ErrnoException {
        try {
            PidFd fd = PidFd.open(pid);
            long proc = pid;
            for (String l : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number())))
                if (l.startsWith("Pid:")) proc = Long.parseLong(l.substring(4).trim());
            if (proc <= 0) {
                fd.close();
                return null;
            }
            Stat s = new ProcFiles("/proc").stat(proc);
            if (s == null) {
                fd.close();
                return null;
            }
            int uid = -1;
            for (String l : Files.readAllLines(Path.of("/proc/" + proc + "/status")))
                if (l.startsWith("Uid:")) uid = Integer.parseInt(l.split("\\s+")[2]);
            return new HeldProcess(fd, pid, proc, s.startTicks, uid);
        } catch (ErrnoException e) {
            if (e.errno().equals(Errno.ESRCH) || e.errno().equals(Errno.EINVAL)) return null;
            throw e;
        } catch (java.io.IOException e) {
            return null;
        }
    }

    public static @Nullable HeldProcess ofProc(long pid) throws ErrnoException {
        return open(pid);
    }

    public long pid() {
        return pid;
    }

    public long procPid() {
        return procPid;
    }

    public long startTicks() {
        return ticks;
    }

    public int uid() {
        return uid;
    }

    public void signal(int n) throws ErrnoException {
        fd.signal(n);
    }

    public boolean awaitEnd(long m) throws ErrnoException {
        return fd.awaitEnd(m);
    }

    public int number() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
    }
}
