/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineReplayTest {

    private final ReplayFixture jvm = new ReplayFixture();

    record Form(String name, List<String> argv, List<String> daemon) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Form> forms() {
        String here = "/srv/app";
        return List.of(
                new Form(
                        "class path",
                        List.of("java", "-cp", "a.jar:lib/*::/x", "Main", "-cp", "b.jar"),
                        List.of(
                                "java",
                                "-cp",
                                here + "/a.jar:" + here + "/lib/*:" + here + ":/x",
                                "Main",
                                "-cp",
                                "b.jar")),
                new Form(
                        "empty class path",
                        List.of("java", "-classpath", "", "Main"),
                        List.of("java", "-classpath", here, "Main")),
                new Form(
                        "no class path",
                        List.of("java", "-Xmx1g", "Main"),
                        List.of("java", "-Xmx1g", "-cp", here, "Main")),
                new Form(
                        "jar",
                        List.of("./java", "-Dx=y", "-jar", "app.jar", "--conf", "conf.yml"),
                        List.of("./java", "-Dx=y", "-jar", here + "/app.jar", "--conf", "conf.yml")),
                new Form(
                        "jar after an option",
                        List.of("java", "-jar", "-Dx=y", "app.jar"),
                        List.of("java", "-jar", "-Dx=y", here + "/app.jar")),
                new Form(
                        "module",
                        List.of("java", "-p", "mods", "-m", "com.x/com.x.Main", "mods"),
                        List.of("java", "-p", here + "/mods", "-m", "com.x/com.x.Main", "mods")),
                new Form(
                        "module with an empty class path",
                        List.of("java", "-cp", "", "-p", "/m", "-m", "x"),
                        List.of("java", "-cp", "", "-p", "/m", "-m", "x")),
                new Form(
                        "module in one word",
                        List.of("java", "--module-path=mods", "--module=com.x", "a.jar"),
                        List.of("java", "--module-path=" + here + "/mods", "--module=com.x", "a.jar")),
                new Form(
                        "patched module",
                        List.of("java", "--patch-module", "m=p:q", "-p", "m", "-m", "m"),
                        List.of(
                                "java",
                                "--patch-module",
                                "m=" + here + "/p:" + here + "/q",
                                "-p",
                                here + "/m",
                                "-m",
                                "m")),
                new Form(
                        "source",
                        List.of("java", "--source", "17", "Main.java", "x.java"),
                        List.of("java", "--source", "17", "-cp", here, here + "/Main.java", "x.java")),
                new Form(
                        "shebang",
                        List.of("/bin/java", "--source 17", "./tool", "a"),
                        List.of("/bin/java", "--source 17", "-cp", here, here + "/./tool", "a")),
                new Form(
                        "shebang with a class path",
                        List.of("java", "--source 17 -cp lib", "./tool"),
                        List.of("java", "--source", "17", "-cp", here + "/lib", here + "/./tool")),
                new Form(
                        "value with dash is an option",
                        List.of("java", "-cp", "-Dx", "Main"),
                        List.of("java", "-cp", "-Dx", "Main")),
                new Form(
                        "escaped at sign",
                        List.of("java", "-cp", "@@lib", "Main", "@x"),
                        List.of("java", "-cp", here + "/@lib", "Main", "@x")),
                new Form(
                        "no argument files",
                        List.of("java", "-cp", "/x", "--disable-@files", "@Main", "@y"),
                        List.of("java", "-cp", "/x", "--disable-@files", "@Main", "@y")),
                new Form(
                        "hostile arguments",
                        List.of("java", "-cp", "\u00ff\nx", "Main", "", "\u00ff\u00fe", "a\nb", ""),
                        List.of("java", "-cp", here + "/\u00ff\nx", "Main", "", "\u00ff\u00fe", "a\nb", "")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void paths_of_every_launch_form_become_absolute_and_arguments_stay(Form form) {
        assertThat(jvm.arguments(form.argv().toArray(String[]::new))).isEqualTo(form.daemon());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void with_the_working_directory_kept_nothing_changes(Form form) {
        assertThat(jvm.keepingDirectory().arguments(form.argv().toArray(String[]::new)))
                .isEqualTo(form.argv());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void options_for_the_daemon_come_right_before_what_names_the_program(Form form) {
        jvm.keepingDirectory().jvmOption("-Xmx2g").variable("DAEMON4J_JAVA_OPTIONS=-Xmx3g '-Da=b c'");

        List<String> daemon = jvm.arguments(form.argv().toArray(String[]::new));

        int at = daemon.indexOf("-Xmx2g");
        assertThat(daemon.subList(at, at + 3)).containsExactly("-Xmx2g", "-Xmx3g", "-Da=b c");
        assertThat(daemon.get(at + 3)).matches("(?s)Main|-jar|-m|--module=.*|app.jar|.*Main.java|./tool|@Main");
        assertThat(JavaCommand.read(daemon.subList(1, daemon.size()), null, noFiles(), LauncherGrammar.JDK_17)
                        .words())
                .filteredOn(word -> word.text().startsWith("-Xmx"))
                .extracting(Word::role)
                .containsOnly(Word.Role.OPTION);
    }

    @Test
    void a_java_file_that_exists_is_a_source_launch_and_a_class_of_that_name_is_not() {
        jvm.file("/srv/app/Main.java", "");

        assertThat(jvm.arguments("java", "Main.java")).containsExactly("java", "-cp", "/srv/app", "/srv/app/Main.java");
        assertThat(jvm.arguments("java", "Other.java")).containsExactly("java", "-cp", "/srv/app", "Other.java");
    }

    @Test
    void a_directory_called_star_is_no_wildcard() {
        assertThat(jvm.in("/srv/*").arguments("java", "Main")).containsExactly("java", "-cp", "/srv/*/", "Main");
    }

    @Test
    void a_class_path_cannot_be_made_absolute_from_a_directory_with_a_colon() {
        jvm.in("/srv/a:b");

        assertThatThrownBy(() -> jvm.arguments("java", "-cp", "x.jar", "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'x.jar' in the command line")
                .hasMessageContaining("/srv/a:b")
                .hasMessageContaining("keepWorkingDirectory");
        assertThatThrownBy(() -> jvm.arguments("java", "Main")).hasMessageContaining("class path");
        assertThat(jvm.arguments("java", "-jar", "x.jar")).containsExactly("java", "-jar", "/srv/a:b/x.jar");
    }

    @Test
    void arguments_that_name_no_program_are_not_those_of_a_java_command() {
        assertThatThrownBy(() -> jvm.arguments("my server: idle")).hasMessageContaining("name no main class");
        assertThatThrownBy(() -> jvm.arguments("java", "-cp", "x")).hasMessageContaining("name no main class");
        assertThatThrownBy(jvm::arguments).hasMessageContaining("empty");
    }

    @Test
    void an_argument_file_with_absolute_paths_is_only_named_absolutely() {
        jvm.file("/srv/app/args", "-cp /a.jar -Dx='a b' Main one");

        assertThat(jvm.arguments("java", "@args", "two")).containsExactly("java", "@/srv/app/args", "two");
    }

    @Test
    void an_argument_file_with_a_relative_path_is_replaced_by_its_words() {
        jvm.file("/srv/app/args", "-cp 'my lib/*' @@Main \"\" #end\n@x");

        assertThat(jvm.arguments("java", "-Xint", "@args", "two"))
                .containsExactly("java", "-Xint", "-cp", "/srv/app/my lib/*", "@@@Main", "", "@x", "two");
    }

    @Test
    void a_word_with_an_at_sign_from_an_argument_file_does_not_become_an_argument_file() {
        jvm.file("/args", "-cp rel -m @mod");

        assertThat(jvm.arguments("java", "@/args")).containsExactly("java", "-cp", "/srv/app/rel", "-m", "@@mod");
    }

    @Test
    void a_value_may_stand_in_an_argument_file_of_its_own() {
        jvm.file("/srv/app/jar", "app.jar").file("/srv/app/cp", "x.jar");

        assertThat(jvm.arguments("java", "-jar", "@jar")).containsExactly("java", "-jar", "/srv/app/app.jar");
        assertThat(jvm.arguments("java", "-cp", "@cp", "Main"))
                .containsExactly("java", "-cp", "/srv/app/x.jar", "Main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@/dev/fd/63", "@/proc/self/fd/63", "@/proc/4711/fd/63", "@/dev/stdin"})
    void an_argument_file_that_is_a_pipe_is_refused_even_with_the_directory_kept(String argument) {
        jvm.file(argument.substring(1), "-Xint");

        assertThatThrownBy(() -> jvm.keepingDirectory().arguments("java", argument, "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'" + argument + "' in the command line")
                .hasMessageContaining("pipe")
                .hasMessageContaining("regular file");
    }

    @Test
    void an_argument_file_that_is_gone_is_refused() {
        assertThatThrownBy(() -> jvm.arguments("java", "@args", "Main"))
                .hasMessageContaining("'@args' in the command line")
                .hasMessageContaining("/srv/app/args (no such file now)");
    }

    @Test
    void options_for_the_daemon_override_those_of_an_argument_file_with_the_main_class() {
        jvm.file("/args", "-Xmx1g -cp /x @Main arg").jvmOption("-Xmx2g");

        assertThat(jvm.arguments("java", "@/args", "b"))
                .containsExactly("java", "-Xmx1g", "-cp", "/x", "-Xmx2g", "@@Main", "arg", "b");
    }

    @Test
    void native_access_is_enabled_from_24_on_where_nothing_enables_it() {
        String enabled = "--enable-native-access=ALL-UNNAMED";
        jvm.keepingDirectory().feature(24).file("/args", "-cp /x Main").file("/own", "--enable-native-access x Main");

        assertThat(jvm.arguments("java", "-jar", "/x.jar")).containsExactly("java", enabled, "-jar", "/x.jar");
        assertThat(jvm.arguments("java", "@/args")).containsExactly("java", enabled, "@/args");
        assertThat(jvm.arguments("java", "@/own")).containsExactly("java", "@/own");
        assertThat(jvm.arguments("java", "--enable-native-access", "x", "Main")).hasSize(4);
        assertThat(jvm.arguments("java", "Main", enabled)).containsExactly("java", enabled, "Main", enabled);
        assertThat(jvm.feature(23).arguments("java", "Main")).containsExactly("java", "Main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "DAEMON4J_JAVA_OPTIONS"})
    void native_access_enabled_by_a_variable_is_enough(String variable) {
        jvm.keepingDirectory().feature(25).variable(variable + "=--enable-native-access=com.sun.jna");

        assertThat(jvm.arguments("java", "Main")).doesNotContain("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void native_access_that_the_jar_enables_is_not_enabled_again() {
        String enabled = "--enable-native-access=ALL-UNNAMED";
        jvm.keepingDirectory().feature(25).file("/srv/app/x.jar", "Enable-Native-Access: ALL-UNNAMED");

        assertThat(jvm.arguments("java", "-jar", "x.jar")).containsExactly("java", "-jar", "x.jar");
        assertThat(jvm.arguments("java", "-jar", "y.jar")).contains(enabled);
        assertThat(jvm.arguments("java", "-cp", "x.jar", "x.jar")).contains(enabled);
    }

    @Test
    void what_sockets_take_is_opened_unless_the_jar_does_it() {
        String opened = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
        jvm.keepingDirectory()
                .opening("java.base/sun.nio.ch=ALL-UNNAMED")
                .file("/srv/app/x.jar", "Add-Opens: java.base/java.lang java.base/sun.nio.ch")
                .file("/srv/app/y.jar", "Add-Opens: java.base/sun.nio.chx");

        assertThat(jvm.arguments("java", "-jar", "x.jar")).containsExactly("java", "-jar", "x.jar");
        assertThat(jvm.arguments("java", "-jar", "y.jar")).containsExactly("java", opened, "-jar", "y.jar");
        assertThat(jvm.arguments("java", "-cp", "x.jar", "Main"))
                .containsExactly("java", "-cp", "x.jar", opened, "Main");
        assertThat(jvm.serviceArguments("java", "-cp", "/x.jar", "Main"))
                .as("a unit's")
                .containsExactly("java", "-cp", "/x.jar", opened, "Main");
    }

    @Test
    void a_packaged_application_opens_it_by_a_variable() {
        jvm.packaged().opening("java.base/sun.nio.ch=ALL-UNNAMED").variable("_JAVA_OPTIONS=-Xint");

        assertThat(jvm.arguments("App")).containsExactly("App");
        assertThat(jvm.environment("App"))
                .containsExactly("_JAVA_OPTIONS=-Xint --add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Test
    void only_variables_the_jvm_reads_are_changed_and_only_where_a_path_is_relative() {
        jvm.variable("PATH=bin:/bin")
                .variable("JAVA_TOOL_OPTIONS=-javaagent:a.jar=x   -Xmx1g")
                .variable("_JAVA_OPTIONS='-Xlog:gc:file=my gc.log'")
                .variable("JDK_JAVA_OPTIONS=-Xmx1g   -cp   /x")
                .variable("DAEMON4J_JAVA_OPTIONS=-Xmx2g")
                .variable("\u00ff=\u00fe");

        assertThat(jvm.environment("java", "Main"))
                .containsExactly(
                        "PATH=bin:/bin",
                        "JAVA_TOOL_OPTIONS=-javaagent:/srv/app/a.jar=x -Xmx1g",
                        "_JAVA_OPTIONS='-Xlog:gc:file=my gc.log'"
                                .replace("'-Xlog:gc:file=my gc.log'", "-Xlog:gc:file='\"'\"/srv/app/my gc.log\"'\"'"),
                        "JDK_JAVA_OPTIONS=-Xmx1g   -cp   /x",
                        "\u00ff=\u00fe");
    }

    @Test
    void options_for_the_launcher_in_a_variable_become_absolute() {
        jvm.variable("JDK_JAVA_OPTIONS=-cp 'my lib:/x' @opts @@y").file("/srv/app/opts", "-Da=\"it's\" -p mods -p");

        assertThat(jvm.environment("java", "Main"))
                .containsExactly(
                        "JDK_JAVA_OPTIONS=-cp \"/srv/app/my lib:/x\" \"-Da=it's\" -p /srv/app/mods -p /srv/app/@y");
    }

    @Test
    void the_class_path_variable_becomes_absolute_where_it_counts() {
        ReplayFixture relative = new ReplayFixture().variable("CLASSPATH=a.jar::lib/*");
        String absolute = "CLASSPATH=/srv/app/a.jar:/srv/app:/srv/app/lib/*";

        assertThat(relative.environment("java", "Main")).containsExactly(absolute);
        assertThat(relative.arguments("java", "Main")).containsExactly("java", "Main");
        assertThat(relative.environment("java", "-cp", "x", "Main")).containsExactly("CLASSPATH=a.jar::lib/*");
        assertThat(relative.environment("java", "-jar", "x.jar")).containsExactly("CLASSPATH=a.jar::lib/*");
        assertThat(relative.keepingDirectory().environment("java", "Main")).containsExactly("CLASSPATH=a.jar::lib/*");
    }

    @Test
    void the_variable_for_the_daemon_is_hidden_from_it() {
        assertThat(jvm.variable("A=1").variable("DAEMON4J_JAVA_OPTIONS=-Xint").environment("java", "Main"))
                .containsExactly("A=1");
    }

    @Test
    void paths_in_options_for_the_daemon_start_from_the_original_directory() {
        jvm.jvmOption("-Xlog:gc:gc.log").jvmOption("-cp").jvmOption("x.jar");

        assertThat(jvm.arguments("java", "-cp", "/y", "Main"))
                .containsExactly(
                        "java", "-cp", "/y", "-Xlog:gc:file=\"/srv/app/gc.log\"", "-cp", "/srv/app/x.jar", "Main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Main",
                "-jar",
                "-m",
                "--module=x",
                "-version",
                "--source",
                "--disable-@files",
                "-cp",
                "''",
                "-cp @@x"
            })
    void what_would_change_the_program_is_no_option_for_the_daemon(String option) {
        jvm.variable("DAEMON4J_JAVA_OPTIONS=-Xint " + option);

        assertThatThrownBy(() -> jvm.arguments("java", "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("DAEMON4J_JAVA_OPTIONS");
    }

    @Test
    void an_open_quote_in_the_variable_for_the_daemon_is_refused() {
        jvm.variable("DAEMON4J_JAVA_OPTIONS='-Xint");

        assertThatThrownBy(() -> jvm.arguments("java", "Main")).hasMessageContaining("unmatched quote");
    }

    @Test
    void a_packaged_application_keeps_its_arguments_and_gets_options_by_a_variable() {
        jvm.packaged()
                .feature(25)
                .variable("_JAVA_OPTIONS=-Xint")
                .jvmOption("-Da=b c")
                .variable("A=1");

        assertThat(jvm.arguments("App", "-cp", "x", "@y")).containsExactly("App", "-cp", "x", "@y");
        assertThat(jvm.environment("App")).containsExactly("_JAVA_OPTIONS=-Xint \"-Da=b c\"", "A=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-cp /x", "--class-path=/x", "--add-opens a/b=c", "-showversion"})
    void a_packaged_application_takes_no_options_of_the_java_launcher(String options) {
        jvm.packaged().variable("DAEMON4J_JAVA_OPTIONS=" + options);

        assertThatThrownBy(() -> jvm.arguments("App"))
                .hasMessageContaining("/opt/App/bin/App")
                .hasMessageContaining("jpackage --java-options");
    }

    @Test
    void an_argument_grown_too_long_is_refused_before_anything_starts() {
        String manyJars = "x.jar:".repeat(20_000);

        assertThatThrownBy(() -> jvm.arguments("java", "-cp", manyJars, "Main"))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("131071")
                .hasMessageContaining("@argfile");
    }

    @Test
    void the_longest_argument_and_entry_are_taken() {
        String longest = "x".repeat(131_071);
        jvm.keepingDirectory().variable("A=" + "x".repeat(131_069));

        assertThat(jvm.arguments("java", "Main", longest)).contains(longest);
        assertThatThrownBy(() -> jvm.arguments("java", "Main", longest + "x")).hasMessageContaining("131072 bytes");
        assertThatThrownBy(() -> jvm.variable("B=" + "x".repeat(131_070)).arguments("java", "Main"))
                .hasMessageContaining("environment");
    }

    @Test
    void more_than_the_system_takes_in_total_is_refused() {
        jvm.keepingDirectory().space(100);

        assertThatThrownBy(() -> jvm.arguments("java", "Main", "x".repeat(80))).hasMessageContaining("takes 100");
        assertThat(jvm.arguments("java", "Main", "x".repeat(60))).hasSize(3);
    }

    @Test
    void the_space_for_arguments_is_a_quarter_of_the_stack_within_bounds() {
        assertThat(LaunchCommand.argumentSpace(8L << 20)).isEqualTo(2L << 20);
        assertThat(LaunchCommand.argumentSpace(-1)).isEqualTo(6L << 20);
        assertThat(LaunchCommand.argumentSpace(1L << 40)).isEqualTo(6L << 20);
        assertThat(LaunchCommand.argumentSpace(0)).isEqualTo(128L << 10);
    }

    private static OptionFiles noFiles() {
        return new OptionFiles(new FakeFiles(), new WorkingDirectory("/srv/app"));
    }
}
