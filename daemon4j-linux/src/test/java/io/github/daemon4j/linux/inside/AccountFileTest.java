/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.wire.Account;
import io.github.daemon4j.linux.wire.Account.Phase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon does, as it says itself. */
class AccountFileTest {

    @TempDir
    private Path directory;

    private RandomAccessFile open;
    private Path file;
    private AccountFile account;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("account");
        open = new RandomAccessFile(file.toFile(), "rw");
        account = new AccountFile(descriptor(), LaunchMode.DETACHED);
    }

    @AfterEach
    void close() throws IOException {
        open.close();
    }

    private int descriptor() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(each -> each.toFile().exists())
                    .filter(this::isAccount)
                    .mapToInt(each -> Integer.parseInt(each.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private boolean isAccount(Path descriptor) {
        try {
            return Files.isSameFile(descriptor, file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private Phase phase() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Objects.requireNonNull(Account.parse(bytes, bytes.length)).phase();
    }

    @Test
    void a_reload_ends_in_what_it_was_before() throws IOException {
        account.beginReload();
        assertThat(phase()).isEqualTo(Phase.RELOADING);
        account.endReload("");
        assertThat(phase()).as("it does not serve yet").isEqualTo(Phase.STARTING);

        account.ready(null);
        account.beginReload();
        account.endReload("no such key");
        assertThat(phase()).isEqualTo(Phase.READY);

        account.stopping(true);
        account.beginReload();
        account.endReload("");
        assertThat(phase()).isEqualTo(Phase.STOPPING);
    }

    @Test
    void what_happens_during_a_reload_is_not_undone_by_its_end() throws IOException {
        account.beginReload();
        account.ready(null);
        account.endReload("");
        assertThat(phase()).isEqualTo(Phase.READY);

        account.beginReload();
        account.stopping(true);
        account.endReload("");
        assertThat(phase()).isEqualTo(Phase.STOPPING);
    }
}
