/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.libc.Descriptor;
import io.github.daemon4j.linux.proc.HeldProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that are taken of a process which may have put anything in their place. */
class PredecessorIT {

    /** Opens sockets, becomes a process that was given them from 3 on, and waits for the end of its input. */
    private static final String PROCESS = """
            import os, socket, sys
            def tcp(listens):
                s = socket.socket()
                s.bind(('127.0.0.1', 0))
                if listens:
                    s.listen()
                return s
            def unix(path):
                s = socket.socket(socket.AF_UNIX)
                s.bind(path)
                s.listen()
                return s
            directory = sys.argv[1]
            given = [tcp(True), tcp(False), tcp(True), unix(directory + '/a'), unix(directory + '/b'), unix(directory + '/c')]
            names = ['good', 'deaf', 'elsewhere', 'unix', 'other', 'gone']
            os.unlink(directory + '/c')
            high = [os.dup2(s.fileno(), 100 + i) for i, s in enumerate(given)]
            for i, number in enumerate(high):
                os.dup2(number, 3 + i, True)
            os.dup2(os.open('/dev/null', os.O_RDONLY), 3 + len(given), True)
            print(' '.join(str(s.getsockname()[1]) for s in given[:3]), flush=True)
            os.execve('/bin/cat', ['cat'], {'LISTEN_FDS': str(len(given)), 'LISTEN_FDNAMES': ':'.join(names)})
            """;

    @TempDir
    private Path directory;

    @Test
    void only_what_listens_where_it_is_to_listen_is_taken() throws IOException {
        Process process = new ProcessBuilder("python3", "-c", PROCESS, directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertTakesOnlyThose(process);
        } finally {
            process.destroyForcibly();
        }
    }

    private void assertTakesOnlyThose(Process process) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        String[] ports = Objects.requireNonNull(line, "three ports").split(" ", -1);
        process.getOutputStream().write("it has become cat\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        process.getInputStream().read();
        Map<String, SocketAddress> asked = new LinkedHashMap<>();
        asked.put("good", at(Integer.parseInt(ports[0])));
        asked.put("deaf", at(Integer.parseInt(ports[1])));
        asked.put("elsewhere", at(Integer.parseInt(ports[0])));
        asked.put("unix", UnixDomainSocketAddress.of(directory.resolve("a")));
        asked.put("other", UnixDomainSocketAddress.of(directory.resolve("a")));
        asked.put("gone", UnixDomainSocketAddress.of(directory.resolve("c")));

        try (HeldProcess held = Objects.requireNonNull(HeldProcess.open(process.pid()));
                Predecessor serving = Predecessor.serving(held, asked);
                Predecessor ending = Predecessor.of(held, asked)) {
            assertThat(serving.problem()).isNull();
            assertTakes(serving, "good", true);
            assertTakes(serving, "deaf", false);
            assertTakes(serving, "elsewhere", false);
            assertTakes(serving, "unix", true);
            assertTakes(serving, "other", false);
            assertTakes(serving, "gone", false);
            assertTakes(ending, "good", true);
            assertTakes(ending, "unix", false);
        }
        assertThat(Files.exists(directory.resolve("a"))).isTrue();
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void assertTakes(Predecessor predecessor, String name, boolean takes) {
        try (Descriptor taken = predecessor.take(name)) {
            assertThat(taken != null).as("%s is taken", name).isEqualTo(takes);
        }
    }
}
