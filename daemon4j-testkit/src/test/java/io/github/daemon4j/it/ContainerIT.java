/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.awaitContent;
import static io.github.daemon4j.it.Facts.needs;
import static io.github.daemon4j.it.Facts.needsRoot;
import static io.github.daemon4j.it.Facts.out;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.CommandBuilder;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server in a pid namespace of its own, as in a container: how it lives there, is asked and stopped from inside, and ends. */
@DaemonTest
class ContainerIT {

    /** What process 1 of the container is. */
    enum Init {
        NONE(List.of(), "it is process 1"),
        TINI(List.of("tini", "--"), "process 1 is tini"),
        DUMB_INIT(List.of("dumb-init", "--"), "process 1 is dumb-init");

        @SuppressWarnings("ImmutableEnumChecker") // of List.of
        private final List<String> command;

        private final String why;

        Init(List<String> command, String why) {
            this.command = command;
            this.why = why;
        }
    }

    @TempDir
    private Path directory;

    private final JavaHome java = JavaHome.running();
    private ProcessScope scope;
    private Path pidFile;
    private Path facts;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
        pidFile = directory.resolve("server.pid");
        facts = directory.resolve("facts");
        needsRoot("make a pid namespace");
        needs(scope, "make a pid namespace", "unshare", "--pid", "--fork", "--mount-proc", "true");
    }

    private ChildJvm.Builder server(String... script) {
        List<String> all = new ArrayList<>(List.of("pid:" + pidFile));
        all.addAll(List.of(script));
        return java.server(scope, all.toArray(new String[0]));
    }

    /** As {@code docker run}; its process 1 ends with this child. */
    private ChildProcess container(List<String> init, List<String> server) {
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
        command.addAll(init);
        command.addAll(server);
        return scope.command(command.toArray(new String[0])).start();
    }

    /** Process 1 of a container, as it is numbered outside. */
    private static long process1(ChildProcess container) {
        return ProcessInfo.of(container.pid()).orElseThrow().children().get(0).pid();
    }

    /** As {@code docker exec}. */
    private CommandBuilder exec(ChildProcess container, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--target=" + process1(container), "--pid", "--mount"));
        whole.addAll(command);
        return scope.command(whole.toArray(new String[0]));
    }

    private String said(ChildProcess container, int status, String verb) {
        ChildProcess asked =
                exec(container, server("command:" + verb).command()).start();
        assertThat(asked.awaitExit().shellCode())
                .as(() -> asked.transcript().toString())
                .isEqualTo(status);
        asked.awaitEndOfOutput();
        return out(asked);
    }

    private ChildProcess serving(Init init) {
        if (!init.command.isEmpty()) {
            needs(scope, "be process 1", init.command.get(0), "--version");
        }
        ChildProcess container = container(
                init.command, server("command:start", "facts:" + facts).command());
        assertThat(awaitContent(facts, "CONTAINER\n")).contains(init.why);
        return container;
    }

    @ParameterizedTest
    @EnumSource
    void the_verbs_work_by_exec_and_what_was_run_ends_well(Init init) {
        ChildProcess container = serving(init);
        String pid = init == Init.NONE ? "1" : "[0-9]+";

        assertThat(said(container, 0, "status")).matches("server is running \\(pid " + pid + "\\)\n");
        assertThat(said(container, 0, "report")).startsWith("server holds what daemon(7) asks of it\n");
        assertThat(said(container, 0, "start")).matches("server is already running \\(pid " + pid + "\\)\n");
        // Process 1 takes with it whatever is in its pid namespace: by docker exec, too, that is a 137 as often as a 0.
        exec(container, server("command:stop").command()).start().awaitExit();

        assertThat(container.awaitExit().shellCode())
                .as("the exit status of the container")
                .isZero();
        assertThat(pidFile).doesNotExist();
    }

    /** TERM to process 1, which an init passes on. */
    @ParameterizedTest
    @EnumSource
    void docker_stop_ends_it_in_order(Init init) throws Exception {
        ChildProcess container = serving(init);

        new ProcessBuilder("kill", "-TERM", Long.toString(process1(container)))
                .start()
                .waitFor(10, TimeUnit.SECONDS);

        assertThat(container.awaitExit().shellCode())
                .as("the exit status of the container")
                .isZero();
        assertThat(pidFile).doesNotExist();
    }

    /** Its process 1 waits for nobody: what has ended stays, as a zombie. */
    @Test
    void beside_an_entrypoint_that_goes_on_it_is_a_daemon_that_is_started_and_stopped_by_exec() {
        ChildProcess container = container(
                List.of("sh", "-c", "\"$@\"; echo \"started: $?\"; exec sleep 300", "sh"),
                server("command:start", "facts:" + facts).command());
        container.awaitLine("started: 0");
        awaitContent(facts, "DETACHED\n");

        assertThat(said(container, 0, "status")).startsWith("server is running (pid ");
        assertThat(said(container, 0, "report")).startsWith("server holds what daemon(7) asks of it\n");
        assertThat(said(container, 0, "restart")).contains("server stopped (pid ", "server started (pid ");
        assertThat(said(container, 0, "stop")).startsWith("server stopped (pid ");
        assertThat(said(container, 3, "status")).isEqualTo("server is not running\n");
        assertThat(container.isAlive()).isTrue();
    }

    /** As Kubernetes does it with {@code shareProcessNamespace}: process 1 is that of the pod. */
    @Test
    void in_a_pod_that_shares_its_pid_namespace_it_stays() throws IOException {
        Path group = group();
        Path pause = Files.copy(Path.of("/bin/sleep").toRealPath(), directory.resolve("pause"));
        ChildProcess pod = container(List.of(pause.toString(), "300"), List.of());
        awaitNamed(pod, "pause");
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", group + "/cgroup.procs"));
        command.addAll(server("command:start", "facts:" + facts).command());
        ChildProcess server = exec(pod, command)
                .environment("KUBERNETES_SERVICE_HOST", "10.0.0.1")
                .start();
        try {
            assertThat(awaitContent(facts, "CONTAINER\n")).contains("process 1 is pause of another container");
            assertThat(said(pod, 0, "stop")).startsWith("server stopped (pid ");
            assertThat(server.awaitExit().shellCode()).isZero();
        } finally {
            Facts.await("the control group is empty", () -> group.toFile().delete());
        }
    }

    private static void awaitNamed(ChildProcess container, String name) {
        Facts.await(
                "process 1 is " + name,
                () -> ProcessInfo.of(container.pid()).orElseThrow().children().stream()
                        .anyMatch(process -> process.command().equals(name)));
    }

    /** A control group beside that of this test; not run where there can be none. */
    private Path group() throws IOException {
        for (String hierarchy : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd")) {
            Path group =
                    Path.of(hierarchy, "daemon4j-it-" + ProcessHandle.current().pid());
            if (Files.exists(Path.of(hierarchy, "cgroup.procs"))) {
                needs(scope, "make a control group", "mkdir", group.toString());
                return group;
            }
        }
        needs(scope, "make a control group", "test", "-e", "/sys/fs/cgroup/cgroup.procs");
        throw new IllegalStateException("there is none");
    }
}
