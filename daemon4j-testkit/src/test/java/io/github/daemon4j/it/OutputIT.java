/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every line that a daemon prints is somewhere once, whoever rotates its logs and whoever reads them. A build does five
 * rotations; {@code -Drounds=50} is 100,000 lines and 50 of them, and 20 readers that are killed.
 */
@DaemonTest
class OutputIT {

    private static final int ROUNDS = Starts.rounds(5);
    private static final int PER_SECOND = 5000;

    /** Between two rotations. */
    private static final int LINES_A_ROUND = 2000;

    private static final int LINE_BYTES = 72;

    /** A reader that has lived for less is not started again at once. */
    private static final long LIFE_MILLIS = 1050;

    private static final Pattern LINE = Pattern.compile("line ([0-9]+) x{60}");
    private static final Pattern WAIT = Pattern.compile(LogWriter.DONE + "([0-9]+) ms");

    /** Moves what it reads to the end of a file within the kernel: when it is killed, it has nothing in its hands. */
    private static final String READER =
            "import os,sys;f=os.open(sys.argv[1],os.O_WRONLY|os.O_CREAT,0o640);os.lseek(f,0,2)\n"
                    + "while os.splice(0,f,65536): pass";

    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    private Path directory;

    private Path pidFile;
    private Path log;

    @BeforeEach
    void nameFiles() {
        pidFile = directory.resolve("writer.pid");
        log = directory.resolve("writer.log");
    }

    private ChildJvm.Builder writer(JavaHome java, ProcessScope scope, String output, String errors, int lines) {
        return scope.jvm(LogWriter.class)
                .javaHome(java.path())
                .arguments(pidFile.toString(), output, errors, Integer.toString(lines), Integer.toString(PER_SECOND));
    }

    /** By the pid file: readers are detached too. */
    private ObservedProcess daemonOf(ChildProcess launcher) {
        assertThat(launcher.awaitExit().shellCode())
                .as(() -> "the launcher's exit status\n" + launcher.transcript())
                .isZero();
        long pid = Long.parseLong(content(pidFile).split("\n", 2)[0]);
        return launcher.awaitDescendant("be the daemon", process -> process.pid() == pid);
    }

    private static void end(ObservedProcess daemon) {
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
    }

    private Path descriptor(ObservedProcess daemon, int number) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + daemon.pid() + "/fd/" + number));
        } catch (IOException gone) {
            String last = content(log);
            throw new AssertionError(
                    "descriptor " + number + " of " + daemon + "; the log ends so: "
                            + last.substring(Math.max(0, last.length() - 1000)),
                    gone);
        }
    }

    private void awaitDescriptorsOn(Path file, ObservedProcess daemon) {
        await(
                "descriptors 1 and 2 are " + file,
                () -> descriptor(daemon, 1).equals(file)
                        && descriptor(daemon, 2).equals(file));
    }

    /** Waits for the last line, however many there are: as long as more come. */
    private void awaitDone(String wanted) throws IOException, InterruptedException {
        long most = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!everything().contains(wanted)) {
            assertThat(System.nanoTime()).as("waiting for \"%s\"", wanted).isLessThan(most);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Nothing if it was renamed between the listing and the look, or gzip is at it. */
    private static String plain(Path file, boolean compressed) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream text = compressed ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.nio.file.NoSuchFileException | java.io.EOFException renamed) {
            return "";
        }
    }

    /** What is in the log and in all that it has been before. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "writer.log*")) {
            for (Path file : files) {
                all.append(plain(file, file.toString().endsWith(".gz")));
            }
        }
        return all.toString();
    }

    private void assertEachLineOnce(int lines) throws IOException {
        int[] count = new int[lines];
        for (String line : everything().split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                count[Integer.parseInt(matcher.group(1))]++;
            } else {
                assertThat(line).as("a line that is whole").doesNotContain("xxx");
            }
        }
        assertThat(Arrays.stream(count).filter(times -> times == 1).count())
                .as("lines that are there once")
                .isEqualTo(lines);
    }

    private long longestWait() throws IOException {
        Matcher wait = WAIT.matcher(everything());
        assertThat(wait.find()).isTrue();
        return Long.parseLong(wait.group(1));
    }

    @EachJava
    void standard_error_goes_elsewhere_once_the_daemon_is_ready(JavaHome java, ProcessScope scope) throws IOException {
        Path errors = directory.resolve("errors.log");
        ChildProcess launcher =
                writer(java, scope, "append|" + log, "append|" + errors, 0).start();
        ObservedProcess daemon = daemonOf(launcher);

        awaitContent(log, LogWriter.DONE);
        awaitContent(errors, "err after ready");
        assertThat(err(launcher))
                .contains("out before ready\n", "err before ready\n")
                .doesNotContain("after ready");
        assertThat(content(log))
                .startsWith("out before ready\nout after ready\n")
                .doesNotContain("err");
        assertThat(content(errors)).isEqualTo("err before ready\nerr after ready\n");

        Files.move(log, directory.resolve("old"));
        Files.move(errors, directory.resolve("old-errors"));
        daemon.signal(Signal.USR1);
        await("descriptor 1 is the new log", () -> descriptor(daemon, 1).equals(log));
        await(
                "descriptor 2 is the new log of errors",
                () -> descriptor(daemon, 2).equals(errors));
        end(daemon);
    }

    @Test
    void one_of_the_two_is_discarded_and_the_other_is_not(ProcessScope scope) {
        ChildProcess launcher =
                writer(JavaHome.running(), scope, "discard", "append|" + log, 0).start();
        ObservedProcess daemon = daemonOf(launcher);

        awaitContent(log, "err after ready");
        assertThat(err(launcher)).contains("out before ready\n", "err before ready\n");
        assertThat(content(log)).isEqualTo("err before ready\nerr after ready\n");
        assertThat(descriptor(daemon, 1)).isEqualTo(Path.of("/dev/null"));
        end(daemon);
    }

    @EachJava
    void logrotate_renames_makes_a_new_file_and_tells_the_daemon(JavaHome java, ProcessScope scope) throws Exception {
        rotateByLogrotate(java, scope, "create");
    }

    @EachJava
    void logrotate_compresses_what_it_rotated_before(JavaHome java, ProcessScope scope) throws Exception {
        rotateByLogrotate(java, scope, "create\n compress\n delaycompress");
    }

    private void rotateByLogrotate(JavaHome java, ProcessScope scope, String directives) throws Exception {
        needs(scope, "rotate", "/usr/sbin/logrotate", "--version");
        Path configuration = directory.resolve("logrotate.conf");
        Files.writeString(
                configuration,
                log + " {\n rotate 100\n " + directives + "\n postrotate\n  kill -USR1 $(head -n 1 " + pidFile
                        + ")\n endscript\n}\n");
        int lines = ROUNDS * LINES_A_ROUND;
        ObservedProcess daemon =
                daemonOf(writer(java, scope, "append|" + log, "", lines).start());
        long begin = System.nanoTime();
        for (int round = 1; round <= ROUNDS; round++) {
            long next = begin + TimeUnit.SECONDS.toNanos(1) * LINES_A_ROUND / PER_SECOND * round;
            run(
                    scope,
                    "/usr/sbin/logrotate",
                    "--force",
                    "--state",
                    directory.resolve("state").toString(),
                    configuration.toString());
            awaitDescriptorsOn(log, daemon);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime())); // the lines of this round
        }
        awaitDone(LogWriter.DONE);
        end(daemon);

        assertThat(directory.resolve("writer.log." + ROUNDS + (directives.contains("compress") ? ".gz" : "")))
                .exists();
        assertEachLineOnce(lines);
    }

    @EachJava
    void a_log_that_rolls_makes_way_for_a_new_one_and_loses_no_line(JavaHome java, ProcessScope scope)
            throws Exception {
        int lines = ROUNDS * LINES_A_ROUND;
        String rolling = "rolling|" + log + "|" + LINES_A_ROUND * LINE_BYTES / 2 + "|" + 10 * ROUNDS;
        ObservedProcess daemon =
                daemonOf(writer(java, scope, rolling, "", lines).start());
        awaitDone(LogWriter.DONE);
        awaitDescriptorsOn(log, daemon);

        // The first rotation loads JNA, which takes its time on a busy machine; there is one for each round, more or
        // less.
        daemon.signal(Signal.QUIT);
        awaitContent(log, "Full thread dump"); // by the VM, which writes to descriptor 1
        end(daemon);

        assertThat(directory.resolve("writer.log." + Math.max(1, ROUNDS / 2 - 1)))
                .exists();
        assertEachLineOnce(lines);
    }

    @Test
    void a_log_that_rolls_keeps_no_more_files_than_it_was_told(ProcessScope scope) throws Exception {
        ObservedProcess daemon = daemonOf(writer(JavaHome.running(), scope, "rolling|" + log + "|20000|2", "", 20_000)
                .start());
        awaitDone(LogWriter.DONE);
        end(daemon);

        assertThat(directory.resolve("writer.log.1")).exists();
        assertThat(directory.resolve("writer.log.2")).exists();
        assertThat(directory.resolve("writer.log.3")).doesNotExist();
    }

    /** What a start costs is for those who want it. */
    @EachJava
    @JdkDependent("its class loading")
    void a_log_that_need_not_roll_yet_costs_no_native_library(JavaHome java, ProcessScope scope) throws Exception {
        ObservedProcess daemon = daemonOf(
                writer(java, scope, "rolling|" + log + "|1000000|2", "", 0).start());
        awaitContent(log, LogWriter.DONE);

        await("one thread looks at it", () -> Facts.hasThread(daemon.pid(), "daemon4j output"));
        assertThat(content(Path.of("/proc/" + daemon.pid() + "/maps"))).doesNotContain("jna");
        end(daemon);
    }

    @Test
    void a_log_that_cannot_roll_says_so_once_and_goes_on(ProcessScope scope) throws Exception {
        Files.createDirectory(directory.resolve("writer.log.1"));
        Files.createFile(directory.resolve("writer.log.1/in-the-way"));
        ObservedProcess daemon = daemonOf(writer(JavaHome.running(), scope, "rolling|" + log + "|20000|1", "", 5000)
                .start());
        awaitContent(log, LogWriter.DONE);
        awaitContent(log, "cannot rotate");
        TimeUnit.MILLISECONDS.sleep(600); // two more looks
        end(daemon);

        assertThat(content(log)).containsOnlyOnce("writer: cannot rotate " + log + ", which goes on growing: rename(");
        assertThat(content(log)).contains("line 4999 ");
    }

    private String reader() throws IOException {
        Path script = directory.resolve("reader.py");
        Files.writeString(script, READER);
        return "pipe|" + PYTHON + "|" + script + "|" + log;
    }

    private ProcessHandle awaitReader() throws InterruptedException {
        long most = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String script = directory.resolve("reader.py").toString();
        ProcessHandle found = null;
        while (found == null) {
            assertThat(System.nanoTime()).as("waiting for a reader").isLessThan(most);
            found = ProcessHandle.allProcesses()
                    .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                            .contains(script))
                    .findFirst()
                    .orElse(null);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return found;
    }

    @EachJava
    void nothing_is_lost_when_readers_are_killed(JavaHome java, ProcessScope scope) throws Exception {
        needs(scope, "read", PYTHON, "-c", "import os; os.splice");
        int kills = Math.max(2, ROUNDS * 2 / 5);
        int lines = (int) (kills * LIFE_MILLIS * PER_SECOND / 1000);
        ChildProcess launcher = writer(java, scope, reader(), "", lines).start();
        ObservedProcess daemon = daemonOf(launcher);
        for (int i = 0; i < kills; i++) {
            TimeUnit.MILLISECONDS.sleep(LIFE_MILLIS);
            assertThat(awaitReader().destroyForcibly()).isTrue();
        }
        awaitDone(LogWriter.DONE);
        assertThat(descriptor(daemon, 1).toString()).startsWith("pipe:");
        assertThat(descriptor(daemon, 2)).isEqualTo(descriptor(daemon, 1));
        ProcessHandle last = awaitReader();
        end(daemon);
        last.onExit().get(20, TimeUnit.SECONDS); // by the end of its file

        assertThat(err(launcher)).contains("out before ready\n");
        assertThat(everything()).contains("out before ready\nerr before ready\n", "started again (pid ");
        assertEachLineOnce(lines);
    }

    /** Who has no terminal of its own is not asked by one that goes away. */
    @EachJava
    void a_reader_outlives_the_terminal(JavaHome java, ProcessScope scope, PtyTerminal terminal) throws Exception {
        needs(scope, "read", PYTHON, "-c", "import os; os.splice");
        ChildProcess launcher = terminal.spawn(writer(java, scope, reader(), "", PER_SECOND));
        ObservedProcess daemon = daemonOf(launcher);
        ProcessHandle reader = awaitReader();
        terminal.hangUp();
        awaitDone(LogWriter.DONE);

        assertThat(reader.isAlive()).isTrue();
        assertThat(terminal.transcript().toString()).contains("out before ready");
        end(daemon);
        reader.onExit().get(20, TimeUnit.SECONDS);
        assertEachLineOnce(PER_SECOND);
    }

    @Test
    void a_reader_that_does_not_read_costs_output_and_not_the_daemon(ProcessScope scope) throws Exception {
        needs(scope, "read", PYTHON, "-c", "import os; os.splice");
        int lines = 30_000; // two pipes full
        ObservedProcess daemon =
                daemonOf(writer(JavaHome.running(), scope, reader(), "", lines).start());
        awaitDone("line 100 ");
        long reader = awaitReader().pid();
        run(scope, "kill", "-STOP", Long.toString(reader));
        TimeUnit.SECONDS.sleep(lines / PER_SECOND + 4); // no sign of it can come: nobody reads
        run(scope, "kill", "-CONT", Long.toString(reader));
        awaitDone(LogWriter.DONE);
        awaitDone(" bytes of output were dropped, because " + PYTHON + " did not read\n");
        end(daemon);

        assertThat(longestWait()).isBetween(3000L, 8000L);
    }

    @Test
    void a_reader_that_is_not_there_is_told_before_anything_is_started(ProcessScope scope) {
        ChildProcess launcher = writer(JavaHome.running(), scope, "pipe|no-such-reader|-x", "", 0)
                .start();

        assertThat(launcher.awaitExit().shellCode()).isOne();
        assertThat(err(launcher))
                .startsWith(
                        "writer: cannot start no-such-reader, which the daemon's output is to go to: no such program");
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void a_reader_that_ends_at_once_is_told_with_its_own_words(ProcessScope scope) {
        ChildProcess launcher = writer(JavaHome.running(), scope, "pipe|sh|-c|echo no space >&2; exit 3", "", 0)
                .start();
        ObservedProcess daemon = daemonOf(launcher);
        end(daemon);

        assertThat(err(launcher))
                .contains("sh, which the daemon's output goes to, exited with status 3; the daemon starts it again."
                        + " It said:\nno space\n");
    }
}
