/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.linux.pidfile.HeldPidFile;
import io.github.daemon4j.linux.pidfile.Kept;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Puts the pid file back that somebody has removed while the daemon runs: without it nobody could stop the daemon, and a
 * start would not see it. Clean-ups of old files do that, systemd-tmpfiles(8) for one. What somebody else has put in its
 * place is left alone, and said; but if it names who shares this daemon's lock, a launcher has replaced this daemon, and was killed
 * before it could end it.
 */
final class PidFileGuard extends Thread {

    private static final long LOOK_MILLIS = 1000;

    private final String name;
    private final HeldPidFile pidFile;
    private final Supplier<Kept> toKeep;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Tenure tenure;
    private boolean said;

    /** @param tenure what ends when another daemon has its place */
    PidFileGuard(String name, HeldPidFile pidFile, Supplier<Kept> toKeep, Tenure tenure) {
        super("daemon4j pid file");
        setDaemon(true);
        this.name = name;
        this.pidFile = pidFile;
        this.toKeep = toKeep;
        this.tenure = tenure;
    }

    /** From now on whoever removes the file is right. */
    synchronized void end() {
        ending.countDown();
    }

    @Override
    public void run() {
        begin();
        while (goesOn()) {
            look();
        }
    }

    /** The launcher has written the file, unless it was killed just before. */
    private synchronized void begin() {
        if (ending.getCount() > 0) {
            pidFile.ensureNames(toKeep);
        }
    }

    private boolean goesOn() {
        try {
            return !ending.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyElse) {
            return false;
        }
    }

    /** Under the lock, so that a file which is to go is not put back. */
    private synchronized void look() {
        if (ending.getCount() == 0 || pidFile.namesThis()) {
            said = false;
            return;
        }
        if (pidFile.namesSuccessor()) {
            ending.countDown();
            tenure.succeeded();
            return;
        }
        boolean removed = Files.notExists(pidFile.path(), LinkOption.NOFOLLOW_LINKS);
        if (removed) {
            pidFile.ensureNames(toKeep);
        }
        if (removed && pidFile.namesThis()) {
            say(" was removed, and has been put back");
        } else if (!said) {
            said = true;
            say(removed ? " was removed, and cannot be put back" : " is another one by now, which is left alone");
        }
    }

    private void say(String what) {
        System.err.println(name + ": the pid file " + pidFile.path() + what);
    }
}
