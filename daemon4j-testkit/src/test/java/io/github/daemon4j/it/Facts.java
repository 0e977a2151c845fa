/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.Transcript;
import io.github.daemon4j.testkit.Waits;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What the tests of this package share. */
final class Facts {

    private Facts() {}

    /** Waits for a fact that nobody announces. */
    static void await(String what, BooleanSupplier fact) {
        Waits.until(what, fact, () -> "no sign of it");
    }

    /** Waits until a file holds a text, and returns all it holds. */
    static String awaitContent(Path file, String text) {
        Waits.until(
                file + " holds \"" + text + "\"",
                () -> content(file).contains(text),
                () -> "it holds " + content(file));
        return content(file);
    }

    /** Whether a process has a thread whose name begins so; at most 15 characters of it are kept. */
    static boolean hasThread(long pid, String beginning) {
        String[] threads = new File("/proc/" + pid + "/task").list();
        for (String thread : threads == null ? new String[0] : threads) {
            if (threadName(pid, thread).startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private static String threadName(long pid, String thread) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/task/" + thread + "/comm"));
        } catch (IOException ended) {
            return ""; // since its name was listed
        }
    }

    /** What a file holds; nothing if it is not there. */
    static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String err(ObservedProcess process) {
        return process.transcript().text(Transcript.Stream.ERR);
    }

    static String out(ObservedProcess process) {
        return process.transcript().text(Transcript.Stream.OUT);
    }

    /** A daemon while its launcher waits: in another session than the launcher. */
    static ObservedProcess awaitStarting(ChildProcess launcher) {
        return launcher.awaitDescendant("be a daemon that starts", process -> isStarting(process, launcher.pid()));
    }

    /** Looks once: what has just ended is not found, or found without an environment. */
    private static boolean isStarting(ObservedProcess process, long launcher) {
        ProcessInfo info = ProcessInfo.of(process.pid()).orElse(null);
        return info != null
                && info.sessionId() != launcher
                && info.environment()
                        .map(variables -> variables.containsKey("DAEMON4J_HANDSHAKE"))
                        .orElse(false);
    }

    /** The daemon of a launcher that has succeeded, and is gone. */
    static ObservedProcess daemonOf(ChildProcess launcher) {
        assertThat(launcher.awaitExit().shellCode())
                .as("the launcher's exit status")
                .isZero();
        return launcher.awaitDetached();
    }

    static long pidIn(Path pidFile) {
        String content = content(pidFile);
        assertThat(content)
                .as("%s", pidFile)
                .matches("[0-9]+\nstart=[0-9]+\nboot=[-0-9a-f]{36}\npidns=[0-9]+\n"
                        + "stop=[A-Z0-9/]+\n(account=[0-9]+\n)?(words=[0-9]+\n(word=[-%A-Za-z0-9/._]*\n)*)?"
                        // What was longer is covered with line ends, before it is cut off.
                        + "\n*");
        return Long.parseLong(content.substring(0, content.indexOf('\n')));
    }

    /** A named pipe, at which a server waits until the test lets it go on. */
    static Path fifo(ProcessScope scope, Path directory) {
        Path fifo = directory.resolve("go");
        run(scope, "mkfifo", fifo.toString());
        return fifo;
    }

    static void letGoOn(Path fifo) {
        // For reading as well: to open a fifo for writing alone waits without end for a reader that has died.
        try (RandomAccessFile both = new RandomAccessFile(fifo.toFile(), "rw");
                FileInputStream written = new FileInputStream(both.getFD())) {
            both.write('\n');
            // What nobody has read yet is lost when the last who has the fifo open closes it.
            await("somebody reads " + fifo, () -> isEmpty(written));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isEmpty(FileInputStream in) {
        try {
            return in.available() == 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void run(ProcessScope scope, String... command) {
        ChildProcess child = scope.command(command).start();
        assertThat(child.awaitExit().shellCode())
                .as(() -> String.join(" ", command) + "\n" + child.transcript())
                .isZero();
    }

    /** A nice value anybody may ask for, whatever the build itself was started with: only privilege lowers it. */
    static long nicer(int steps) {
        return Math.min(19, new Proc(ProcessHandle.current().pid()).stat(19) + steps);
    }

    static void needsRoot(String forWhat) {
        assumeTrue("root".equals(System.getProperty("user.name")), "not run: only root may " + forWhat);
    }

    /** Compiles a library that is to be preloaded (ld.so(8)), from a resource beside this class. */
    static Path preloaded(ProcessScope scope, Path directory, String name) throws IOException {
        needs(scope, "compile what is preloaded", "gcc", "--version");
        Path source = directory.resolve(name + ".c");
        try (InputStream in = Objects.requireNonNull(Facts.class.getResourceAsStream(name + ".c"))) {
            Files.copy(in, source);
        }
        Path library = directory.resolve(name + ".so");
        run(scope, "gcc", "-O1", "-fno-builtin", "-shared", "-fPIC", "-o", library.toString(), source.toString());
        return library;
    }

    /** Not run, and said so, unless a command that the test stands on works here. */
    static void needs(ProcessScope scope, String forWhat, String... command) {
        boolean works;
        String said = "";
        try {
            ChildProcess child = scope.command(command).start();
            works = child.awaitExit().shellCode() == 0;
            said = child.transcript().toString();
        } catch (RuntimeException missing) {
            works = false;
            said = missing.getMessage();
        }
        assumeTrue(
                works,
                "not run: " + String.join(" ", command) + " does not work here, needed to " + forWhat + ": " + said);
    }
}
