/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.Redirect;
import io.github.daemon4j.linux.wire.LauncherPipe;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.linux.wire.Message;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The launcher, which waits until the daemon is ready and shows meanwhile what it prints. */
final class WaitingLauncher implements Supervisor {

    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;

    private final LauncherPipe pipe;
    private final boolean apart;
    private final boolean discardsOutput;
    private final boolean discardsErrors;
    private boolean released;

    WaitingLauncher(Mark mark) {
        pipe = new LauncherPipe(mark);
        apart = mark.errors() != null;
        discardsOutput = mark.output().kind() == Redirect.Kind.DISCARD;
        discardsErrors = mark.errors() == null ? discardsOutput : mark.errors().kind() == Redirect.Kind.DISCARD;
    }

    @Override
    public void ready(@Nullable String status) {
        flush();
        long shown = length(OUTPUT); // what comes after this is not for the terminal
        long errors = apart ? length(ERRORS) : 0;
        DiscardedOutput output = discardsOutput ? DiscardedOutput.held(OUTPUT) : null;
        DiscardedOutput errorOutput = discardsErrors && apart ? DiscardedOutput.held(ERRORS) : null;
        if (discardsOutput) { // lets go of the file that was shown on the terminal
            NullDevice.replaceOutput();
        }
        if (discardsErrors) {
            NullDevice.replaceErrors();
        }
        synchronized (this) {
            pipe.say(new Message.Ready(shown, errors, status == null ? "" : status));
            released = true;
        }
        if (output != null) {
            output.emptyWhileShared();
        }
        if (errorOutput != null) {
            errorOutput.emptyWhileShared();
        }
    }

    @Override
    public void status(String text) {
        flush();
        tell(new Message.Status(length(OUTPUT), apart ? length(ERRORS) : 0, text));
    }

    @Override
    public void extendStartTimeout(Duration duration) {
        tell(new Message.Extend(TimeUnit.MILLISECONDS.convert(duration)));
    }

    @Override
    public boolean failed(int exitStatus, String message, @Nullable Throwable cause) {
        flush();
        return tell(new Message.Failed(exitStatus, message));
    }

    private synchronized boolean tell(Message message) {
        return !released && pipe.say(message);
    }

    private static void flush() {
        System.out.flush();
        System.err.flush();
    }

    private static long length(int number) {
        return new File("/proc/self/fd/" + number).length();
    }
}
