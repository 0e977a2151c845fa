/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts of one {@link Server}, thousands of them: without what the kit spends on a child, and with a daemon that outlives
 * the one start. Closing this ends what is left of them.
 */
final class Starts implements AutoCloseable {

    /** How many times an {@link InRounds} test does what it does. */
    static int rounds() {
        return rounds(1);
    }

    /** How many times a test does what it does; a build is content with the few that the test names. */
    static int rounds(int inBuild) {
        return Integer.getInteger("rounds", inBuild);
    }

    /** A JVM that is to be started by the thousand: no more threads, memory and compiling than it needs. */
    private static final List<String> CHEAP =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx32m");

    private static final int WARNS_OF_NATIVE_ACCESS = 24;
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG");
    private static final String MARK = "IT_MARK";
    private static final long LIMIT_SECONDS = 120;
    private static final Pattern PID = Pattern.compile("\\(pid ([0-9]+)\\)");

    private final JavaHome java;
    private final Path files;
    private final String mark = UUID.randomUUID().toString();
    private final List<Launch> launches = Collections.synchronizedList(new ArrayList<>());
    private final Path pidFile;
    private String classPath = System.getProperty("java.class.path");
    private int count;

    /** In a directory of its own below the given one, which has the pid file of all of them. */
    Starts(JavaHome java, Path directory) throws IOException {
        this.java = java;
        files = Files.createDirectory(directory.resolve("of-the-test"));
        Files.createDirectory(temporary());
        Files.createDirectory(files.resolve("jna"));
        pidFile = Files.createDirectory(directory.resolve("run")).resolve("server.pid");
    }

    /** Lets every user of this machine run a verb: what it loads is copied to where all can read. */
    void openToAll() throws IOException {
        Path copies = Files.createDirectory(files.resolve("classes"));
        List<String> copied = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            Path source = Path.of(element);
            Path copy = copies.resolve(copied.size() + "-" + source.getFileName());
            system("cp", "-rL", element, copy.toString());
            copied.add(copy.toString());
        }
        system("chmod", "-R", "a+rX", copies.toString());
        system("chmod", "1777", temporary().toString(), jna().toString());
        for (Path parent = files;
                parent != null && parent.startsWith(Path.of(System.getProperty("java.io.tmpdir")));
                parent = parent.getParent()) {
            system("chmod", "a+x", parent.toString());
        }
        system("chmod", "a+x", Objects.requireNonNull(pidFile.getParent()).toString());
        classPath = String.join(File.pathSeparator, copied);
    }

    private static void system(String command, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(words));
        try {
            assertThat(new ProcessBuilder(line).inheritIO().start().waitFor())
                    .as("%s", line)
                    .isZero();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    Path pidFile() {
        return pidFile;
    }

    Path lockFile() {
        return pidFile.resolveSibling(pidFile.getFileName() + ".lock");
    }

    /** The directory for temporary files of the launchers and their daemons. */
    Path temporary() {
        return files.resolve("tmp");
    }

    /** Where the launchers unpack JNA's library. */
    Path jna() {
        return files.resolve("jna");
    }

    /** A start or another verb under way. */
    record Launch(Process process, Path out, Path err) {

        long pid() {
            return process.pid();
        }

        boolean isOver(long waitMillis) throws InterruptedException {
            return process.waitFor(waitMillis, TimeUnit.MILLISECONDS);
        }

        Outcome await() throws InterruptedException {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("%s has ended; it said: %s%s", process, Facts.content(out), Facts.content(err))
                    .isTrue();
            return new Outcome(process.exitValue(), Facts.content(out), Facts.content(err));
        }
    }

    /** What a verb has come to. A status above 128 is that of a process that was killed. */
    record Outcome(int status, String out, String err) {

        Outcome requireSuccess() {
            assertThat(status).as("exit status; it said: %s", this).isZero();
            return this;
        }

        /** The pid it named on its standard output. */
        long pid() {
            Matcher matcher = PID.matcher(out);
            assertThat(matcher.find()).as("a pid in: %s", this).isTrue();
            return Long.parseLong(matcher.group(1));
        }

        /** What it said, in one line, without the directory of its files. */
        String said(Path directory) {
            return (out + err).strip().replace('\n', ' ').replace(directory + "/", "");
        }
    }

    Outcome run(String... script) throws IOException, InterruptedException {
        return begin(script).await();
    }

    Launch begin(String... script) throws IOException {
        return begin(Map.of(), script);
    }

    /** @param as what runs the JVM, such as {@code setpriv} */
    Launch begin(List<String> as, String... script) throws IOException {
        return begin(as, Map.of(), script);
    }

    Launch begin(Map<String, String> environment, String... script) throws IOException {
        return begin(List.of(), environment, script);
    }

    private Launch begin(List<String> as, Map<String, String> environment, String... script) throws IOException {
        List<String> command = new ArrayList<>(as);
        command.add(java.java());
        command.addAll(CHEAP);
        if (java.feature() >= WARNS_OF_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Djava.io.tmpdir=" + temporary());
        command.add("-Djna.tmpdir=" + jna());
        command.addAll(List.of("-cp", classPath, Server.class.getName()));
        command.addAll(List.of("pid:" + pidFile, "env:" + MARK + "=" + mark));
        command.addAll(List.of(script));
        Path out = files.resolve("out." + count);
        Path err = files.resolve("err." + count++);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().putAll(environment);
        Launch launch = new Launch(builder.start(), out, err);
        launches.add(launch);
        return launch;
    }

    /** The daemons that live: known by what only they have in their environment. */
    List<Long> daemons() {
        return processesWith(MARK + "=" + mark);
    }

    /** What is dying is not among them: it has no memory any more, and so no environment. */
    static List<Long> processesWith(String variable) {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path entry : entries) {
                if (hasVariable(entry, variable)) {
                    pids.add(Long.valueOf(entry.getFileName().toString()));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return pids;
    }

    private static boolean hasVariable(Path process, String variable) {
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(variable + "\0");
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }

    /** One daemon serves, and everybody says so; stopped, it leaves nothing. */
    void assertServes(long daemon) throws Exception {
        await("nobody else lives", () -> daemons().equals(List.of(daemon)));
        assertThat(Facts.pidIn(pidFile)).isEqualTo(daemon);
        assertThat(run("command:status").requireSuccess().pid()).isEqualTo(daemon);
        assertThat(run("command:start").requireSuccess().out())
                .isEqualTo("server is already running (pid " + daemon + ")\n");
        assertThat(run("command:stop").requireSuccess().out()).isEqualTo("server stopped (pid " + daemon + ")\n");
        assertNothingLeft();
    }

    /** Nothing runs, and in the directory of the pid file there is nothing any more. */
    void assertNothingLeft() throws IOException {
        await("the last daemon is gone", () -> daemons().isEmpty());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(pidFile.getParent())) {
            assertThat(left).as("files beside the pid file").isEmpty();
        }
    }

    /** Forgets the launches that are over, with their files. */
    void forget() throws IOException {
        for (Launch launch : List.copyOf(launches)) {
            if (!launch.process.isAlive()) {
                Files.delete(launch.out);
                Files.delete(launch.err);
                launches.remove(launch);
            }
        }
    }

    @Override
    public void close() {
        for (Launch launch : List.copyOf(launches)) {
            launch.process.destroyForcibly();
        }
        await("what a test has left is ended", () -> {
            List<Long> left = daemons();
            for (long pid : left) {
                ProcessHandle.of(pid)
                        .filter(held -> hasVariable(Path.of("/proc", Long.toString(pid)), MARK + "=" + mark))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            return left.isEmpty();
        });
    }
}
