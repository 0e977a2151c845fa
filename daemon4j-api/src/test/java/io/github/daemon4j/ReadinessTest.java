/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at a condition finds; how a spawned program is waited for, ReadinessIT has. */
class ReadinessTest {

    private static final String HEAD = "HTTP/1.1 ";

    @TempDir
    private Path directory;

    private static void finds(Readiness readiness, boolean isReady, String seen) {
        Readiness.Look look = readiness.look();
        assertThat(look.seen()).isEqualTo(seen);
        assertThat(look.isReady()).isEqualTo(isReady);
    }

    @Test
    void the_first_line_of_a_log_is_told_and_whether_it_is_finished() throws IOException {
        Path log = directory.resolve("log");
        Readiness serves = Readiness.log(log, "serves");
        finds(serves, false, "no \"serves\" in " + log);
        Files.writeString(log, "begins\n");
        finds(serves, false, "no \"serves\" in " + log);
        Files.writeString(log, "begins\nserves at \u00fc");
        finds(serves, true, "serves at \u00fc");
        Files.writeString(log, "begins\nserves at \u00fc \nserves well\n");
        finds(serves, true, "serves at \u00fc \n");
    }

    @Test
    void what_stood_in_a_log_before_does_not_count() throws IOException {
        Path log = directory.resolve("log");
        Files.writeString(log, "serves\n");
        PrintedLog printed = PrintedLog.fromNow(log);
        assertThat(PrintedLog.look(printed, "serves", "it").isReady()).isFalse();
        assertThat(printed.lastLine()).isEmpty();
        Files.writeString(log, "serves\nbegins\n\n serves 2 \n\n");
        assertThat(PrintedLog.look(printed, "serves", "it").seen()).isEqualTo(" serves 2 \n");
        assertThat(printed.lastLine()).isEqualTo("serves 2");
        Files.writeString(log, "");
        assertThat(PrintedLog.look(printed, "serves", "it").isReady())
                .as("after it was truncated")
                .isFalse();
    }

    @Test
    void no_line_is_waited_for_that_every_log_has_or_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> Readiness.log(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Readiness.log(directory, "two\nlines"));
    }

    /** What a look finds at a server that says this to whoever asks. */
    private static Readiness.Look at(String answer) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> answer(server, answer));
            answers.start();
            Readiness.Look look = Readiness.http(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                    .look();
            answers.join();
            return look;
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            in.read(new byte[4096]);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            if (answer.endsWith("event\r\n")) {
                in.read(); // says no more until the client has gone
            }
        } catch (IOException gone) {
            return;
        }
    }

    @Test
    void the_body_of_an_answer_is_told() throws Exception {
        Readiness.Look look = at(HEAD + "200 OK\r\nContent-Length: 7\r\n\r\nis \u00fcp\n");
        assertThat(look.seen()).isEqualTo("is \u00fcp\n");
        assertThat(look.isReady()).isTrue();
        assertThat(at(HEAD + "204 No Content\r\n\r\n").isReady()).isTrue();
    }

    @Test
    void a_body_that_goes_on_is_an_answer_and_one_that_breaks_off_is_none() throws Exception {
        Readiness.Look look = at(HEAD + "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n");
        assertThat(look.seen()).isEqualTo("event");
        assertThat(look.isReady()).isTrue();
        assertThat(at(HEAD + "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nev")
                        .isReady())
                .isFalse();
    }

    @Test
    void an_answer_that_is_no_success_is_told_with_its_first_line_as_it_may_be_printed() throws Exception {
        Readiness.Look look = at(HEAD + "503 No\r\nContent-Length: 14\r\n\r\n\u001b[2Jdown\nmore\n");
        assertThat(look.isReady()).isFalse();
        assertThat(look.seen()).endsWith("/ answers with status 503: ?[2Jdown");
    }

    @Test
    void what_only_the_caller_can_tell_is_asked_again_until_it_holds() throws Exception {
        Iterator<Boolean> answers = List.of(false, false, true).iterator();
        Readiness.Look look = Readiness.of("the registration", answers::next).await(Duration.ofSeconds(30));
        assertThat(look.isReady()).isTrue();
        assertThat(answers.hasNext()).isFalse();
    }

    @Test
    void a_wait_that_takes_too_patiencetells_for_what_and_what_was_seen_last() {
        Path file = directory.resolve("file");
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Readiness.of("the registration", () -> true)
                        .and(Readiness.file(file))
                        .await(Duration.ofMillis(100)))
                .withMessage(
                        "waited 0.1 s for the registration, and the file " + file + "; seen last: no file " + file);
    }

    @Test
    void what_the_caller_throws_ends_the_wait() {
        Duration patience = Duration.ofMinutes(5);
        assertThatIllegalStateException()
                .isThrownBy(() -> Readiness.of("it", ReadinessTest::isDisposed).await(patience))
                .withMessage("disposed");
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(() -> Readiness.of("it", ReadinessTest::isGone).await(patience))
                .withMessage("it could not be known about it: java.io.IOException: gone")
                .withCauseInstanceOf(IOException.class);
    }

    private static boolean isDisposed() {
        throw new IllegalStateException("disposed");
    }

    private static boolean isGone() throws IOException {
        throw new IOException("gone");
    }
}
