/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import static io.github.daemon4j.it.Facts.await;
import static io.github.daemon4j.it.Facts.awaitStarting;
import static io.github.daemon4j.it.Facts.daemonOf;
import static io.github.daemon4j.it.Facts.err;
import static io.github.daemon4j.it.Facts.letGoOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildJvm;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The file that is there while a server is ready. */
@DaemonTest
class ReadyFileIT {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("ready");
    }

    private String content(ObservedProcess daemon) {
        return daemon.pid() + "\n";
    }

    private ChildJvm launcher(JavaHome java, ProcessScope scope, String... script) {
        List<String> all =
                new ArrayList<>(List.of("pid:" + directory.resolve("server.pid"), "readyFile:ready", "timeout:20000"));
        all.addAll(List.of(script));
        return java.server(scope, all.toArray(new String[0]))
                .workingDirectory(directory)
                .start();
    }

    @EachJava
    void it_comes_with_ready_goes_with_the_stop_and_what_was_killed_leaves_no_lie(JavaHome java, ProcessScope scope) {
        Path fifo = Facts.fifo(scope, directory);
        ObservedProcess killed = daemonOf(launcher(java, scope, "detach", "ready"));
        assertThat(file()).hasContent(content(killed).strip());
        killed.signal(Signal.KILL);
        killed.awaitEnd();
        assertThat(file()).exists();

        ChildJvm launcher = launcher(java, scope, "command:start", "print:comes up", "await:" + fifo);
        ObservedProcess daemon = awaitStarting(launcher);
        launcher.awaitLine("comes up");
        assertThat(file()).as("while it comes up").doesNotExist();
        letGoOn(fifo);
        assertThat(launcher.awaitExit().code()).hasValue(0);
        assertThat(file())
                .as("when start comes back")
                .hasContent(content(daemon).strip());

        ChildJvm second = launcher(java, scope, "command:start");
        assertThat(second.awaitExit().code()).hasValue(0);
        assertThat(file())
                .as("another start is no predecessor's end")
                .hasContent(content(daemon).strip());
        assertThat(launcher(java, scope, "command:stop").awaitExit().code()).hasValue(0);
        assertThat(file()).doesNotExist();
    }

    @EachJava
    void it_is_gone_while_the_server_closes_and_stays_through_a_reload(JavaHome java, ProcessScope scope) {
        ChildJvm server =
                launcher(java, scope, "command:run", "reload:no such key", "closes:60000", "ready", "print:serves");
        server.awaitLine("serves");
        server.signal(Signal.HUP);
        server.awaitLine("cannot reload");
        assertThat(file()).hasContent(Long.toString(server.pid()));

        server.signal(Signal.TERM);

        await("the file is gone", () -> Files.notExists(file()));
        assertThat(server.isAlive()).as("while the server closes").isTrue();
        server.signal(Signal.KILL);
        server.awaitExit();
    }

    @EachJava
    void a_start_whose_file_is_something_else_is_refused_and_that_is_left(JavaHome java, ProcessScope scope)
            throws IOException {
        Files.writeString(file(), "port: 80\n");

        ChildJvm launcher = launcher(java, scope, "command:start", "print:serves");

        assertThat(launcher.awaitExit().code()).hasValue(1);
        launcher.awaitEndOfOutput();
        assertThat(err(launcher))
                .contains("server: the ready file " + file() + " is to be made when the server is ready");
        assertThat(Facts.out(launcher)).doesNotContain("serves");
        assertThat(file()).hasContent("port: 80");
        assertThat(directory.resolve("server.pid")).doesNotExist();
    }
}
