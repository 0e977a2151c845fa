/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other users, namespaces and mounts let a reader see. */
@Timeout(120)
class ForeignViewIT {

    private static final List<String> AS_NOBODY = as(65534);

    /** Of whom nothing else runs here, whatever does as nobody. */
    private static final List<String> AS_A_STRANGER = as(64_999);

    private final Children children = new Children();

    @TempDir
    Path directory;

    @BeforeEach
    void needsRoot() throws Exception {
        assumeThat(io.github.daemon4j.ProcessInfo.current().effectiveUid().value())
                .as("views of other users and namespaces not tested: only root can make them")
                .isZero();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void another_users_process_shows_its_numbers_and_denies_the_rest() throws Exception {
        Process sleep = children.start("sleep", "1000");
        Map<String, String> seen = show(AS_NOBODY, Long.toString(sleep.pid()));
        assertThat(seen)
                .containsEntry("present", "true")
                .doesNotContainEntry("role", "UNKNOWN")
                .containsEntry("command", "sleep")
                .containsEntry("arguments", "2")
                .containsEntry("user", "root")
                .containsEntry("alive", "true")
                .containsEntry("executable", "FORBIDDEN")
                .containsEntry("startTime", "KNOWN")
                .containsEntry("STAT", "KNOWN")
                .containsEntry("STATUS", "KNOWN")
                .containsEntry("COMMAND_LINE", "KNOWN")
                .containsEntry("LIMITS", "KNOWN")
                .containsEntry("EXECUTABLE", "FORBIDDEN")
                .containsEntry("WORKING_DIRECTORY", "FORBIDDEN")
                .containsEntry("ROOT", "FORBIDDEN")
                .containsEntry("DESCRIPTORS", "FORBIDDEN")
                .containsEntry("ENVIRONMENT", "FORBIDDEN")
                .containsEntry("IO", "FORBIDDEN")
                .containsEntry("MEMORY", "FORBIDDEN")
                .containsEntry("NAMESPACES", "FORBIDDEN");
        assertThat(seen.get("signal"))
                .startsWith("Cannot send WINCH to process " + sleep.pid() + " (sleep): pidfd_send_signal")
                .contains("EPERM");
    }

    @Test
    void a_process_that_hidepid_forbids_to_read_is_unknown_and_not_dead() throws Exception {
        Process sleep = children.start("sleep", "1000");
        Map<String, String> seen = show(hidepid(1), Long.toString(sleep.pid()));
        assertThat(seen)
                .containsEntry("present", "true")
                .containsEntry("state", "UNKNOWN")
                .containsEntry("role", "UNKNOWN")
                .containsEntry("alive", "true")
                .containsEntry("user", "root")
                .containsEntry("parent", "-1")
                .containsEntry("STAT", "FORBIDDEN")
                .containsEntry("STATUS", "FORBIDDEN")
                .containsEntry("OWNER", "KNOWN");
        assertThat(seen.get("explain")).contains("cannot be read (hidepid)");
        assertThat(seen.get("signal")).contains("start time cannot be read");
        assertThat(Integer.parseInt(seen.get("tableSize"))).isGreaterThan(2);
    }

    @Test
    void a_process_that_hidepid_hides_is_unknown_and_not_dead() throws Exception {
        Process sleep = children.start("sleep", "1000");
        Map<String, String> seen = show(hidepid(2), Long.toString(sleep.pid()));
        assertThat(seen)
                .containsEntry("present", "true")
                .containsEntry("state", "UNKNOWN")
                .containsEntry("role", "UNKNOWN")
                .containsEntry("alive", "true")
                .containsEntry("user", "FORBIDDEN")
                .containsEntry("startTime", "FORBIDDEN")
                .containsEntry("terminal", "FORBIDDEN")
                .containsEntry("STAT", "FORBIDDEN")
                .containsEntry("OWNER", "FORBIDDEN")
                .containsEntry(
                        "selfParent", Long.toString(ProcessHandle.current().pid()))
                .containsEntry("selfAncestors", "1");
        assertThat(seen.get("tableSize")).isEqualTo("1");
        sleep.destroyForcibly().waitFor();
        assertThat(show(hidepid(2), Long.toString(sleep.pid()))).containsEntry("present", "false");
    }

    @Test
    void a_process_that_hidepid_hides_in_a_container_of_ones_own_is_there() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--pid",
                "--fork",
                "--mount-proc",
                "sh",
                "-c",
                "mount -o remount,hidepid=2 /proc && { sleep 1000 & exec \"$@\" $!; }",
                "sh"));
        command.addAll(AS_NOBODY);
        assertThat(look(command, ShowProcess.class))
                .containsEntry("selfPid", "1")
                .containsEntry("tableSize", "1")
                .containsEntry("present", "true")
                .containsEntry("alive", "true")
                .containsEntry("role", "UNKNOWN")
                .containsEntry("OWNER", "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void another_users_thread_is_not_found_by_its_id(int hidepid) throws Exception {
        List<Long> threads =
                io.github.daemon4j.ProcessInfo.current().threadIds().value();
        // The first is the main thread. Those that follow last as long as the JVM.
        assertThat(show(hidepid(hidepid), Long.toString(threads.get(1)))).containsEntry("present", "false");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_process_that_becomes_unreadable_has_not_ended(int hidepid) throws Exception {
        Path unreadable = directory.resolve("cat");
        Files.copy(Path.of("/bin/cat"), unreadable);
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("--x--x--x"));
        Map<String, String> seen = look(hidepid(hidepid), LoseSight.class, unreadable.toString());
        assertThat(seen)
                .containsEntry("lives", "true")
                .containsEntry("alive", "true")
                .containsEntry("STATUS", "FORBIDDEN")
                .containsEntry("DESCRIPTORS", "FORBIDDEN");
        assertThat(seen.get("signal")).startsWith("ProcessAccessException: Cannot make sure which process");
        assertThat(seen.get("onExit")).startsWith("ProcessAccessException: Cannot make sure which process");
    }

    @Test
    void in_a_pid_namespace_of_its_own_a_process_is_number_1_without_a_parent() throws Exception {
        Map<String, String> seen = show(List.of("unshare", "--pid", "--fork", "--mount-proc"), "self");
        assertThat(seen)
                .containsEntry("selfPid", "1")
                .containsEntry("parent", "0")
                .containsEntry("namespacePids", "[1]")
                .containsEntry("tableSize", "1")
                .containsEntry("tableRoots", "1");
        assertThat(seen.get("explain")).contains("session 0, of the boot or outside this pid namespace");
    }

    @Test
    void the_proc_of_another_pid_namespace_numbers_the_caller_its_own_way() throws Exception {
        Map<String, String> seen = show(List.of("unshare", "--pid", "--fork"), "self");
        assertThat(seen).containsEntry("selfHandlePid", "1");
        assertThat(seen.get("namespacePids")).isEqualTo("[" + seen.get("selfPid") + ", 1]");
    }

    @Test
    void the_start_time_is_right_in_a_time_namespace() throws Exception {
        Map<String, String> seen = show(List.of("unshare", "--time", "--boottime", "100000", "--fork"), "self");
        long age = Long.parseLong(seen.get("now")) - Long.parseLong(seen.get("selfStart"));
        assertThat(age).isBetween(0L, 20_000L);
        assertThat(seen).containsEntry("selfStartAgain", seen.get("selfStart"));
    }

    private static List<String> hidepid(int mode) {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                "mount -t proc -o hidepid=" + mode + " proc /proc && exec \"$@\"",
                "sh"));
        command.addAll(AS_A_STRANGER);
        return command;
    }

    private static List<String> as(int user) {
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all");
    }

    private Map<String, String> show(List<String> prefix, String pid) throws Exception {
        return look(prefix, ShowProcess.class, pid);
    }

    private Map<String, String> look(List<String> prefix, Class<?> main, String... arguments) throws Exception {
        Path copy = Files.createTempDirectory(
                directory,
                "classes",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Children.java(copy, main, arguments));
        String output = children.run(command.toArray(new String[0]));
        Map<String, String> seen = new TreeMap<>();
        for (String line : output.lines().toList()) {
            int equals = line.indexOf('=');
            seen.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return seen;
    }
}
