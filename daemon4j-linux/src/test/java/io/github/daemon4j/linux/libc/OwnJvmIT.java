/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonCommand;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.ProcessInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs of their own, because what they do is done once in a JVM, or to the whole of it. */
class OwnJvmIT {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";

    /** What a build or a container may have put there; copied from Maven Central by the build. */
    @ParameterizedTest
    @ValueSource(strings = {"5.5.0", "5.8.0", "5.10.0", "5.11.0"})
    void an_older_jna_serves(String version) throws Exception {
        String jar = "target/jna/jna-" + version + ".jar";

        assertThat(run(List.of(), withJna(jar), NativeCalls.class)).isEqualTo("made\n");
        assertThat(Path.of(jar)).exists();
    }

    @Test
    void a_jna_that_is_too_old_is_named_with_its_place_and_with_what_is_needed() throws Exception {
        String jar = Path.of("target/jna/jna-3.4.0.jar").toAbsolutePath().toString();

        assertThat(run(List.of(), withJna(jar), NativeCalls.class))
                .startsWith("JNA 3.4.0")
                .contains(" in " + jar + " is too old (", "daemon4j needs 5.5 or later")
                .hasLineCount(1);
    }

    @Test
    void a_start_with_a_jna_that_is_too_old_is_one_line_and_leaves_nothing(@TempDir Path work) throws Exception {
        List<String> options = List.of("-Dpid.file=" + work.resolve("server.pid"));

        assertThat(run(options, withJna("target/jna/jna-3.4.0.jar"), StartsDaemon.class))
                .startsWith("server: JNA 3.4.0")
                .contains("daemon4j needs 5.5 or later")
                .hasLineCount(1);
        assertThat(work).isEmptyDirectory();
    }

    /** JNA makes a directory for what it might have left there, also where it does not unpack anything. */
    @Test
    void a_user_without_a_home_finds_no_directory_called_so(@TempDir Path work) throws Exception {
        List<String> there = List.of("env", "-u", "XDG_CACHE_HOME", "--chdir=" + work);

        assertThat(run(
                        there,
                        List.of("-Duser.home=?"),
                        absolute(System.getProperty("java.class.path")),
                        NativeCalls.class))
                .isEqualTo("made\n");
        assertThat(work).isEmptyDirectory();
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(":", -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(":", entries);
    }

    @Test
    void an_architecture_that_is_not_known_is_refused() throws Exception {
        List<String> options = List.of("-Dos.arch=mips64el");

        assertThat(run(options, System.getProperty("java.class.path"), NativeCalls.class))
                .startsWith("daemon4j does not know the system calls of mips64el");
    }

    /** Process 1 is whom orphans are given to: its daemons are its own children, and nobody else reaps them. */
    @Test
    void a_jvm_that_is_process_1_reaps_what_it_spawns() throws Exception {
        List<String> namespace = List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");
        List<String> possible = new ArrayList<>(namespace);
        possible.add("true");
        assumeThat(new ProcessBuilder(possible).start().waitFor())
                .as("not run: a pid namespace cannot be made here")
                .isZero();

        // Other JVMs that are process 1 have a file of that number in the same /tmp.
        List<String> options = List.of("-XX:-UsePerfData");
        assertThat(run(namespace, options, System.getProperty("java.class.path"), SpawnsAsProcess1.class))
                .isEqualTo("1: reaped\n");
    }

    private static String run(List<String> options, String classPath, Class<?> main) throws Exception {
        return run(List.of(), options, classPath, main);
    }

    private static String run(List<String> wrapper, List<String> options, String classPath, Class<?> main)
            throws Exception {
        List<String> command = new ArrayList<>(wrapper);
        command.add(JAVA);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static String withJna(String jar) {
        List<String> entries = new ArrayList<>(List.of(jar));
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (!entry.contains("/jna-")) {
                entries.add(entry);
            }
        }
        return String.join(":", entries);
    }

    /** Makes calls of every kind. */
    static final class NativeCalls {

        public static void main(String[] arguments) throws Exception {
            try {
                NativeAccess.require();
            } catch (DaemonException refused) {
                System.out.println(refused.getMessage());
                return;
            }
            Descriptor[] pipe = Descriptor.pipe();
            pipe[1].close();
            boolean ended = Poll.await(20_000, pipe[0].number())[0];
            pipe[0].close();
            UserDatabase.User root = UserDatabase.user("0");
            boolean all = DaemonSpawn.leavesSession()
                    && ended
                    && root != null
                    && UserDatabase.supplementaryGroups(root, 0).length > 0
                    && EnvironmentBlock.strings().size() == System.getenv().size()
                    && Errno.EPERM.toString().startsWith("EPERM (");
            System.out.println(all ? "made" : "not made");
        }
    }

    /** Would be a daemon. */
    static final class StartsDaemon {

        public static void main(String[] arguments) {
            DaemonOptions options = DaemonOptions.builder()
                    .name("server")
                    .pidFile(Path.of(System.getProperty("pid.file")))
                    .build();
            DaemonCommand.main(new String[] {"start"}, options, daemon -> System.out.println("serves"));
        }
    }

    /** Spawns a daemon that ends, and says whether a zombie is left. */
    static final class SpawnsAsProcess1 {

        public static void main(String[] arguments) throws Exception {
            long pid = Daemon.spawn(DaemonOptions.builder().build(), "/bin/sleep", "0.2")
                    .pid();
            Thread reaper = ChildProgramIT.reaper((int) pid);
            if (reaper != null) {
                reaper.join(TimeUnit.SECONDS.toMillis(20));
            }
            boolean reaped = !Files.exists(Path.of("/proc/" + pid));
            System.out.println(ProcessInfo.current().pid() + ": " + (reaped ? "reaped" : "left"));
        }
    }
}
