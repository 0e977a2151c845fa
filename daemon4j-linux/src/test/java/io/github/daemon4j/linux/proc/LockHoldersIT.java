/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.Descriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

    /** fcntl(fd, F_OFD_SETLK, F_WRLCK) of one byte for each descriptor; a child has them too, and ends with its parent. */
    private static final String LOCK = """
            import fcntl, json, os, struct, sys
            fds = [os.open(sys.argv[1], os.O_RDWR)]
            for byte in json.loads(sys.argv[2]):
                fds.append(os.open(sys.argv[1], os.O_RDWR))
                fcntl.fcntl(fds[-1], 37, struct.pack('hhqqi4x', 1, 0, byte, 1, 0))
            read, write = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(write)
                os.read(read, 1)
                os._exit(0)
            print(child, flush=True)
            sys.stdin.readline()
            """;

    /** Locks these bytes, each by an open file description of its own. */
    private Holder holder(Path file, int... bytes) throws Exception {
        Process parent = children.start("python3", "-c", LOCK, file.toString(), Arrays.toString(bytes));
        return new Holder(parent.pid(), Long.parseLong(Children.firstLine(parent)));
    }

    private record Holder(long pid, long child) {}

    @Test
    void who_holds_the_lock_is_found_with_who_has_inherited_it_whatever_the_name_of_the_file_is_now() throws Exception {
        Path file = Files.createFile(directory.resolve("x.lock"));
        Holder holder = holder(file, 0);
        holder(Files.createFile(directory.resolve("y.lock")), 0);
        Path renamed = Files.move(file, directory.resolve("z"));
        long device = number(renamed, "dev");
        long inode = number(renamed, "ino");

        assertThat(LockHolders.of(device, inode, 0))
                .startsWith(holder.pid())
                .containsExactlyInAnyOrder(holder.pid(), holder.child());
        assertThat(LockHolders.of(device + 1, inode, 0)).isEmpty();
    }

    @Test
    void who_only_looks_at_the_file_or_has_another_lock_too_is_not_meant() throws Exception {
        Path file = Files.createFile(directory.resolve("x.lock"));
        long device = number(file, "dev");
        long inode = number(file, "ino");
        holder(file);
        holder(file, 0, 1);

        assertThat(LockHolders.of(device, inode, 0)).isEmpty();
        assertThat(LockHolders.of(device, inode, 1)).isEmpty();
    }

    /** As an upgrade takes a daemon's lock, and makes sure of it: the daemon chooses what it has open under a number. */
    @Test
    void a_lock_that_is_taken_by_its_descriptor_is_known_from_another_one_of_the_same_file() throws Exception {
        Path file = Files.createFile(directory.resolve("x.lock"));
        long device = number(file, "dev");
        long inode = number(file, "ino");
        Holder holder = holder(file, 4, 0);
        int number = LockHolders.descriptor(holder.pid(), device, inode, 0);

        try (HeldProcess held = Objects.requireNonNull(HeldProcess.open(holder.pid()));
                Descriptor taken = held.descriptor(number);
                Descriptor ofOther = held.descriptor(LockHolders.descriptor(holder.pid(), device, inode, 4));
                Descriptor own = Descriptor.open(file.toString(), Descriptor.O_RDWR)) {
            assertThat(LockHolders.isHeldHere(taken.number(), device, inode, 0)).isTrue();
            assertThat(LockHolders.isHeldHere(taken.number(), device, inode + 1, 0))
                    .as("another file")
                    .isFalse();
            assertThat(LockHolders.isHeldHere(ofOther.number(), device, inode, 0))
                    .as("the file, with another lock")
                    .isFalse();
            assertThat(LockHolders.isHeldHere(own.number(), device, inode, 0))
                    .as("the file, without a lock")
                    .isFalse();
        }
        assertThat(LockHolders.oneOf(device, inode, 4)).isIn(holder.pid(), holder.child());
        assertThat(LockHolders.descriptor(holder.pid(), device, inode, 1)).isEqualTo(-1);
    }
}
