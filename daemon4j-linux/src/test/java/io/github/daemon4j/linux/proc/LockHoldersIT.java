/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.ProcessInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockHoldersIT {

    private final Children children = new Children();

    @TempDir
    Path directory;

    @AfterEach
    void endChildren() {
        children.close();
    }

    private static long number(Path file, String attribute) throws Exception {
        return ((Number) Files.getAttribute(file, "unix:" + attribute)).longValue();
    }

    private Process holder(Path file) throws Exception {
        Process shell = children.start("sh", "-c", "exec 3<\"$0\"; echo up; read line", file.toString());
        assertThat(Children.firstLine(shell)).isEqualTo("up");
        return shell;
    }

    @Test
    void who_has_the_file_open_is_found_oldest_first_whatever_its_name_is_now() throws Exception {
        Path file = Files.createFile(directory.resolve("x.lock"));
        Process older = holder(file);
        Children.await("another tick", () -> ticksNow() > ticks(older), () -> ticks(older));
        Process newer = holder(file);
        Process other = holder(Files.createFile(directory.resolve("y.lock")));
        Path renamed = Files.move(file, directory.resolve("z"));
        long device = number(renamed, "dev");
        long inode = number(renamed, "ino");

        assertThat(LockHolders.of(device, inode).pids()).containsExactly(older.pid(), newer.pid());
        assertThat(LockHolders.holding(older.pid(), device, inode)).isEqualTo(LockHolders.Holding.YES);
        assertThat(LockHolders.holding(other.pid(), device, inode)).isEqualTo(LockHolders.Holding.NO);
        assertThat(LockHolders.of(device + 1, inode).pids()).isEmpty();
        newer.destroyForcibly().waitFor();
        assertThat(LockHolders.holding(newer.pid(), device, inode)).isEqualTo(LockHolders.Holding.NO);
    }

    @Test
    void a_list_says_whether_every_process_could_be_looked_at() throws Exception {
        assumeThat(ProcessInfo.current().effectiveUid())
                .as("looks of other users not tested: only root can become one")
                .isZero();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> look = Children.java(directory, LookForHolders.class);

        assertThat(run(List.of("unshare", "--pid", "--fork", "--mount-proc"), look))
                .isEqualTo("true\n");
        assertThat(run(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), look))
                .isEqualTo("false\n");
    }

    private String run(List<String> as, List<String> look) throws Exception {
        List<String> command = new ArrayList<>(as);
        command.addAll(look);
        return children.run(command.toArray(new String[0]));
    }

    private static long ticks(Process process) {
        return Objects.requireNonNull(Neighbour.of(process.pid())).startTicks();
    }

    /** A process that starts now has at least this start tick. */
    private static long ticksNow() {
        try {
            Process probe = new ProcessBuilder("true").start();
            ProcessInfo seen = ProcessInfo.of(probe.pid()).orElseThrow();
            probe.waitFor();
            return seen.startTicks();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
