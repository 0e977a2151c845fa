/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.proc.OwnProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts a program in one directory, replays its command line, and starts that in an empty one: both JVMs must say the
 * same of themselves, and the empty directory must stay empty.
 */
class CommandLineReplayIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final long SECONDS = 60;

    @TempDir
    static Path home;

    @TempDir
    Path elsewhere;

    @TempDir
    Path scratch;

    record Form(String name, String directory, List<String> environment, List<String> arguments) {

        static Form of(String name, String... arguments) {
            return new Form(name, ".", List.of(), List.of(arguments));
        }

        Form with(String entry) {
            return new Form(name, directory, List.of(entry), arguments);
        }

        Form in(String subdirectory) {
            return new Form(name, subdirectory, environment, arguments);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Start(LaunchCommand command, String report) {}

    static List<Form> forms() {
        String main = "p.Probe";
        return List.of(
                Form.of("class path", "-cp", "classes", main, "a", "", "b c", "classes", "\n", ""),
                Form.of("class path option with equals sign", "--class-path=nothing:classes", main),
                Form.of("wildcard", "-cp", "lib/*", main),
                Form.of("working directory as class path", main, "a").in("classes"),
                Form.of("empty element", "-cp", ":nothing", main).in("classes"),
                Form.of("class path variable", main).with("CLASSPATH=nothing:classes"),
                Form.of("empty class path variable", main).in("classes").with("CLASSPATH="),
                Form.of("jar", "-Dx=y", "-jar", "lib/app.jar", "-jar", "lib/app.jar"),
                Form.of("agent", "-javaagent:lib/app.jar=some=lib/x", "-jar", "lib/app.jar"),
                Form.of("log", "-Xlog:gc*,safepoint:file=gc-%p.log:uptime:filecount=2", "-jar", "lib/app.jar"),
                Form.of("log without file=", "-Xlog:gc:out.log", "-jar", "lib/app.jar"),
                Form.of("old log", "-Xloggc:old.log", "-jar", "lib/app.jar"),
                Form.of("recording", "-XX:StartFlightRecording=filename=r.jfr", "-jar", "lib/app.jar"),
                Form.of(
                        "files of the VM",
                        "-Xrs",
                        "-XX:ErrorFile=e.log",
                        "-XX:VMOptionsFile=vm",
                        "-jar",
                        "lib/app.jar"),
                Form.of("module", "-p", "mods", "-m", "probe/p.Probe", "mods"),
                Form.of("module in one word", "--module-path=mods", "--module=probe/p.Probe"),
                Form.of("patched module", "--patch-module", "probe=classes", "-p", "mods", "-m", "probe/p.Probe"),
                Form.of("source", "--source", "17", "p/Probe.java", "p/Probe.java"),
                Form.of("source by name", "p/Probe.java", "a"),
                Form.of("source as a shebang line gives it", "--source 17", "./p/Probe.java", ""),
                Form.of("argument file with everything", "@all", "outer"),
                Form.of("argument file with options", "-Dx=first", "@options", main, "@options"),
                Form.of("absolute argument file", "-cp", "classes", "@plain", main),
                Form.of("variable for the launcher", main).with("JDK_JAVA_OPTIONS=-cp 'classes' @plain"),
                Form.of("argument file in the variable", main).with("JDK_JAVA_OPTIONS=@options"),
                Form.of("first variable for the VM", "-jar", "lib/app.jar")
                        .with("JAVA_TOOL_OPTIONS=-Dx='y z' '-Xlog:gc:tool log'"),
                Form.of("last variable for the VM", "-jar", "lib/app.jar")
                        .with("_JAVA_OPTIONS='-javaagent:lib/app.jar=\"x\"'"),
                Form.of(
                        "bytes of no encoding",
                        "-Dx=\u00ff\u00fe",
                        "-cp",
                        "classes",
                        main,
                        "\u00ff\u00fe",
                        "\u00c3\u00a4"));
    }

    @BeforeAll
    static void buildProbe() throws IOException {
        Path source = Files.createDirectories(home.resolve("p")).resolve("Probe.java");
        try (InputStream text = CommandLineReplayIT.class.getResourceAsStream("Probe.java.txt")) {
            assertThat(text).isNotNull();
            Files.copy(text, source);
        }
        Path moduleInfo = home.resolve("module-info.java");
        Files.writeString(moduleInfo, "module probe { requires java.instrument; requires java.management; }");
        Path manifest = home.resolve("manifest");
        Files.writeString(manifest, "Main-Class: p.Probe\nPremain-Class: p.Probe\n");
        Files.createDirectories(home.resolve("lib"));
        tool("javac", "-d", home + "/classes", source.toString());
        tool("javac", "-d", home + "/mods/probe", source.toString(), moduleInfo.toString());
        tool("jar", "cfm", home + "/lib/app.jar", manifest.toString(), "-C", home + "/classes", ".");
        Files.writeString(home.resolve("all"), "-cp 'classes' # probe\n-Dx=\"a b\" p.Probe inner '' @options");
        Files.writeString(home.resolve("options"), "-Dx='a \"b\"' -cp classes:nothing");
        Files.writeString(home.resolve("plain"), "-Dx=plain");
        Files.writeString(home.resolve("vm"), "-Dx='from file'");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void the_replayed_jvm_says_the_same_of_itself_from_another_directory(Form form) throws Exception {
        Start original = start(home.resolve(form.directory()).normalize(), command(form));
        Start daemon = start(elsewhere, replay(form, original.command(), List.of()));

        assertThat(daemon.report()).isEqualTo(original.report());
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void an_option_for_the_daemon_reaches_it_whatever_the_form(Form form) throws Exception {
        LaunchCommand daemon = replay(form, command(form), List.of(ByteText.bytes("-Dx=daemon")));

        boolean lastWord = form.environment().stream().anyMatch(entry -> entry.startsWith("_JAVA_OPTIONS"));
        assertThat(start(elsewhere, daemon).report()).contains(lastWord ? "options [" : "\nx daemon\n");
    }

    @Test
    void the_kernel_shows_exactly_the_arguments_that_were_replayed() throws Exception {
        Form form = Form.of("bytes", "-cp", "classes", "p.Probe", "", "\u00ff", "a\nb", "'", "");
        LaunchCommand daemon = replay(form, command(form), List.of());

        assertThat(ByteText.of(start(elsewhere, daemon).command().arguments()))
                .isEqualTo(ByteText.of(daemon.arguments()))
                .endsWith("", "\u00ff", "a\nb", "'", "");
    }

    @Test
    void argument_files_are_split_as_the_launcher_of_this_jdk_splits_them() throws Exception {
        Random random = new Random(20261122);
        String alphabet = "abcdnrtf@-\"'\\\\# \t\n\r\f";
        for (int length : new int[] {50, 4_000, 20_000, 60_000}) {
            StringBuilder text = new StringBuilder("-cp classes p.Probe ");
            while (text.length() < length) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Files.writeString(home.resolve("random"), text);
            List<String> words = ArgumentFileText.words(text.toString());

            String report = start(home, command(Form.of("random", "@random"))).report();

            String arguments = words.subList(3, words.size()).toString();
            assertThat(report).startsWith(comparable("args " + arguments + "\noptions"));
        }
    }

    private static LaunchCommand command(Form form) {
        List<String> argv = new ArrayList<>(List.of(JAVA));
        argv.addAll(form.arguments());
        return new LaunchCommand(ByteText.bytes(argv), ByteText.bytes(form.environment()));
    }

    private static LaunchCommand replay(Form form, LaunchCommand command, List<byte[]> jvmOptions) {
        Properties properties = new Properties();
        properties.setProperty("sun.java.launcher", "SUN_STANDARD");
        properties.setProperty("java.specification.version", System.getProperty("java.specification.version"));
        JvmStart start = JvmStart.of(JAVA.getBytes(UTF_8), properties, List.of());
        byte[] directory = home.resolve(form.directory()).normalize().toString().getBytes(UTF_8);
        return new CommandLineReplay(start, "ALL-UNNAMED", null, LaunchCommand.argumentSpace(-1))
                .forDaemon(command, directory, false, jvmOptions)
                .launch();
    }

    /** Through a shell script, since ProcessBuilder cannot pass bytes that are not in the platform's encoding. */
    private Start start(Path directory, LaunchCommand command) throws Exception {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.write(ByteText.bytes("unset PWD OLDPWD\n"));
        for (byte[] entry : command.environment()) {
            if (!ByteText.of(entry).startsWith("PWD=") && !ByteText.of(entry).startsWith("OLDPWD=")) {
                script.write(ByteText.bytes("export " + quoted(ByteText.of(entry)) + "\n"));
            }
        }
        script.write(ByteText.bytes("exec"));
        for (byte[] argument : command.arguments()) {
            script.write(ByteText.bytes(" " + quoted(ByteText.of(argument))));
        }
        Path file = Files.write(scratch.resolve("start"), script.toByteArray());
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", file.toString());
        builder.directory(directory.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.redirectOutput(scratch.resolve("output").toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("ended within %s s: %s", SECONDS, ByteText.show(script.toString(UTF_8)))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        String output = Files.readString(scratch.resolve("output"));
        assertThat(process.exitValue())
                .as("exit of %s in %s: %s%s", script, directory, output, ByteText.of(Files.readAllBytes(errors)))
                .isZero();
        List<byte[]> arguments = OwnProcess.strings(line(output, "cmdline "));
        List<byte[]> environment = OwnProcess.strings(line(output, "environ "));
        return new Start(
                new LaunchCommand(arguments, environment), comparable(new String(line(output, "report "), UTF_8)));
    }

    private static byte[] line(String output, String prefix) {
        try (Stream<String> lines = output.lines()) {
            String line = lines.filter(candidate -> candidate.startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line '" + prefix + "' in: " + output));
            return Base64.getDecoder().decode(line.substring(prefix.length()));
        }
    }

    /** What may differ: paths that became absolute, the quotes around a log file's name, and native access from 24 on. */
    private static String comparable(String report) {
        String nativeAccess = "--enable-native-access=ALL-UNNAMED";
        return report.replace(home + "/", "")
                .replace(", " + nativeAccess, "")
                .replace(nativeAccess + ", ", "")
                .replace(nativeAccess, "")
                .replace("file=\"", "")
                .replace("file=", "")
                .replace("\"", "");
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private static void tool(String name, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(System.out, System.err, arguments)).as(name).isZero();
    }
}
