/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.content;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.daemon4j.DaemonControl;
import io.github.daemon4j.DaemonStatus;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a daemon may still do, as the kernel shows it of every thread while 50 threads make others all the time. {@code
 * -Drounds=200} for more than one start of each kind and Java.
 */
@DaemonTest
class PrivilegesIT {

    private static final JavaHome RUNNING = JavaHome.running();
    private static final int ROUNDS = Starts.rounds(1);
    private static final int LOOKS = 5;

    private static final String NOTHING_LEFT = """
            Uid: 65534 65534 65534 65534
            Gid: 65534 65534 65534 65534
            Groups: 65534
            CapInh: 0
            CapPrm: 0
            CapEff: 0
            CapAmb: 0
            """;

    /** Which credentials were seen, and how often. */
    private static final Map<String, Integer> SEEN = new TreeMap<>();

    @TempDir
    private Path directory;

    private Path shared;

    @BeforeEach
    void furnish(ProcessScope scope) throws IOException {
        needsRoot("give up root's privileges");
        needs(
                scope,
                "let another user read the class path",
                "setpriv",
                "--reuid=nobody",
                "--clear-groups",
                "sh",
                "-c",
                "cat \"$0\"/io/github/daemon4j/it/PrivilegedServer.class >/dev/null && '" + RUNNING.java()
                        + "' -version",
                Path.of(PrivilegedServer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString());
        Neighbour.open(directory);
        shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterAll
    static void say() {
        SEEN.forEach((what, count) -> System.out.println("PrivilegesIT: " + count + " " + what));
    }

    private static ChildJvm.Builder server(JavaHome java, ProcessScope scope, String... script) {
        return scope.jvm(PrivilegedServer.class).javaHome(java.path()).arguments(script);
    }

    /** A server in a process that something was done to before. */
    private static CommandBuilder serverAfter(ProcessScope scope, List<String> before, String... script) {
        List<String> command = new ArrayList<>(before);
        command.addAll(server(RUNNING, scope, script).command());
        return scope.command(command.toArray(new String[0]));
    }

    /** Which credentials the threads have that there are now, each once, and how many have them. */
    private static Map<String, Integer> credentials(ObservedProcess process) {
        Map<String, Integer> found = new TreeMap<>();
        String[] tids = new File("/proc/" + process.pid() + "/task").list();
        for (String tid : tids == null ? new String[0] : tids) {
            String status;
            try {
                status = Files.readString(Path.of("/proc/" + process.pid() + "/task/" + tid + "/status"));
            } catch (IOException ended) {
                continue;
            }
            String credentials = status.lines()
                    .filter(line -> line.matches("(Uid|Gid|Groups|CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs):.*"))
                    .map(line -> line.replaceAll("\\s+", " ")
                                    .replaceAll("(Cap...: )0+(.)", "$1$2")
                                    .strip() + "\n")
                    .collect(Collectors.joining());
            found.merge(credentials, 1, Integer::sum);
        }
        return found;
    }

    private static void assertEveryThread(String kind, ObservedProcess daemon, String credentials) {
        for (int look = 0; look < LOOKS; look++) {
            Map<String, Integer> found = credentials(daemon);
            found.forEach((what, count) -> SEEN.merge(
                    "threads " + kind + (what.equals(credentials) ? ": as they should be" : ": " + what),
                    count,
                    Integer::sum));
            assertThat(found).containsOnlyKeys(credentials);
            assertThat(found.get(credentials)).as("threads").isGreaterThan(50);
        }
        SEEN.merge("starts " + kind, 1, Integer::sum);
    }

    private static String boundingSet() {
        return new Proc(ProcessHandle.current().pid()).status("CapBnd").replaceFirst("^0+(.)", "$1");
    }

    // Before it is executed

    @EachJava
    @JdkDependent("its threads")
    void every_thread_of_a_daemon_has_the_capabilities_that_were_kept_and_no_others(JavaHome java, ProcessScope scope)
            throws IOException {
        int port = privilegedPort();
        for (int round = 0; round < ROUNDS; round++) {
            ObservedProcess daemon = daemonOf(server(
                            java,
                            scope,
                            "user:nobody",
                            "capabilities:NET_BIND_SERVICE",
                            "noNewPrivileges",
                            "limit:NOFILE=500",
                            "limit:MEMLOCK=65536",
                            "detach",
                            "bind:" + port,
                            "busy",
                            "ready")
                    .start());

            assertEveryThread("kept before exec", daemon, """
                    Uid: 65534 65534 65534 65534
                    Gid: 65534 65534 65534 65534
                    Groups: 65534
                    CapInh: 400
                    CapPrm: 400
                    CapEff: 400
                    CapBnd: 400
                    CapAmb: 400
                    NoNewPrivs: 1
                    """);
            assertThat(content(Path.of("/proc/" + daemon.pid() + "/limits")))
                    .containsPattern("Max core file size +0 +0 ")
                    .containsPattern("Max open files +500 +500 ")
                    .containsPattern("Max locked memory +65536 +65536 ");
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            daemon.signal(Signal.KILL);
            daemon.awaitEnd();
        }
    }

    private static int privilegedPort() throws IOException {
        String first;
        try (FileInputStream in = new FileInputStream("/proc/sys/net/ipv4/ip_unprivileged_port_start")) {
            first = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip(); // in one read, or its first digit alone
        }
        assumeTrue(first.equals("1024"), "not run: nobody needs a privilege for ports from " + first + " on");
        IOException last = new IOException();
        for (int port = 1023; port > 900; port--) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    @EachJava
    void without_a_capability_a_port_below_1024_is_refused_and_core_dumps_may_be_asked_for(
            JavaHome java, ProcessScope scope) throws IOException {
        ChildJvm launcher = server(
                        java,
                        scope,
                        "user:nobody",
                        "capabilities:",
                        "cores",
                        "detach",
                        "bind:" + privilegedPort(),
                        "ready")
                .start();

        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher)).contains("java.net.BindException: Permission denied");

        ObservedProcess daemon =
                daemonOf(server(java, scope, "user:nobody", "capabilities:", "cores", "detach", "ready")
                        .start());
        assertThat(Proc.of(daemon).mask("CapBnd")).isZero();
        assertThat(Proc.of(daemon).softLimit("Max core file size"))
                .isEqualTo(new Proc(ProcessHandle.current().pid()).softLimit("Max core file size"));
    }

    @Test
    void what_the_launcher_cannot_give_is_refused_by_name_before_anything_is_started(ProcessScope scope) {
        List<String> bounded = List.of("setpriv", "--bounding-set=-net_bind_service,-sys_resource");
        needs(scope, "take a capability away", "setpriv", "--bounding-set=-net_bind_service,-sys_resource", "true");
        Path started = shared.resolve("started");

        String capability = refusal(serverAfter(
                scope, bounded, "user:nobody", "capabilities:NET_BIND_SERVICE", "detach", "write:" + started));
        String limit = refusal(
                serverAfter(scope, bounded, "user:nobody", "limit:NOFILE=1000000000000", "detach", "write:" + started));
        String narrower = refusal(serverAfter(
                scope, List.of("setpriv", "--bounding-set=-setpcap"), "capabilities:", "detach", "write:" + started));

        assertThat(capability)
                .contains("cannot start the daemon: keeping CAP_NET_BIND_SERVICE", "start it as root", "EPERM");
        assertThat(limit)
                .contains(
                        "setting the limit NOFILE to 1000000000000 (setrlimit)",
                        "hard limit",
                        "CAP_SYS_RESOURCE",
                        "EPERM");
        assertThat(narrower).contains("reducing the bounding set to no capability, for which CAP_SETPCAP is needed");
        assertThat(started).doesNotExist();
    }

    private static String refusal(CommandBuilder command) {
        ChildProcess launcher = command.start();
        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        return err(launcher);
    }

    // In the running JVM

    @EachJava
    @JdkDependent("its threads")
    void every_thread_of_a_running_daemon_drops_all_privileges_and_none_comes_back(JavaHome java, ProcessScope scope) {
        for (int round = 0; round < ROUNDS; round++) {
            Path comebacks = shared.resolve("comebacks" + java.feature() + "." + round);
            ChildJvm launcher = server(java, scope, "detach", "busy", "drop:nobody", "ready", "comeBack:" + comebacks)
                    .start();
            ObservedProcess daemon = daemonOf(launcher);

            String expected =
                    NOTHING_LEFT.replace("CapAmb", "CapBnd: " + boundingSet() + "\nCapAmb") + "NoNewPrivs: 0\n";
            assertEveryThread("dropped", daemon, expected);
            String said = awaitContent(comebacks, "came back");
            assertThat(said).startsWith("0 of ");
            SEEN.merge(
                    "threads tried to be root again: none was", Integer.parseInt(said.split(" ", -1)[2]), Integer::sum);
            assertEveryThread("dropped, after they tried to be root again", daemon, expected);
            launcher.awaitEndOfOutput();
            assertThat(err(launcher)).contains("server: serving");
            daemon.signal(Signal.KILL);
            daemon.awaitEnd();
        }
    }

    @EachJava
    @JdkDependent("its descriptors")
    void after_a_drop_nothing_is_held_that_writes_what_root_reads_and_all_goes_on(JavaHome java, ProcessScope scope)
            throws IOException {
        Path pidFile = directory.resolve("server.pid");
        Path log = directory.resolve("server.log");
        Path report = shared.resolve("report");
        ChildJvm launcher = server(
                        java,
                        scope,
                        "pid:" + pidFile,
                        "log:" + log,
                        "detach",
                        "print:root says",
                        "drop:nobody:daemon",
                        "status:warming up",
                        "ready",
                        "print:nobody says",
                        "report:" + report)
                .start();
        ObservedProcess daemon = daemonOf(launcher);
        launcher.awaitEndOfOutput();

        assertThat(Proc.of(daemon).status("Gid")).isEqualTo("1\t1\t1\t1");
        assertThat(err(launcher)).contains("server: warming up", "server: serving");
        assertThat(awaitContent(log, "nobody says")).contains("root says", "dropped");
        assertThat(HostileNeighbourIT.writableForOthersToRead(daemon, log)).isEmpty();
        assertThat(awaitContent(report, "15 ")).doesNotContain("NOT").contains("user nobody");
        DaemonControl control = DaemonControl.of(pidFile);
        assertThat(control.status()).isEqualTo(DaemonStatus.RUNNING);
        assertThat(control.process().orElseThrow().pid()).isEqualTo(daemon.pid());

        control.stop(Duration.ofSeconds(30));

        assertThat(control.status()).isEqualTo(DaemonStatus.NOT_RUNNING);
        assertThat(pidFile).doesNotExist();
    }

    /** A process of SECBIT_NO_SETUID_FIXUP keeps all its capabilities: the ids change, and no call fails. */
    @EachJava
    void a_drop_that_does_not_hold_ends_the_process_with_the_reason_and_without_hooks(
            JavaHome java, ProcessScope scope) {
        List<String> keeps = List.of("setpriv", "--securebits=+no_setuid_fixup");
        needs(scope, "keep what a change of user takes", "setpriv", "--securebits=+no_setuid_fixup", "true");
        Path on = shared.resolve("went-on");
        Path hook = shared.resolve("hook");
        List<String> command = new ArrayList<>(keeps);
        command.addAll(server(java, scope, "detach", "busy", "hook:" + hook, "drop:nobody", "write:" + on, "ready")
                .command());

        ChildProcess launcher = scope.command(command.toArray(new String[0])).start();

        assertThat(launcher.awaitExit().code()).hasValue(71);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("privileges were not dropped in every thread: to be uid 65534, gid 65534", "CapEff");
        assertThat(on).doesNotExist();
        assertThat(hook).doesNotExist();
    }

    @Test
    void where_nobody_waits_the_reason_is_in_standard_error(ProcessScope scope) {
        needs(scope, "keep what a change of user takes", "setpriv", "--securebits=+no_setuid_fixup", "true");

        ChildProcess server = serverAfter(
                        scope,
                        List.of("setpriv", "--securebits=+no_setuid_fixup"),
                        "mode:FOREGROUND",
                        "detach",
                        "drop:nobody",
                        "print:went on")
                .start();

        assertThat(server.awaitExit().code()).hasValue(71);
        server.awaitEndOfOutput();
        assertThat(err(server)).contains("server: privileges were not dropped in every thread");
        assertThat(out(server)).doesNotContain("went on");
    }

    @Test
    void what_cannot_be_dropped_is_refused_by_name_and_nothing_is_changed(ProcessScope scope) {
        ChildJvm root = server(
                        RUNNING,
                        scope,
                        "mode:FOREGROUND",
                        "detach",
                        "drop:root",
                        "drop:nobody-of-that-name",
                        "drop:12345",
                        "drop:nobody:no-group-of-that-name",
                        "print:all refused",
                        "drop:12345:12346",
                        "drop:nobody",
                        "print:end")
                .start();
        ChildJvm capabilities = server(
                        RUNNING, scope, "mode:FOREGROUND", "capabilities:KILL", "detach", "drop:nobody", "print:end")
                .start();
        ChildJvm privileges = server(
                        RUNNING, scope, "mode:FOREGROUND", "noNewPrivileges", "detach", "drop:nobody", "print:end")
                .start();
        ChildJvm already = server(RUNNING, scope, "user:nobody", "detach", "drop:daemon", "ready")
                .start();
        for (ChildJvm each : List.of(root, capabilities, privileges)) {
            each.awaitLine("end");
        }

        assertThat(out(root).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("refused: user root is root"),
                        line -> assertThat(line)
                                .startsWith("refused: there is no user nobody-of-that-name (getpwnam_r)"),
                        line -> assertThat(line)
                                .startsWith("refused: user 12345 has no entry")
                                .contains("group"),
                        line -> assertThat(line).startsWith("refused: there is no group no-group-of-that-name"),
                        line -> assertThat(line).isEqualTo("all refused"),
                        line -> assertThat(line).isEqualTo("dropped"),
                        line -> assertThat(line)
                                .startsWith("refused: cannot become user nobody: this process is not root"),
                        line -> assertThat(line).isEqualTo("end"));
        assertThat(Proc.of(root).status("Uid")).isEqualTo("12345\t12345\t12345\t12345");
        assertThat(out(capabilities)).startsWith("refused: the options ask for capabilities(..)");
        assertThat(out(privileges)).startsWith("refused: the options ask for noNewPrivileges(true)");
        assertThat(Proc.of(capabilities).status("Uid")).isEqualTo("0\t0\t0\t0");
        daemonOf(already);
        already.awaitEndOfOutput();
        assertThat(out(already) + err(already))
                .contains("refused: cannot become user daemon: this process is not root");
    }

    // The environment

    @EachJava
    void a_cleared_environment_has_what_was_kept_and_what_was_set(JavaHome java, ProcessScope scope) {
        Path report = shared.resolve("report");
        ChildJvm launcher = server(
                        java,
                        scope,
                        "user:nobody",
                        "clear",
                        "keep:KEPT,NOT_SET,JOURNAL_STREAM",
                        "detach",
                        "report:" + report,
                        "ready")
                .environment("KEPT", "yes")
                .environment("SECRET", "yes")
                .environment("JOURNAL_STREAM", "8:1")
                .start();

        ObservedProcess daemon = daemonOf(launcher);

        List<String> names = List.of(Proc.of(daemon).text("environ").split("\0", -1)).stream()
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.substring(0, entry.indexOf('=')))
                .filter(name -> !List.of("CLASSPATH", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
                        .contains(name))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder("KEPT", "JOURNAL_STREAM", "HOME", "USER", "LOGNAME", "DAEMON4J_HANDSHAKE");
        assertThat(awaitContent(report, "15 "))
                .containsPattern(" 4 NOT +the environment is sane: meant for another process: JOURNAL_STREAM");
    }
}
