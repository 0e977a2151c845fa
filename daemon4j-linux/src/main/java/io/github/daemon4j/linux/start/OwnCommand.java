/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.commandline.CommandLineReplay;
import io.github.daemon4j.linux.commandline.DaemonCommandLine;
import io.github.daemon4j.linux.commandline.DevelopmentRun;
import io.github.daemon4j.linux.commandline.JvmStart;
import io.github.daemon4j.linux.commandline.LaunchCommand;
import io.github.daemon4j.linux.commandline.LaunchRefusedException;
import io.github.daemon4j.linux.files.LaunchDirectory;
import io.github.daemon4j.linux.libc.EnvironmentBlock;
import io.github.daemon4j.linux.libc.NativeAccess;
import io.github.daemon4j.linux.libc.SystemText;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.proc.ProcSelf;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How this JVM was started, and how it is started again as a daemon. */
final class OwnCommand {

    private final DaemonOptions options;
    private final LaunchDirectory directory;

    /** What this process was started with, once it has been asked for. */
    private @Nullable LaunchCommand current;

    OwnCommand(DaemonOptions options, LaunchDirectory directory) {
        this.options = options;
        this.directory = directory;
    }

    /**
     * The command line and environment for the daemon.
     *
     * @param opening what its JVM has to open, as {@code --add-opens} has it; null if nothing
     * @throws DaemonException if it cannot be started again, or not beside this JVM
     */
    DaemonCommandLine forDaemon(@Nullable String opening) {
        Path asked = options.workingDirectory().orElse(null);
        boolean keeps = asked == null || directory.isReachedBy(asked);
        if (asked == null && isDirectoryRemoved()) {
            throw new DaemonException("the working directory " + System.getProperty("user.dir")
                    + " has been removed, and no JVM can start in it; do not use keepWorkingDirectory(), or start from"
                    + " another directory");
        }
        try {
            return replay(opening).forDaemon(current(), directory.bytes(), keeps, jvmOptions());
        } catch (LaunchRefusedException refused) {
            throw new DaemonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * The command line and environment for a service manager, which starts it from any directory.
     *
     * @param opening as in {@link #forDaemon}
     * @throws DaemonException if it could not be started so
     */
    DaemonCommandLine forService(@Nullable String opening) {
        try {
            return replay(opening).forService(current(), directory.bytes(), jvmOptions());
        } catch (LaunchRefusedException refused) {
            throw new DaemonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private List<byte[]> jvmOptions() {
        List<byte[]> jvmOptions = new ArrayList<>();
        for (String option : options.jvmOptions()) {
            jvmOptions.add(SystemText.bytes(option));
        }
        return jvmOptions;
    }

    /** The program by an absolute path, as it was typed if that leads to it: an upgrade leaves the link and moves the file. */
    String program(String typed) {
        Path executable = link();
        try {
            byte[] found = Executables.find(typed, directory, "cannot find this program again");
            Path path = SystemText.path(found);
            return (Files.isSameFile(path, executable) ? path : executable).toString();
        } catch (IOException | DaemonException other) {
            return executable.toString();
        }
    }

    /** Who runs this process for a developer, so that it has to stay; null if nobody. */
    @Nullable
    String developer(long parent) {
        String developer = DevelopmentRun.inAnothersJvm(stackOfCaller());
        if (developer != null) {
            return developer;
        }
        try {
            List<String> options = replay(null).ownOptions(current(), directory.bytes());
            developer = DevelopmentRun.ofOwnJvm(options, System.getProperties());
        } catch (LaunchRefusedException noJavaLauncher) {
            return null; // whoever makes a daemon of it hears why not
        }
        return developer == null ? ofParent(Neighbour.of(parent)) : developer;
    }

    private static @Nullable String ofParent(@Nullable Neighbour parent) {
        String program = parent == null ? null : parent.executableName();
        if (parent == null || program == null) {
            return null;
        }
        List<String> commandLine = program.equals("java") ? parent.commandLine() : List.of();
        return DevelopmentRun.ofParent(parent.pid(), program, commandLine);
    }

    /**
     * Returns if this JVM is the program's own.
     *
     * @throws DaemonException if not
     */
    void requireOwnJvm() {
        try {
            replay(null);
        } catch (LaunchRefusedException refused) {
            throw new DaemonException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Whether this is a packaged application, whose launcher takes no option of the JVM. */
    boolean isPackaged() {
        return replay(null).isPackaged();
    }

    /** What main of this process was given; null if its command line cannot be read. */
    @Nullable
    List<byte[]> words() {
        try {
            return replay(null).ownWords(current(), directory.bytes());
        } catch (LaunchRefusedException noJavaLauncher) {
            return null;
        }
    }

    private static CommandLineReplay replay(@Nullable String opening) throws LaunchRefusedException {
        String module = OwnCommand.class.getModule().isNamed() ? "com.sun.jna" : "ALL-UNNAMED";
        JvmStart start = JvmStart.of(SystemText.bytes(link()), System.getProperties(), stackOfCaller());
        return new CommandLineReplay(start, module, opening, LaunchCommand.argumentSpace(OwnProcess.stackLimit()));
    }

    private LaunchCommand current() {
        if (current == null) {
            current = new LaunchCommand(commandLine(), environment());
        }
        return current;
    }

    /** What this process was started with; where that is root's to read, as with file capabilities, what it has now. */
    static List<byte[]> environment() {
        try {
            return OwnProcess.environment();
        } catch (AccessDeniedException notDumpable) {
            NativeAccess.require();
            return EnvironmentBlock.strings();
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    private static boolean isDirectoryRemoved() {
        try {
            return OwnProcess.isWorkingDirectoryRemoved();
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    /** The real path, because the JVM looks for its files beside it; the link itself if the file was removed. */
    byte[] executable() {
        Path path = link();
        return SystemText.bytes(Files.exists(path) ? path : Path.of("/proc/self/exe"));
    }

    private static Path link() {
        try {
            return OwnProcess.executable();
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    private static List<byte[]> commandLine() {
        try {
            return OwnProcess.commandLine();
        } catch (IOException failure) {
            throw ProcSelf.notReadable(failure);
        }
    }

    private static List<String> stackOfCaller() {
        List<String> classes = new ArrayList<>();
        for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
            classes.add(frame.getClassName());
        }
        return classes;
    }
}
