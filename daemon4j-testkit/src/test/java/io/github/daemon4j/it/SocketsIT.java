/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that a daemon did not open itself. */
@DaemonTest
class SocketsIT {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int ANSWER_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private static ChildJvm.Builder server(JavaHome java, ProcessScope scope, String... words) {
        return scope.jvm(ListeningServer.class).javaHome(java.path()).arguments(words);
    }

    private static String answer(SocketAddress address) throws IOException {
        StandardProtocolFamily family = address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : ((InetSocketAddress) address).getAddress() instanceof java.net.Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET;
        try (Selector selector = Selector.open();
                SocketChannel client = SocketChannel.open(family)) {
            client.connect(address);
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
            ByteBuffer read = ByteBuffer.allocate(100);
            while (client.read(read) >= 0 && read.hasRemaining()) {
                selector.selectedKeys().clear();
                assertThat(selector.select(ANSWER_MILLIS))
                        .as("an answer from %s", address)
                        .isPositive();
            }
            return new String(read.array(), 0, read.position(), StandardCharsets.UTF_8);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @EachJava
    @JdkDependent("its channels")
    void a_daemon_started_from_a_terminal_serves_on_the_sockets_its_launcher_bound(
            JavaHome java, PtyTerminal terminal, ProcessScope scope) throws IOException {
        int http = ProcessScope.freePort();
        int admin = ProcessScope.freePort();
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
        assertThat(answer(new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), http)))
                .as("IPv6 as well")
                .isEqualTo(all);
        assertThat(answer(loopback(admin))).isEqualTo("admin " + daemon + "\n");
        Proc proc = new Proc(daemon);
        assertThat(proc.session()).isNotEqualTo(shell.pid());
        assertThat(proc.link("fd/3")).startsWith("socket:");
        assertThat(proc.link("fd/4")).startsWith("socket:");
        assertThat(awaitContent(report, "15 "))
                .contains("3 to 4 (to listen on), 5 (pipe to the launcher)")
                .contains("nothing in it is meant for another process");
        scope.command("kill", Long.toString(daemon)).start().awaitExit();
    }

    @EachJava
    void a_busy_port_is_told_before_a_jvm_is_started(JavaHome java, ProcessScope scope) throws IOException {
        Path pidFile = directory.resolve("server.pid");
        Path socket = directory.resolve("first.sock");
        Path classes = directory.resolve("classes");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = busy.getLocalPort();
            ChildJvm launcher = server(
                            java,
                            scope,
                            "detach",
                            "pid:" + pidFile,
                            "listen:first=" + socket,
                            "listen:http=127.0.0.1/" + port)
                    .environment("DAEMON4J_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes)
                    .start();

            assertThat(launcher.awaitExit().shellCode()).isEqualTo(1);
            launcher.awaitEndOfOutput();
            assertThat(err(launcher))
                    .isEqualTo("server: cannot listen on 127.0.0.1:" + port
                            + " (socket \"http\"): bind failed: EADDRINUSE (Address already in use); somebody else listens"
                            + " there (ss -tlp names him to root): end that, or take another address\n");
        }
        assertThat(pidFile).as("nothing is left of the start").doesNotExist();
        assertThat(socket).as("nothing is left of the start").doesNotExist();
        assertThat(classes).as("no JVM was started").doesNotExist();
    }

    @EachJava
    void a_daemon_that_is_nobody_has_a_port_of_roots_and_a_socket_of_its_own(JavaHome java, ProcessScope scope)
            throws IOException {
        needsRoot("bind a low port for another user");
        needs(scope, "have a user nobody", "getent", "passwd", "nobody");
        Neighbour.open(directory);
        Path socket = directory.resolve("server.sock");
        int port = lowPort();

        ObservedProcess daemon = daemonOf(server(
                        java,
                        scope,
                        "detach",
                        "user:nobody",
                        "umask:0007",
                        "listen:http=127.0.0.1/" + port,
                        "listen:admin=" + socket)
                .start());

        assertThat(answer(loopback(port))).isEqualTo("http " + daemon.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(socket))).isEqualTo("admin " + daemon.pid() + "\n");
        assertThat(Proc.of(daemon).status("Uid")).matches("(65534\\s*){4}");
        assertThat(Files.getAttribute(socket, "unix:uid")).isEqualTo(65534);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rwxrwx---");

        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(socket).as("it may not write to the directory").exists();

        ObservedProcess next = daemonOf(server(java, scope, "detach", "user:nobody", "listen:admin=" + socket)
                .start());
        assertThat(answer(UnixDomainSocketAddress.of(socket))).isEqualTo("admin " + next.pid() + "\n");
    }

    private static int lowPort() {
        int port = 600;
        while (!isFree(port)) {
            port++;
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @EachJava
    void who_may_not_bind_a_low_port_is_told_the_cure(JavaHome java, ProcessScope scope) throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Neighbour.open(directory);
        Neighbour.open(tools);
        Neighbour neighbour = new Neighbour(scope, tools);
        Path temporary = Neighbour.directory(directory.resolve("tmp"), Neighbour.USER);

        // In a network of its own: elsewhere, as in many containers, everybody may bind low ports.
        List<String> command = new ArrayList<>(List.of("unshare", "--net"));
        command.addAll(List.of(neighbour.wordsOfUser(temporary, server(java, scope, "start", "listen:http=*/80"))));
        ChildProcess launcher = scope.command(command.toArray(new String[0])).start();

        assertThat(launcher.awaitExit().shellCode()).isEqualTo(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("server: cannot listen on *:80 (socket \"http\"): bind failed: EACCES (Permission denied)")
                .contains("start as root with DaemonOptions.user(..)");
    }

    @EachJava
    void a_unix_socket_is_made_with_the_umask_and_removed_at_the_end(JavaHome java, ProcessScope scope)
            throws IOException {
        Path socket = directory.toRealPath().resolve("server.sock");
        ObservedProcess daemon = daemonOf(server(java, scope, "detach", "listen:admin=./server.sock")
                .workingDirectory(directory)
                .start());

        assertThat(answer(UnixDomainSocketAddress.of(socket))).isEqualTo("admin " + daemon.pid() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rwxr-x---");
        daemon.signal(Signal.TERM);
        daemon.awaitEnd();
        assertThat(socket).doesNotExist();
    }

    @EachJava
    void what_a_killed_server_has_left_is_replaced_and_what_a_living_one_has_is_not(JavaHome java, ProcessScope scope)
            throws IOException {
        Path socket = directory.resolve("server.sock");
        ObservedProcess first =
                daemonOf(server(java, scope, "detach", "listen:admin=" + socket).start());
        first.signal(Signal.KILL);
        first.awaitEnd();
        assertThat(socket).exists();

        ObservedProcess second =
                daemonOf(server(java, scope, "detach", "listen:admin=" + socket).start());
        ChildJvm third = server(java, scope, "detach", "listen:admin=" + socket).start();

        assertThat(third.awaitExit().shellCode()).isEqualTo(1);
        third.awaitEndOfOutput();
        assertThat(err(third)).contains("the socket " + socket + " is refused: a server listens there; stop it");
        assertThat(answer(UnixDomainSocketAddress.of(socket))).isEqualTo("admin " + second.pid() + "\n");
    }

    @EachJava
    void a_file_that_is_no_socket_and_a_directory_of_strangers_are_refused(JavaHome java, ProcessScope scope)
            throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "kept");
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));

        for (Path socket : List.of(file, open.resolve("server.sock"), link)) {
            ChildJvm launcher =
                    server(java, scope, "detach", "listen:admin=" + socket).start();
            assertThat(launcher.awaitExit().shellCode()).as("%s", socket).isEqualTo(1);
            launcher.awaitEndOfOutput();
            assertThat(err(launcher)).contains("server: the socket " + socket + " is refused: ");
        }
        assertThat(file).hasContent("kept");
        assertThat(open).isEmptyDirectory();
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @EachJava
    void a_start_that_fails_leaves_no_socket(JavaHome java, ProcessScope scope) throws IOException {
        Path socket = directory.resolve("server.sock");
        int port = ProcessScope.freePort();

        ChildJvm launcher = server(
                        java, scope, "start", "listen:admin=" + socket, "listen:http=127.0.0.1/" + port, "throw:no")
                .start();

        assertThat(launcher.awaitExit().shellCode()).isEqualTo(1);
        assertThat(socket).doesNotExist();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @EachJava
    void a_restart_binds_again(JavaHome java, ProcessScope scope) throws IOException {
        int port = ProcessScope.freePort();
        String[] words = {
            "start",
            "pid:" + directory.resolve("server.pid"),
            "listen:http=*/" + port,
            "listen:admin=" + directory.resolve("server.sock")
        };
        ObservedProcess first = daemonOf(server(java, scope, words).start());
        words[0] = "restart";

        ObservedProcess second = daemonOf(server(java, scope, words).start());

        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(answer(loopback(port))).isEqualTo("http " + second.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(directory.resolve("server.sock"))))
                .isEqualTo("admin " + second.pid() + "\n");
    }

    /** The old one is gone before the new one is there, and takes its time; who connects meanwhile waits for the new one. */
    @EachJava
    void over_a_restart_no_client_is_refused(JavaHome java, ProcessScope scope) throws Exception {
        int port = ProcessScope.freePort();
        String[] words = {
            "start", "pid:" + directory.resolve("server.pid"), "listen:http=127.0.0.1/" + port, "drains:300", "work:300"
        };
        ObservedProcess first = daemonOf(server(java, scope, words).start());
        words[0] = "restart";
        ChildJvm restart = server(java, scope, words).start();

        Set<String> answers = new TreeSet<>();
        int asked = 0;
        while (restart.isAlive()) {
            answers.add(answer(loopback(port)));
            asked++;
        }

        ObservedProcess second = daemonOf(restart);
        answers.add(answer(loopback(port)));
        assertThat(answers).containsExactlyInAnyOrder("http " + first.pid() + "\n", "http " + second.pid() + "\n");
        assertThat(asked).isPositive();
        restart.awaitEndOfOutput();
        assertThat(err(restart)).doesNotContain("cannot be kept open");
    }

    /** The new one takes its time to come up, and the old one to end; both answer meanwhile. */
    @EachJava
    void over_an_upgrade_no_client_is_refused_on_any_socket(JavaHome java, ProcessScope scope) throws Exception {
        int port = ProcessScope.freePort();
        Path file = directory.resolve("server.sock");
        String[] words = {
            "start",
            "pid:" + directory.resolve("server.pid"),
            "listen:http=127.0.0.1/" + port,
            "listen:admin=" + file,
            "drains:300",
            "work:300"
        };
        ObservedProcess first = daemonOf(server(java, scope, words).start());
        Object inode = Files.getAttribute(file, "unix:ino");
        words[0] = "upgrade";
        ChildJvm upgrade = server(java, scope, words).start();

        Set<String> answers = new TreeSet<>();
        while (upgrade.isAlive()) {
            answers.add(answer(loopback(port)));
            answers.add(answer(UnixDomainSocketAddress.of(file)));
        }

        ObservedProcess second = daemonOf(upgrade);
        first.awaitEnd();
        assertThat(answers).contains("http " + first.pid() + "\n", "admin " + first.pid() + "\n");
        assertThat(answer(loopback(port))).isEqualTo("http " + second.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(file))).isEqualTo("admin " + second.pid() + "\n");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
        words[0] = "stop";
        assertThat(server(java, scope, words).start().awaitExit().shellCode()).isZero();
        assertThat(file).as("whose it is to remove").doesNotExist();
    }

    @EachJava
    void an_upgrade_that_fails_takes_no_socket_with_it(JavaHome java, ProcessScope scope) throws Exception {
        int port = ProcessScope.freePort();
        Path file = directory.resolve("server.sock");
        List<String> words = new ArrayList<>(List.of(
                "start",
                "pid:" + directory.resolve("server.pid"),
                "listen:http=127.0.0.1/" + port,
                "listen:admin=" + file));
        ObservedProcess first =
                daemonOf(server(java, scope, words.toArray(new String[0])).start());
        words.set(0, "upgrade");
        words.add("take:http");
        words.add("throw:no licence");

        ChildJvm upgrade = server(java, scope, words.toArray(new String[0])).start();

        assertThat(upgrade.awaitExit().shellCode()).isEqualTo(1);
        assertThat(answer(loopback(port))).isEqualTo("http " + first.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(file))).isEqualTo("admin " + first.pid() + "\n");
    }

    /** Whoever shares it: one that accepts by a selector, while another one has been faster, must not wait in accept(2). */
    @EachJava
    @JdkDependent("its channels")
    void a_socket_never_blocks_at_its_descriptor(JavaHome java, ProcessScope scope) throws Exception {
        int port = ProcessScope.freePort();
        ObservedProcess daemon = daemonOf(
                server(java, scope, "start", "pid:" + directory.resolve("server.pid"), "listen:http=127.0.0.1/" + port)
                        .start());

        assertThat(answer(loopback(port))).isEqualTo("http " + daemon.pid() + "\n");

        String flags =
                content(Path.of("/proc/" + daemon.pid() + "/fdinfo/3")).replaceAll("(?s).*flags:\\s+([0-7]+).*", "$1");
        assertThat(Integer.parseInt(flags, 8) & 04000)
                .as("O_NONBLOCK in %s", flags)
                .isNotZero();
    }

    @EachJava
    void a_restart_with_another_port_lets_go_of_the_old_one(JavaHome java, ProcessScope scope) throws IOException {
        int port = ProcessScope.freePort();
        String pid = "pid:" + directory.resolve("server.pid");
        daemonOf(server(java, scope, "start", pid, "listen:http=127.0.0.1/" + port)
                .start());
        int other = ProcessScope.freePort();

        ObservedProcess second = daemonOf(server(java, scope, "restart", pid, "listen:http=127.0.0.1/" + other)
                .start());

        assertThat(answer(loopback(other))).isEqualTo("http " + second.pid() + "\n");
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @EachJava
    void a_daemon_has_any_number_of_sockets_and_the_pid_file_still_says_where_its_account_is(
            JavaHome java, ProcessScope scope) throws IOException {
        List<String> words = new ArrayList<>(List.of("start", "pid:" + directory.resolve("server.pid")));
        for (int i = 0; i < 40; i++) {
            words.add("listen:s" + i + "=" + directory.resolve("s" + i));
        }

        ObservedProcess daemon =
                daemonOf(server(java, scope, words.toArray(new String[0])).start());

        for (int i = 0; i < 40; i++) {
            assertThat(answer(UnixDomainSocketAddress.of(directory.resolve("s" + i))))
                    .isEqualTo("s" + i + " " + daemon.pid() + "\n");
        }
        words.set(0, "status");
        ChildJvm status = server(java, scope, words.toArray(new String[0])).start();
        assertThat(status.awaitExit().shellCode()).isZero();
        status.awaitEndOfOutput();
        assertThat(out(status)).contains("serving [s0 on " + directory.resolve("s0"));
    }

    @EachJava
    @JdkDependent("how it starts programs")
    void a_child_of_the_daemon_has_no_socket_and_is_told_of_none(JavaHome java, ProcessScope scope) throws IOException {
        Path seen = directory.resolve("seen");
        daemonOf(server(
                        java,
                        scope,
                        "start",
                        "listen:http=127.0.0.1/0",
                        "run:readlink /proc/$$/fd/* >" + seen + "; echo LISTEN_PID=$LISTEN_PID >>" + seen)
                .start());

        assertThat(content(seen)).endsWith("LISTEN_PID=\n").doesNotContain("socket:");
    }

    @EachJava
    @JdkDependent("its class loading")
    void a_daemon_with_sockets_loads_no_class_of_jna_before_it_is_ready(JavaHome java, ProcessScope scope) {
        Path classes = directory.resolve("classes");
        daemonOf(server(
                        java,
                        scope,
                        "start",
                        "pid:" + directory.resolve("server.pid"),
                        "listen:http=127.0.0.1/0",
                        "listen:admin=" + directory.resolve("server.sock"))
                .environment("DAEMON4J_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes)
                .start());

        assertThat(content(classes))
                .contains("io.github.daemon4j.linux.sockets.DescriptorChannel")
                .doesNotContain("com.sun.jna");
    }

    @EachJava
    void a_name_that_nobody_has_given_a_socket_is_refused_with_those_there_are(JavaHome java, ProcessScope scope) {
        ChildJvm launcher = server(java, scope, "start", "listen:http=127.0.0.1/0", "take:https")
                .start();
        daemonOf(launcher);

        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("refused: there is no socket \"https\"; those there are: http\n");
    }

    @EachJava
    void where_nothing_is_detached_the_process_binds_its_sockets_itself(JavaHome java, ProcessScope scope)
            throws IOException {
        int port = ProcessScope.freePort();
        Path socket = directory.resolve("server.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close(); // its file stays
        ChildJvm server = server(java, scope, "run", "listen:http=127.0.0.1/" + port, "listen:admin=" + socket)
                .start();
        awaitAnswer(loopback(port), "http " + server.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(socket))).isEqualTo("admin " + server.pid() + "\n");

        ChildJvm second =
                server(java, scope, "run", "listen:http=127.0.0.1/" + port).start();
        assertThat(second.awaitExit().shellCode()).isEqualTo(1);
        second.awaitEndOfOutput();
        assertThat(err(second)).contains("server: cannot listen on 127.0.0.1:" + port + " (socket \"http\"): ");
        server.signal(Signal.TERM);
        assertThat(server.awaitExit().shellCode()).isZero();
        assertThat(socket).doesNotExist();
    }

    private static void awaitAnswer(SocketAddress address, String expected) {
        await(expected + " from " + address, () -> {
            try {
                return answer(address).equals(expected);
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    /** What {@code systemd-socket-activate} does with these words when the first client is there. */
    private ChildProcess activated(ProcessScope scope, List<String> listens, ChildJvm.Builder server) {
        needs(scope, "have sockets given by systemd", "systemd-socket-activate", "--version");
        List<String> command = new ArrayList<>(List.of("systemd-socket-activate"));
        command.addAll(listens);
        command.addAll(server.command());
        ChildProcess activator = scope.command(command.toArray(new String[0])).start();
        activator.awaitLine("Listening on ");
        return activator;
    }

    @EachJava
    void what_systemd_has_given_to_the_launcher_is_handed_on_to_the_daemon(JavaHome java, ProcessScope scope)
            throws IOException {
        int http = ProcessScope.freePort();
        int admin = ProcessScope.freePort();
        Path unix = directory.resolve("server.sock");
        ChildProcess launcher = activated(
                scope,
                List.of("-l", Integer.toString(http), "-l", Integer.toString(admin), "--fdname=http:admin"),
                server(java, scope, "start", "listen:admin=*/" + admin, "listen:http=*/" + http, "listen:own=" + unix));

        String first = answer(loopback(http)); // who has come before there was a server

        ObservedProcess daemon = daemonOf(launcher);
        assertThat(first).isEqualTo("http " + daemon.pid() + "\n");
        assertThat(answer(loopback(admin))).isEqualTo("admin " + daemon.pid() + "\n");
        assertThat(answer(UnixDomainSocketAddress.of(unix))).isEqualTo("own " + daemon.pid() + "\n");
        assertThat(Proc.of(daemon).environment("LISTEN_PID")).isEmpty();
        assertThat(Proc.of(daemon).environment("LISTEN_FDNAMES")).hasValue("http:admin:own");
    }

    @EachJava
    @JdkDependent("what of its packages is open")
    void a_server_that_stays_takes_what_systemd_has_given_with_an_option_of_the_jvm(JavaHome java, ProcessScope scope)
            throws IOException {
        int http = ProcessScope.freePort();
        int other = ProcessScope.freePort();
        ChildProcess server = activated(
                scope,
                List.of("-l", Integer.toString(http), "-l", Integer.toString(other), "--fdname=http:other"),
                server(java, scope, "run", "listen:http=127.0.0.1/" + http)
                        .jvmOptions("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));

        assertThat(answer(loopback(http))).isEqualTo("http " + server.pid() + "\n");
        assertThat(answer(loopback(other))).as("which nobody has asked for").isEqualTo("other " + server.pid() + "\n");
        assertThat(server.awaitLine("the socket \"http\""))
                .isEqualTo("server: the socket \"http\" listens on *:" + http
                        + ", as the service manager has it, not on 127.0.0.1:" + http + ", as the program does");
    }

    @EachJava
    @JdkDependent("what of its packages is open")
    void without_that_option_the_message_has_it(JavaHome java, ProcessScope scope) throws IOException {
        int http = ProcessScope.freePort();
        ChildProcess server = activated(
                scope, List.of("-l", Integer.toString(http)), server(java, scope, "run", "listen:http=*/" + http));

        await("the first client is let go", () -> gone(http));

        assertThat(server.awaitExit().shellCode()).isEqualTo(1);
        server.awaitEndOfOutput();
        assertThat(err(server))
                .contains("cannot take the socket \"http\" of the service manager, which is descriptor 3")
                .contains("the option --add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .contains("\"Add-Opens: java.base/sun.nio.ch\"");
    }

    /** Whether a client is answered nothing. */
    private static boolean gone(int port) {
        try {
            return answer(loopback(port)).isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    @EachJava
    @JdkDependent("its inherited channel")
    void one_socket_as_descriptor_0_needs_no_option(JavaHome java, ProcessScope scope) throws IOException {
        assertServesDescriptor0("run", java, scope);
    }

    @EachJava
    void one_socket_of_inetd_that_waits_is_taken_as_well(JavaHome java, ProcessScope scope) throws IOException {
        assertServesDescriptor0("start", java, scope);
    }

    private void assertServesDescriptor0(String verb, JavaHome java, ProcessScope scope) throws IOException {
        int http = ProcessScope.freePort();
        ChildProcess server = activated(
                scope,
                List.of("-l", Integer.toString(http), "--inetd"),
                server(java, scope, verb, "listen:http=*/" + http));

        assertThat(answer(loopback(http))).isEqualTo("http " + server.pid() + "\n");
    }
}
