/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.daemon4j.Signal;
import io.github.daemon4j.testkit.ChildProcess;
import io.github.daemon4j.testkit.DaemonTest;
import io.github.daemon4j.testkit.ObservedProcess;
import io.github.daemon4j.testkit.ProcessScope;
import io.github.daemon4j.testkit.PtyTerminal;
import io.github.daemon4j.testkit.Transcript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar quickstart.jar}, as a person uses it. */
@DaemonTest
class QuickstartIT {

    private static final Path JAR = Path.of("target/quickstart.jar").toAbsolutePath();
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/");

    @TempDir
    private Path directory;

    private Path pidFile;
    private ProcessScope scope;

    @BeforeEach
    void prepare(ProcessScope scope) {
        this.scope = scope;
        pidFile = directory.resolve("quickstart.pid");
    }

    @Test
    void start_returns_when_it_serves_and_get_tells_that_it_is_a_daemon() throws Exception {
        ChildProcess start = quickstart("start", "--port", "0", "--log-file", "quickstart.log");
        assertThat(start.awaitExit().code()).hasValue(0);
        Map<String, String> answer = get(url(err(start))); // at once: it serves when the launcher returns
        ObservedProcess daemon = start.awaitDetached();

        assertThat(out(start)).isEqualTo("quickstart started (pid " + daemon.pid() + ")\n");
        assertThat(Files.readString(pidFile)).startsWith(daemon.pid() + "\nstart=");
        assertThat(answer)
                .containsOnlyKeys("pid", "ppid", "pgid", "sid", "tty", "cwd", "umask", "startTime", "mode")
                .containsEntry("pid", Long.toString(daemon.pid()))
                .containsEntry("tty", "null")
                .containsEntry("cwd", "/")
                .containsEntry("umask", "0027")
                .containsEntry("mode", "DETACHED");
        assertThat(answer.get("sid"))
                .isEqualTo(answer.get("pgid"))
                .isNotIn(answer.get("pid"), Long.toString(start.pid()));
        assertThat(answer.get("ppid")).isNotEqualTo(Long.toString(start.pid()));
        assertThat(directory.resolve("quickstart.log")).content().startsWith("serving http://127.0.0.1:");
    }

    @Test
    void the_verbs_do_and_exit_as_lsb_says() throws Exception {
        int port = ProcessScope.freePort();
        String[] options = {"--port", Integer.toString(port)};
        assertVerb(3, "quickstart is not running\n", "status");
        assertVerb(0, "quickstart is not running\n", "stop");

        ObservedProcess first = started(quickstart("start", options));
        assertVerb(0, "quickstart is already running (pid " + first.pid() + ")\n", "start", options);
        assertVerb(0, "quickstart is running (pid " + first.pid() + ")\n", "status");

        ObservedProcess second = started(quickstart("restart", options));
        assertThat(first.isAlive()).isFalse();
        assertThat(get("http://127.0.0.1:" + port + "/")).containsEntry("pid", Long.toString(second.pid()));

        second.signal(Signal.KILL);
        second.awaitEnd();
        assertVerb(1, "quickstart is dead, and its pid file " + pidFile + " is left\n", "status");

        ObservedProcess third = started(quickstart("start", options));
        assertVerb(0, "quickstart stopped (pid " + third.pid() + ")\n", "stop");
        assertThat(third.isAlive()).as("stop waits").isFalse();
        assertVerb(3, "quickstart is not running\n", "status");
    }

    @Test
    void a_pid_file_that_cannot_be_judged_has_status_4() throws IOException {
        Files.createSymbolicLink(pidFile, directory.resolve("elsewhere"));

        assertThat(quickstart("status").awaitExit().code()).hasValue(4);
    }

    @Test
    void a_taken_port_is_said_on_the_terminal_and_nothing_is_left() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildProcess start = quickstart("start", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(start.awaitExit().code()).hasValue(1);

            start.awaitEndOfOutput();
            assertThat(err(start)).contains("quickstart: start-up failed: java.net.BindException");
            assertThat(pidFile).doesNotExist();
        }
    }

    @Test
    void run_stays_in_the_foreground_until_control_c(PtyTerminal terminal) throws Exception {
        ChildProcess run =
                terminal.spawn(scope.command(command("run", "--port", "0")).workingDirectory(directory));
        terminal.awaitText("serving http://127.0.0.1:");
        terminal.awaitText("/\n");

        Map<String, String> answer = get(url(terminal.transcript().text(Transcript.Stream.TTY)));

        assertThat(answer)
                .containsEntry("mode", "FOREGROUND")
                .containsEntry("pid", Long.toString(run.pid()))
                .containsEntry("tty", terminal.slavePath().toString().substring("/dev/".length()));
        terminal.interrupt();
        assertThat(run.awaitExit().shellCode()).isEqualTo(0);
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void wrong_usage_exits_with_2() {
        ChildProcess verb = quickstart("dance");
        ChildProcess option = quickstart("start", "--colour", "red");

        assertThat(verb.awaitExit().code()).hasValue(2);
        assertThat(option.awaitExit().code()).hasValue(2);
        assertThat(err(verb)).contains("there is no verb 'dance'", "start, stop");
        assertThat(err(option)).isEqualTo("quickstart: there is no option --colour red; see --help\n");
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void help_names_the_verbs_and_the_options() {
        ChildProcess help = quickstart("--help");

        assertThat(help.awaitExit().code()).hasValue(0);
        assertThat(out(help))
                .startsWith("Usage: quickstart VERB [OPTION...]\n")
                .contains("--port", "--pid-file", "--log-file", "stop [--timeout SECONDS]", "status [--json]");
    }

    @Test
    void the_verbs_have_options_of_their_own() throws Exception {
        started(quickstart("start", "--port", "0", "--log-file", "quickstart.log"));

        ChildProcess status = quickstart("status", "--json");
        assertThat(status.awaitExit().code()).hasValue(0);
        assertThat(out(status)).contains("\"status\":\"running\"");
        ChildProcess logs = quickstart("logs", "-n", "1", "--log-file", "quickstart.log");
        assertThat(logs.awaitExit().code()).hasValue(0);
        assertThat(out(logs)).startsWith("serving http://127.0.0.1:");
        ChildProcess stop = quickstart("stop", "--timeout", "20");
        assertThat(stop.awaitExit().code()).hasValue(0);
    }

    @Test
    void every_claim_of_the_demonstration_holds_and_the_readme_shows_what_it_draws() throws IOException {
        Path picture = directory.resolve("picture.svg");
        ChildProcess demo = scope.jvm(Demo.class)
                .arguments(JAR.toString(), picture.toString())
                .start();

        assertThat(demo.awaitExit().code())
                .as(() -> demo.transcript().toString())
                .hasValue(0);
        assertThat(withoutNumbers(picture)).isEqualTo(withoutNumbers(Path.of("process-tree.svg")));
    }

    /** Those of processes, sessions and terminals are others each time. */
    private static String withoutNumbers(Path picture) throws IOException {
        return Files.readString(picture).replaceAll("(pid|session|pts/) ?[0-9]+", "$1 N");
    }

    private ChildProcess quickstart(String verb, String... options) {
        return scope.command(command(verb, options)).workingDirectory(directory).start();
    }

    private String[] command(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString(), verb));
        command.addAll(List.of("--pid-file", pidFile.toString()));
        command.addAll(List.of(options));
        return command.toArray(new String[0]);
    }

    private static ObservedProcess started(ChildProcess launcher) {
        assertThat(launcher.awaitExit().code()).hasValue(0);
        return launcher.awaitDetached();
    }

    private void assertVerb(int exitStatus, String said, String verb, String... options) {
        ChildProcess child = quickstart(verb, options);
        assertThat(child.awaitExit().code()).hasValue(exitStatus);
        assertThat(out(child)).isEqualTo(said);
    }

    private static String out(ChildProcess child) {
        return child.transcript().text(Transcript.Stream.OUT);
    }

    private static String err(ChildProcess child) {
        return child.transcript().text(Transcript.Stream.ERR);
    }

    private static String url(String text) {
        Matcher url = URL.matcher(text);
        assertThat(url.find()).as(text).isTrue();
        return url.group();
    }

    private static Map<String, String> get(String url) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(response.body())) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        }
        return fields;
    }
}
