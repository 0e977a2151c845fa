/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.fifo;
import static io.github.daemon4j.it.Facts.letGoOn;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.testkit.Await;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that is faster because of the one before, and never another one because of what it finds. */
@DaemonTest
class StartCacheIT {

    private static final int NOBODY = 65534;
    private static final JavaHome RUNNING = JavaHome.running();

    /** At the lowest priority, on a machine that has other things to do. */
    private static final Await MAKING = Await.atMost(Duration.ofMinutes(2));

    @TempDir
    private Path directory;

    private Path cache;
    private Path log;
    private Path pidFile;
    private Path lib;
    private Path bin;

    @BeforeEach
    void furnish() throws IOException, ClassNotFoundException {
        cache = directory.resolve("cache");
        Path run = Files.createDirectory(directory.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        log = run.resolve("server.log");
        pidFile = run.resolve("server.pid");
        lib = ReadableClasses.in(directory);
        jar(lib, lib.resolve("classes.jar"));
        bin = Files.createDirectory(directory.resolve("bin"));
        ReadableClasses.letIn(bin);
        program("sleep", "exit 0"); // who makes an archive waits for the classes of the first requests
    }

    /** One that comes before that of the system. */
    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        ReadableClasses.letIn(program);
    }

    private static void await(String what, BooleanSupplier fact) {
        MAKING.until(what, fact);
    }

    /** Who makes an archive goes on when the daemon has ended. */
    @AfterEach
    void awaitMaker() {
        await("nobody makes an archive", () -> files(".lock").isEmpty() || isIdle());
    }

    /** Of directories of classes no archive can be made. */
    private static void jar(Path directory, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private ChildJvm.Builder server(JavaHome java, ProcessScope scope, String... more) {
        List<String> script =
                new ArrayList<>(List.of("pid:" + pidFile, "log:" + log, "startCache:" + cache, "timeout:60000"));
        script.addAll(List.of(more));
        script.addAll(List.of("detach", "ready"));
        return java.server(scope, script.toArray(new String[0]))
                .environment("PATH", bin + ":" + System.getenv("PATH"))
                .classPath(jars());
    }

    private Path[] jars() {
        return new Path[] {
            lib.resolve("Daemon.jar"),
            lib.resolve("LinuxPlatform.jar"),
            lib.resolve("Native.jar"),
            lib.resolve("classes.jar")
        };
    }

    /** Starts one of which nothing is heard. */
    private ObservedProcess quietly(ChildJvm.Builder server) {
        ChildJvm launcher = server.start();
        ObservedProcess daemon = daemonOf(launcher);
        launcher.awaitEndOfOutput();
        assertThat(out(launcher) + err(launcher) + content(log)).isEmpty();
        return daemon;
    }

    private Path made(ChildJvm.Builder server) throws IOException {
        end(quietly(server));
        return awaitArchive();
    }

    private Path awaitArchive() {
        await("an archive, and nobody who makes one", () -> files(".jsa").size() == 1 && isIdle());
        return files(".jsa").get(0);
    }

    private boolean isIdle() {
        try (FileChannel lock = FileChannel.open(files(".lock").get(0), StandardOpenOption.WRITE);
                FileLock held = lock.tryLock(0, 1, false)) {
            return held != null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Path> files(String end) {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void end(ObservedProcess daemon) throws IOException {
        ProcessHandle handle = ProcessHandle.of(daemon.pid()).orElseThrow();
        handle.destroy();
        await("the daemon has ended", () -> !handle.isAlive());
    }

    private static boolean maps(ObservedProcess daemon, Path archive) {
        return content(Path.of("/proc", Long.toString(daemon.pid()), "maps")).contains(archive.toString());
    }

    @EachJava
    @JdkDependent("its class data archive")
    void the_second_start_maps_what_was_made_of_the_first(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));

        ObservedProcess second = quietly(server(java, scope));

        assertThat(maps(second, archive)).isTrue();
        assertThat(files(".list")).isEmpty();
        assertThat(Files.getPosixFilePermissions(cache)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @EachJava
    void a_daemon_that_ends_does_not_wait_for_its_archive(JavaHome java, ProcessScope scope) throws IOException {
        Path held = fifo(scope, directory);
        program("gzip", "read go <'" + held + "'\nexec /bin/gzip \"$@\"");

        end(quietly(server(java, scope)));

        assertThat(files(".jsa")).isEmpty();
        letGoOn(held);
        assertThat(awaitArchive()).isRegularFile();
    }

    /** Each is as a crash, a full disk or a bad block leaves it. */
    @EachJava
    void a_damaged_archive_is_not_used_and_made_anew(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        byte[] whole = Files.readAllBytes(archive);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        byte[] otherHeader = whole.clone();
        otherHeader[5] ^= 1;
        List<byte[]> damages = List.of(
                new byte[0], new byte[whole.length], Arrays.copyOf(whole, whole.length / 2), flipped, otherHeader);
        for (byte[] damage : damages) {
            write(archive, damage);

            ObservedProcess daemon = quietly(server(java, scope));

            assertThat(maps(daemon, archive)).isFalse();
            end(daemon);
            await(
                    "it is whole again",
                    () -> isIdle()
                            && length(archive) > whole.length / 2
                            && files(".list").isEmpty());
            ObservedProcess next = quietly(server(java, scope));
            assertThat(maps(next, archive)).isTrue();
            end(next);
        }
    }

    private static long length(Path file) {
        return file.toFile().length();
    }

    private static void write(Path archive, byte[] content) throws IOException {
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Files.newOutputStream(archive)) {
            out.write(content);
        }
    }

    @EachJava
    void an_archive_whose_sum_is_missing_is_not_used(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        Files.delete(Path.of(archive + ".check"));

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
    }

    @EachJava
    void what_a_start_that_failed_has_left_is_swept(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        Path half = Files.writeString(Path.of(archive + ".made"), "half");
        Path list =
                Files.writeString(Path.of(archive.toString().replace(".jsa", ".1.list")), "java/lang/Object id: 0\n");
        Files.delete(archive);

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(awaitArchive()).isEqualTo(archive);
        await("old files are gone", () -> !Files.exists(half) && !Files.exists(list));
        assertThat(maps(daemon, archive)).isFalse();
    }

    @EachJava
    void a_start_that_fails_leaves_nothing(JavaHome java, ProcessScope scope) throws IOException {
        ChildJvm launcher = java.server(scope, "startCache:" + cache, "timeout:60000", "detach", "fail:9:no luck")
                .classPath(jars())
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(9);
        assertThat(cache).isEmptyDirectory();
    }

    @EachJava
    void another_jar_makes_another_archive_and_drops_the_old_one(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        Files.setLastModifiedTime(lib.resolve("classes.jar"), FileTime.fromMillis(1_000_000_000_000L));

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
        await("the old one is gone", () -> !Files.exists(archive));
        assertThat(awaitArchive()).isNotEqualTo(archive);
    }

    @EachJava
    void other_options_make_another_archive(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));

        ObservedProcess daemon = quietly(server(java, scope, "jvm:-XX:-UseCompressedOops"));

        assertThat(maps(daemon, archive)).isFalse();
        await("the old one is gone", () -> !Files.exists(archive));
        assertThat(awaitArchive()).isNotEqualTo(archive);
    }

    @Test
    void another_jdk_does_not_use_it(ProcessScope scope) throws IOException {
        List<JavaHome> all = JavaHome.all();
        assumeTrue(all.size() > 1, "needs a second JDK");
        Path archive = made(server(all.get(0), scope));

        ObservedProcess daemon = quietly(server(all.get(1), scope));

        assertThat(maps(daemon, archive)).isFalse();
        await("the old one is gone", () -> !Files.exists(archive));
        assertThat(awaitArchive()).isNotEqualTo(archive);
    }

    @EachJava
    void who_gives_an_archive_of_his_own_is_left_alone(JavaHome java, ProcessScope scope) {
        quietly(server(java, scope).jvmOptions("-Xshare:auto"));

        assertThat(cache).doesNotExist();
    }

    @EachJava
    void of_a_directory_of_classes_none_is_made(JavaHome java, ProcessScope scope) {
        quietly(server(java, scope)
                .classPath(
                        lib.resolve("Daemon.jar"), lib.resolve("LinuxPlatform.jar"), lib.resolve("Native.jar"), lib));

        assertThat(cache).doesNotExist();
    }

    /** A lock file and a mark that it is of no use. */
    @EachJava
    void where_none_can_be_made_nobody_tries_twice(JavaHome java, ProcessScope scope) throws IOException {
        program("gzip", "exit 1");
        end(quietly(server(java, scope)));
        await("it is known", () -> files(".none").size() == 1 && isIdle());

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(Proc.of(daemon).commandLine()).noneMatch(word -> word.contains("ClassList"));
        assertThat(files(".jsa")).isEmpty();
    }

    @EachJava
    void a_sum_that_breaks_off_is_none(JavaHome java, ProcessScope scope) throws IOException {
        program("gzip", "/bin/gzip \"$@\" | head -c 1000; exit 1");
        end(quietly(server(java, scope)));

        await("it is known", () -> files(".none").size() == 1 && isIdle());
        assertThat(files(".jsa")).isEmpty();
    }

    @EachJava
    void who_is_started_again_by_a_keeper_notes_no_classes(JavaHome java, ProcessScope scope) throws IOException {
        KeptDaemon kept =
                new KeptDaemon(java, scope, directory.resolve("run"), "keep:0,0,1000,3600", "startCache:" + cache);
        ChildJvm.Builder start = kept.command("start").classPath(jars());
        assertThat(start.environment("PATH", bin + ":" + System.getenv("PATH"))
                        .start()
                        .awaitExit()
                        .shellCode())
                .isZero();
        assertThat(new Proc(kept.pid()).commandLine()).anyMatch(word -> word.contains("ClassList"));
        awaitArchive();

        kept.kill();

        kept.awaitRestart(1);
        assertThat(new Proc(kept.pid()).commandLine()).noneMatch(word -> word.contains("ClassList"));
        assertThat(files(".list")).isEmpty();
        kept.run("stop");
    }

    // Trust

    @EachJava
    void an_archive_that_others_could_have_written_is_not_used(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-rw-"));

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
    }

    @EachJava
    void an_archive_of_somebody_else_is_not_used(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("give a file to another user");
        Path archive = made(server(java, scope));
        Files.setAttribute(archive, "unix:uid", NOBODY);

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
    }

    @EachJava
    void in_a_directory_that_others_can_write_to_nothing_is_used_or_made(JavaHome java, ProcessScope scope)
            throws IOException {
        Path archive = made(server(java, scope));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
        assertThat(Proc.of(daemon).commandLine()).noneMatch(word -> word.contains("ClassList"));
    }

    @EachJava
    void in_a_directory_of_somebody_else_nothing_is_made(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("give a directory to another user");
        Files.createDirectory(cache);
        Files.setAttribute(cache, "unix:uid", NOBODY);

        quietly(server(java, scope));

        assertThat(cache).isEmptyDirectory();
    }

    @EachJava
    void a_link_to_another_archive_is_not_followed(JavaHome java, ProcessScope scope) throws IOException {
        Path archive = made(server(java, scope));
        Path elsewhere = Files.move(archive, directory.resolve("elsewhere"));
        Files.createSymbolicLink(archive, elsewhere);

        ObservedProcess daemon = quietly(server(java, scope));

        assertThat(maps(daemon, archive)).isFalse();
        assertThat(maps(daemon, elsewhere)).isFalse();
    }

    /** Root's launcher makes nothing there that is root's, and the archive is the daemon's user's. */
    @EachJava
    void for_another_user_it_is_made_as_he(JavaHome java, ProcessScope scope) throws IOException {
        needsRoot("become another user");
        Files.createDirectory(cache);
        Files.setAttribute(cache, "unix:uid", NOBODY);
        Path archive = made(server(java, scope, "user:nobody"));

        ObservedProcess second = quietly(server(java, scope, "user:nobody"));

        assertThat(maps(second, archive)).isTrue();
        assertThat(Files.getAttribute(archive, "unix:uid")).isEqualTo(NOBODY);
        assertThat(Files.getAttribute(files(".lock").get(0), "unix:uid")).isEqualTo(NOBODY);
    }

    /** As a service that was taken over could have it: a launcher that opened it would wait for its writer for ever. */
    @EachJava
    void a_pipe_in_the_place_of_another_users_archive_holds_nobody_up(JavaHome java, ProcessScope scope)
            throws IOException {
        needsRoot("become another user");
        Files.createDirectory(cache);
        Files.setAttribute(cache, "unix:uid", NOBODY);
        Path archive = made(server(java, scope, "user:nobody"));
        Path sum = Path.of(archive + ".check");
        for (Path file : List.of(archive, sum)) {
            Path aside = Files.move(file, directory.resolve("aside"));
            run(scope, "mkfifo", "--mode=600", file.toString());
            Files.setAttribute(file, "unix:uid", NOBODY);

            ObservedProcess daemon = quietly(server(java, scope, "user:nobody"));

            assertThat(maps(daemon, archive)).isFalse();
            end(daemon);
            awaitMaker();
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // At once

    @EachJava
    void two_starts_at_once_make_one(JavaHome java, ProcessScope scope) throws IOException {
        ChildJvm.Builder server = withoutPidFile(java, scope);
        ChildJvm first = server.start();
        ChildJvm second = server.start();
        daemonOf(first);
        daemonOf(second);

        assertThat(awaitArchive()).isRegularFile();
        await("nothing else is left", () -> files("").size() == 3);
    }

    private ChildJvm.Builder withoutPidFile(JavaHome java, ProcessScope scope) {
        return java.server(scope, "startCache:" + cache, "timeout:60000", "detach", "ready")
                .environment("PATH", bin + ":" + System.getenv("PATH"))
                .classPath(jars());
    }

    @Test
    void while_somebody_makes_one_nobody_else_does(ProcessScope scope) throws IOException {
        Path archive = made(server(RUNNING, scope));
        Files.delete(archive);
        try (FileChannel lock = FileChannel.open(files(".lock").get(0), StandardOpenOption.WRITE);
                FileLock held = lock.lock(0, 1, false)) {
            run(scope, "true");

            quietly(server(RUNNING, scope));

            assertThat(held.isValid()).isTrue();
            assertThat(files(".list")).isEmpty();
            assertThat(files(".jsa")).isEmpty();
        }
    }
}
