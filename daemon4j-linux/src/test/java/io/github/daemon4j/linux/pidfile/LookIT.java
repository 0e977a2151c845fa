/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.pidfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.linux.control.RunningDaemon;
import io.github.daemon4j.linux.files.Place;
import io.github.daemon4j.linux.files.Whom;
import io.github.daemon4j.linux.libc.DaemonSpawn;
import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.libc.ErrnoException;
import io.github.daemon4j.linux.libc.OwnIds;
import io.github.daemon4j.linux.libc.Signals;
import io.github.daemon4j.linux.proc.HeldProcess;
import io.github.daemon4j.linux.proc.Neighbour;
import io.github.daemon4j.spi.StopSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pid files and locks that others have a hand in, step by step: what happens between two steps, a test does here. */
class LookIT {

    private static final int STRANGER = 65534;

    @TempDir
    private Path temporary;

    private Path directory;
    private Path file;

    @BeforeEach
    void useRealName() throws IOException {
        directory = temporary.toRealPath();
        file = directory.resolve("server.pid");
    }

    private static Place place(Path path) {
        return Place.of(path, Whom.own(Whom.Use.LOOK));
    }

    private static Path toStranger(Path path) throws IOException {
        assumeTrue(OwnIds.geteuid() == 0, "not run: only root may give a file to somebody else");
        Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
        return path;
    }

    /** As the launcher of this JVM would write it. */
    private static Path namingThisJvm(Path path) throws IOException {
        return Files.write(path, HeldPidFile.own(Kept.NOTHING).format());
    }

    private static Path namingSomebodyGone(Path path) throws IOException {
        PidFileContent own = HeldPidFile.own(Kept.NOTHING);
        return Files.write(
                path,
                new PidFileContent(own.pid(), own.startTicks() + 1, own.bootId(), own.pidNamespace(), Kept.NOTHING)
                        .format());
    }

    @Test
    void what_is_judged_is_the_file_that_was_read_and_not_what_has_its_name_by_now() throws IOException {
        Path theirs = toStranger(Files.createDirectory(directory.resolve("theirs")));
        Path forged = toStranger(namingThisJvm(theirs.resolve("server.pid")));
        try (Place place = place(forged)) {
            PidFileSeen seen = PidFileSeen.read(place);
            Files.move(forged, theirs.resolve("aside"));
            namingThisJvm(forged); // of root's, who may name it

            try (Look look = seen.withoutLock()) {
                assertThat(look.distrust()).contains("it names pid ", "of uid 0", "belongs to uid " + STRANGER);
                assertThat(look.process()).isNull();
            }
        }
    }

    @Test
    void a_strangers_lock_beside_it_says_nothing_about_a_daemon() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Path pidFile = namingSomebodyGone(shared.resolve("server.pid"));
        Path lockFile = toStranger(Files.createFile(PidFile.lockOf(pidFile)));
        Files.setAttribute(shared, "unix:mode", 01777);
        try (Place place = place(pidFile);
                LockFile lock = LockFile.openOrMake(place(lockFile))) {
            assertThat(lock.tryLive()).isTrue();
            assertThat(lock.tryStart()).isTrue();

            try (Look look = Look.at(place)) {
                assertThat(look.status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
                assertThat(look.isLocked()).isFalse();
            }
            Files.delete(pidFile);
            try (Look look = Look.at(place)) {
                assertThat(look.status()).isEqualTo(DaemonStatus.NOT_RUNNING);
            }
        }
    }

    @Test
    void whoever_removes_the_files_is_taken_for_no_daemon() throws IOException {
        namingSomebodyGone(file);
        try (Place place = place(file);
                LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX))) {
            assertThat(lock.tryRemove()).isTrue();

            try (Look look = Look.at(place)) {
                assertThat(look.status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
                assertThat(look.isLocked()).isFalse();
            }
        }
    }

    /** In a container that shows a boot id of its own, for a unit that has a {@code /proc} of its own. */
    @Test
    void a_daemon_that_saw_another_boot_id_is_known_by_its_lock() throws IOException {
        PidFileContent own = HeldPidFile.own(Kept.NOTHING);
        String otherBoot = "00000000-0000-0000-0000-000000000000";
        Files.write(
                file,
                new PidFileContent(own.pid(), own.startTicks(), otherBoot, own.pidNamespace(), Kept.NOTHING).format());
        try (Place place = place(file)) {
            try (Look look = Look.at(place)) {
                assertThat(look.status()).isEqualTo(DaemonStatus.DEAD_WITH_PID_FILE);
            }
            try (LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX))) {
                assertThat(lock.tryLive()).isTrue();
                try (Look look = Look.at(place)) {
                    assertThat(look.status()).isEqualTo(DaemonStatus.RUNNING);
                    HeldProcess process = look.process();
                    assertThat(process == null ? 0 : process.pid()).isEqualTo(own.pid());
                }
                Files.writeString(file, Files.readString(file).replace("start=" + own.startTicks(), "start=1"));
                try (Look look = Look.at(place)) {
                    assertThat(look.process())
                            .as("another process than the file means")
                            .isNull();
                }
            }
        }
    }

    @Test
    void whoever_asks_is_not_led_to_roots_file_by_a_strangers_link() throws IOException {
        Path roots = Files.createDirectory(directory.resolve("roots"));
        Path pidFile = namingThisJvm(roots.resolve("server.pid"));
        Path theirs = toStranger(Files.createDirectory(directory.resolve("theirs")));
        Path through = toStranger(Files.createSymbolicLink(theirs.resolve("link"), roots));
        Path last = toStranger(Files.createSymbolicLink(theirs.resolve("server.pid"), pidFile));

        assertThat(new RunningDaemon(pidFile).look().status())
                .as("by its own name")
                .isEqualTo(DaemonStatus.RUNNING);
        assertNotFollowed(through.resolve("server.pid"), "the symbolic link " + through);
        assertNotFollowed(last, "it is a symbolic link");
    }

    private static void assertNotFollowed(Path path, String why) {
        RunningDaemon daemon = new RunningDaemon(path);
        assertThat(daemon.look().status()).isEqualTo(DaemonStatus.UNKNOWN);
        assertThatThrownBy(() -> daemon.stop(StopSchedule.of(Duration.ZERO), null))
                .isInstanceOf(DaemonException.class)
                .hasMessageContainingAll(path.toString(), why);
    }

    @Test
    void the_undo_of_a_start_removes_nothing_that_it_was_refused() throws IOException {
        PidFile pidFile = PidFile.acquire(file, Duration.ofSeconds(1));
        Files.createSymbolicLink(file, Path.of("/dev/null"));

        assertThatThrownBy(() -> pidFile.reserve(Kept.NOTHING)).isInstanceOf(DaemonException.class);
        pidFile.remove();
        pidFile.close();

        assertThat(file).isSymbolicLink();
        assertThat(PidFile.lockOf(file)).doesNotExist();
    }

    @Test
    void the_undo_of_a_start_removes_nothing_that_somebody_has_put_in_the_place_of_its_file() throws IOException {
        PidFile pidFile = PidFile.acquire(file, Duration.ofSeconds(1));
        pidFile.reserve(Kept.NOTHING);
        Files.delete(file);
        Files.writeString(file, "precious\n");

        pidFile.remove();
        pidFile.close();

        assertThat(file).hasContent("precious\n");
        assertThat(PidFile.lockOf(file)).doesNotExist();
    }

    /** Its owner can put anything in the place of a pid file, when the daemon ends, and it must end all the same. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_daemon_at_its_end_opens_no_fifo_and_knows_no_strangers_file_for_its_own() throws Exception {
        HeldPidFile held = new HeldPidFile(namingThisJvm(file), -1);
        assertThat(held.namesThis()).isTrue();

        toStranger(file);
        assertThat(held.namesThis()).isFalse();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(held.namesThis()).isFalse();
    }

    /** A descriptor of the lock can be sent to anybody, who then holds it; but nobody comes into a session from outside. */
    @Test
    void who_holds_the_lock_of_a_keeper_that_has_ended_is_the_daemon_only_in_the_keepers_session() throws Exception {
        int holder;
        try (Place place = place(file);
                LockFile lock = LockFile.openOrMake(place.beside(LockFile.SUFFIX))) {
            assertThat(lock.tryLive()).isTrue();
            holder = sleepWith(lock.daemon());
        }
        try (HeldProcess left = Objects.requireNonNull(HeldProcess.open(holder))) {
            try {
                long session =
                        Objects.requireNonNull(Neighbour.of(left.procPid())).sessionId();
                assertThat(session).isPositive();
                assertFoundWithKeeperOf(session, holder);
                assertFoundWithKeeperOf(session + 1, 0);
            } finally {
                left.trySignal(Signals.SIGKILL);
            }
        }
    }

    /** In a session of its own, whatever this JVM's is: that may be one outside of the pid namespace, which is 0. */
    private static int sleepWith(Descriptor lock) throws ErrnoException {
        try (Descriptor output = Descriptor.open("/dev/null", Descriptor.O_WRONLY)) {
            return DaemonSpawn.spawn(new DaemonSpawn.Request(
                    ascii("/bin/sleep"),
                    List.of(ascii("sleep"), ascii("60")),
                    List.of(),
                    ascii("/"),
                    027,
                    DaemonSpawn.NO_INPUT,
                    output.number(),
                    output.number(),
                    List.of(new DaemonSpawn.Passed(lock.number(), 3)),
                    DaemonSpawn.Privileges.UNCHANGED));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param found the pid; 0 if nobody is to be */
    private void assertFoundWithKeeperOf(long session, long found) throws IOException {
        PidFileContent own = HeldPidFile.own(new Kept(null, -1, session, null));
        Files.write(
                file,
                new PidFileContent(own.pid(), own.startTicks() + 1, own.bootId(), own.pidNamespace(), own.kept())
                        .format());
        try (Place place = place(file);
                Look look = Look.at(place)) {
            assertThat(look.isLocked()).isTrue();
            assertThat(look.isKeeperGone()).isEqualTo(found > 0);
            assertThat(look.process() == null ? 0 : look.process().pid()).isEqualTo(found);
        }
    }
}
