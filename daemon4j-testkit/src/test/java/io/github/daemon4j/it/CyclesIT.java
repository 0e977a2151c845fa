/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.StopResult;
import io.github.daemon4j.testkit.DaemonTest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** Start and stop again and again: what one cycle leaves behind, a thousand pile up. */
@DaemonTest
@InRounds
class CyclesIT {

    private static final int ROUNDS = Starts.rounds();

    @TempDir
    private Path directory;

    private final Set<Long> pids = new TreeSet<>();
    private final Set<String> locked = new TreeSet<>();

    @EachJava
    void nothing_is_left_of_any_cycle(JavaHome java) throws Exception {
        try (Starts starts = new Starts(java, directory)) {
            cycle(starts, 0);
            cycle(starts, 1);
            int descriptors = ownDescriptors();
            int threads = Thread.activeCount();
            for (int i = 2; i < ROUNDS; i++) {
                cycle(starts, i);
                starts.forget();
            }

            assertThat(ownDescriptors()).as("descriptors of who asks").isLessThanOrEqualTo(descriptors);
            assertThat(Thread.activeCount()).as("threads of who asks").isLessThanOrEqualTo(threads);
            assertThat(namesIn(starts.jna())).as("JNA's directories").isEmpty();
            assertThat(namesIn(starts.temporary())).as("temporary files").isEmpty();
            assertThat(performanceData())
                    .as("performance data of JVMs that are gone")
                    .isEmpty();
            await("no lock is left", this::noneIsLocked);
        }
    }

    /** Ended by the verb and by who uses the library, in turn. */
    private void cycle(Starts starts, int round) throws IOException, InterruptedException {
        Starts.Launch start = starts.begin("command:start");
        long pid = start.await().requireSuccess().pid();
        pids.add(start.pid());
        pids.add(pid);
        for (Path file : List.of(starts.pidFile(), starts.lockFile())) {
            if (Files.exists(file)) {
                locked.add(":" + Files.getAttribute(file, "unix:ino") + " ");
            }
        }
        if (round % 2 == 0) {
            Starts.Launch stop = starts.begin("command:stop");
            assertThat(stop.await().requireSuccess().pid()).isEqualTo(pid);
            pids.add(stop.pid());
        } else {
            DaemonControl control = DaemonControl.of(starts.pidFile());
            assertThat(control.status().exitCode()).isZero();
            StopResult result = control.stop(Duration.ofSeconds(30));
            assertThat(result.pid()).isEqualTo(pid);
            assertThat(result.outcome()).isEqualTo(StopResult.Outcome.TERMINATED);
        }
        starts.assertNothingLeft();
    }

    /** Of the files of this test, whose inodes may be another file's by now: that one's lock goes away as well. */
    private boolean noneIsLocked() {
        String locks = content(Path.of("/proc/locks"));
        return locked.stream().noneMatch(locks::contains);
    }

    private static int ownDescriptors() {
        System.gc(); // a process of java.lang closes its streams when they are collected
        return new Proc(ProcessHandle.current().pid()).descriptors().size();
    }

    private static List<String> namesIn(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    /** HotSpot makes a file for each JVM, always in /tmp, and removes it at an orderly end. */
    private List<Path> performanceData() {
        Path directory = Path.of("/tmp", "hsperfdata_" + System.getProperty("user.name"));
        return pids.stream()
                .map(pid -> directory.resolve(Long.toString(pid)))
                .filter(file -> Files.exists(file)
                        && ProcessHandle.of(Long.parseLong(file.getFileName().toString()))
                                .isEmpty())
                .toList();
    }
}
