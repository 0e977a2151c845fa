/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.linux.wire.Account.Counted;
import io.github.daemon4j.linux.wire.Account.Phase;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountTest {

    private static final Account ANY = new Account(
            Phase.RELOADING,
            LaunchMode.SYSTEMD,
            "4 clients; größte Last = 90 %\nzwei Zeilen",
            true,
            new Counted(3, 2, "config.yml:3: no such key"),
            new Counted(1, 1, ""),
            new Counted(2, 1, "no such jar"));

    private static Account read(byte[] bytes) {
        Account account = Account.parse(bytes, bytes.length);
        return account == null ? Account.starting(LaunchMode.INETD) : account;
    }

    @Test
    void it_says_everything_again() {
        assertThat(read(ANY.format(17))).isEqualTo(ANY);
        Account starting = Account.starting(LaunchMode.DETACHED);
        assertThat(read(starting.format(1))).isEqualTo(starting);
    }

    @Test
    void it_is_as_long_whatever_it_says() {
        assertThat(ANY.format(1)).hasSize(Account.BYTES);
        Counted wordy = new Counted(Long.MAX_VALUE, Long.MAX_VALUE, "x;=\n".repeat(5000));
        Account talkative =
                ANY.saying("ä".repeat(10_000)).reloaded(wordy).reopened(wordy).upgraded(wordy);

        assertThat(talkative.format(Long.MAX_VALUE)).hasSize(Account.BYTES);
        assertThat(read(talkative.format(2)).status()).startsWith("ää").hasSizeLessThan(1000);
    }

    @Test
    void what_was_read_while_it_was_written_is_not_believed() {
        byte[] torn = ANY.format(17);
        byte[] next = ANY.in(Phase.READY).format(18);
        System.arraycopy(next, 0, torn, 0, 10);

        assertThat(Account.parse(torn, torn.length)).isNull();
    }

    @Test
    void what_a_daemon_that_was_taken_over_writes_is_an_account_or_nothing() {
        Random random = new Random(42);
        byte[] whole = ANY.format(17);
        int none = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] forged = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                forged[random.nextInt(300)] = (byte) random.nextInt(256);
            }
            Account account = Account.parse(forged, random.nextInt(forged.length + 1));
            none += account == null ? 1 : 0;
        }
        assertThat(none).isBetween(1, 4999);
        byte[] noise = "\u0000".repeat(100).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Account.parse(noise, noise.length)).isNull();
        assertThat(Account.parse(new byte[0], 0)).isNull();
    }

    @Test
    void an_answer_is_counted() {
        Counted counted = Counted.NEVER.begin();
        assertThat(counted).isEqualTo(new Counted(1, 0, ""));
        assertThat(counted.end("broken")).isEqualTo(new Counted(1, 1, "broken"));
        assertThat(counted.end("broken").begin().end("")).isEqualTo(new Counted(2, 2, ""));
    }
}
