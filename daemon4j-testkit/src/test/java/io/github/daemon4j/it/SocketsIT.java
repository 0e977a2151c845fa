/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that a daemon did not open itself. */
@DaemonTest
class SocketsIT {

    @TempDir
    private Path directory;

    private static ChildJvm.Builder server(JavaHome java, ProcessScope scope, String... words) {
        return scope.jvm(ListeningServer.class)
                .javaHome(java.path())
                .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .arguments(words);
    }

    private static String answer(SocketAddress address) throws IOException {
        StandardProtocolFamily family = address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : ((InetSocketAddress) address).getAddress() instanceof java.net.Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET;
        try (SocketChannel client = SocketChannel.open(family)) {
            client.connect(address);
            ByteBuffer read = ByteBuffer.allocate(100);
            while (client.read(read) >= 0 && read.hasRemaining()) {
                continue;
            }
            return new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    @EachJava
    void a_daemon_started_from_a_terminal_serves_on_the_sockets_its_launcher_bound(
            JavaHome java, PtyTerminal terminal, ProcessScope scope) throws IOException {
        int http = Ports.free();
        int admin = Ports.free();
        Path report = directory.resolve("report");
        Path script = directory.resolve("start");
        List<String> quoted = new ArrayList<>();
        for (String word : server(
                        java,
                        scope,
                        "detach",
                        "listen:http=*/" + http,
                        "listen:admin=127.0.0.1/" + admin,
                        "report:" + report)
                .command()) {
            quoted.add("'" + word + "'");
        }
        Files.writeString(script, "exec " + String.join(" ", quoted) + "\n");
        ChildProcess shell = terminal.shell();

        terminal.type("sh " + script + "; echo status=$?\n");
        terminal.awaitText("status=0\n");

        String all = answer(loopback(http));
        long daemon = Long.parseLong(all.substring(all.indexOf(' ') + 1).trim());
        assertThat(all).startsWith("http ");
        assertThat(answer(new InetSocketAddress(InetAddress.getByName("::1"), http)))
                .as("IPv6 as well")
                .isEqualTo(all);
        assertThat(answer(loopback(admin))).isEqualTo("admin " + daemon + "\n");
        Proc proc = new Proc(daemon);
        assertThat(proc.session()).isNotEqualTo(shell.pid());
        assertThat(proc.link("fd/3")).startsWith("socket:");
        assertThat(proc.link("fd/4")).startsWith("socket:");
        assertThat(content(report))
                .contains("3 to 4 (to listen on: http:admin)")
                .contains("nothing in it is meant for another process");
        scope.command("kill", Long.toString(daemon)).start().awaitExit();
    }
}
