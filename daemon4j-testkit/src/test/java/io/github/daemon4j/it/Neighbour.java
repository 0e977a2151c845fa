/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.run;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Other users of the machine: the one who does his worst (neighbour.c), and an ordinary one with a daemon of his own. */
final class Neighbour {

    /** The user nobody, for whom root's daemons work, and who is against them. */
    static final int NOBODY = 65534;
    /** The user daemon. */
    static final int USER = 1;

    private final Path program;
    private final Path jna;

    /** Compiles his program into a directory of root's that everybody may read. */
    Neighbour(ProcessScope scope, Path tools) throws IOException {
        needsRoot("be attacked by another user");
        needs(scope, "have a user nobody", "getent", "passwd", Integer.toString(NOBODY));
        needs(scope, "have another user", "getent", "passwd", Integer.toString(USER));
        needs(scope, "compile what another user does", "gcc", "--version");
        open(tools);
        program = tools.resolve("neighbour");
        Path source = tools.resolve("neighbour.c");
        try (InputStream in = Objects.requireNonNull(Neighbour.class.getResourceAsStream("neighbour.c"))) {
            Files.copy(in, source);
        }
        run(scope, "gcc", "-Wno-unused-result", "-o", program.toString(), source.toString());
        jna = Files.copy(jna(), tools.resolve("jna.jar"));
        needs(scope, "let another user read the class path", words(NOBODY, "test", "-r", serverClass()));
    }

    /** His program, to be a daemon's. */
    String program(String verb) {
        return program + " " + verb;
    }

    /** Does something as nobody, and returns when it has said that it does. */
    ChildProcess begin(ProcessScope scope, String sign, String... verb) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(verb));
        ChildProcess child =
                scope.command(words(NOBODY, command.toArray(new String[0]))).start();
        child.awaitLine(sign);
        return child;
    }

    /** A verb of the ordinary user, who cannot read root's home, where JNA may be. */
    CommandBuilder ofUser(ProcessScope scope, Path temporary, ChildJvm.Builder server) {
        return scope.command(wordsOfUser(temporary, server));
    }

    /** The words of {@link #ofUser}, to be run by another program. */
    String[] wordsOfUser(Path temporary, ChildJvm.Builder server) {
        List<Path> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            classPath.add(entry.contains("/jna-") ? jna : Path.of(entry));
        }
        return words(
                USER,
                server.classPath(classPath.toArray(new Path[0]))
                        .jvmOptions("-Djna.tmpdir=" + temporary)
                        .command()
                        .toArray(new String[0]));
    }

    private static String[] words(int uid, String... command) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
        words.addAll(List.of(command));
        return words.toArray(new String[0]);
    }

    /** A new directory of that user's. */
    static Path directory(Path path, int uid) throws IOException {
        open(Files.createDirectory(path));
        Files.setAttribute(path, "unix:gid", uid);
        Files.setAttribute(path, "unix:uid", uid);
        return path;
    }

    /** Lets others into a directory that JUnit has made for its user alone. */
    static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path jna() {
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (entry.contains("/jna-")) {
                return Path.of(entry);
            }
        }
        throw new AssertionError("no JNA on the class path");
    }

    private static String serverClass() {
        return Path.of(Server.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolve("io/github/daemon4j/it/Server.class")
                .toString();
    }
}
