/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import io.github.daemon4j.ProcessRole;
import io.github.daemon4j.ProcessRole.Kind;
import io.github.daemon4j.ProcessRole.SessionLeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trees that were seen on real systems, as numbers. */
class RolesTest {

    private static final int PTS_1 = 34817;
    private static final String IGNORES_HUP = "SigIgn:\t0000000000000001\n";

    @TempDir
    Path proc;

    @BeforeEach
    void processOne() throws IOException {
        process(1, "init", 'S', 0, 1, 1, 0, -1);
    }

    @Test
    void a_job_in_the_foreground_group_of_its_terminal_is_foreground() throws IOException {
        process(200, "bash", 'S', 100, 200, 200, PTS_1, 300);
        process(300, "vi", 'S', 200, 300, 200, PTS_1, 300);
        assertRole(
                300,
                Kind.FOREGROUND_JOB,
                SessionLeader.ALIVE,
                "foreground: process group 300 is the foreground group of pts/1; session 200; parent 200");
        assertRole(
                200,
                Kind.BACKGROUND_JOB,
                SessionLeader.SELF,
                "background: process group 200, and the foreground group of pts/1 is 300; leads session 200; parent 100");
    }

    @Test
    void a_stopped_job_is_background_and_says_so() throws IOException {
        process(200, "bash", 'S', 100, 200, 200, PTS_1, 200);
        process(300, "vi", 'T', 200, 300, 200, PTS_1, 200);
        assertRole(
                300,
                Kind.STOPPED_JOB,
                SessionLeader.ALIVE,
                "background: stopped; process group 300, and the foreground group of pts/1 is 200; session 200; parent 200");
    }

    @Test
    void an_orphaned_job_of_a_living_terminal_is_background_though_its_parent_is_1() throws IOException {
        process(200, "bash", 'S', 100, 200, 200, PTS_1, 200);
        process(300, "sleep", 'S', 1, 300, 200, PTS_1, 200);
        assertThat(find(300).role()).isEqualTo(ProcessRole.BACKGROUND);
    }

    @Test
    void a_nohup_job_is_background_before_logout_and_a_hung_up_job_after() throws IOException {
        process(200, "bash", 'S', 100, 200, 200, PTS_1, 200);
        status(process(300, "java", 'S', 200, 300, 200, PTS_1, 200), IGNORES_HUP);
        assertThat(find(300).roleEvidence().hangupIgnored()).isTrue();
        assertRole(
                300,
                Kind.BACKGROUND_JOB,
                SessionLeader.ALIVE,
                "background: process group 300, and the foreground group of pts/1 is 200; ignores HUP; session 200; parent 200");

        Files.delete(proc.resolve("200/stat"));
        Files.delete(proc.resolve("200"));
        process(300, "java", 'S', 1, 300, 200, 0, -1);
        assertRole(
                300,
                Kind.HUNG_UP_JOB,
                SessionLeader.GONE,
                "daemon: no controlling terminal; session 200 whose leader is gone; process group 300 of a hung-up job;"
                        + " ignores HUP; parent 1");
    }

    @Test
    void a_nohup_job_in_the_foreground_ignores_hup_as_well() throws IOException {
        status(process(300, "java", 'S', 200, 300, 200, PTS_1, 300), IGNORES_HUP);
        assertRole(
                300,
                Kind.FOREGROUND_JOB,
                SessionLeader.GONE,
                "foreground: process group 300 is the foreground group of pts/1; ignores HUP; session 200; parent 200");
        assertThat(find(300).roleEvidence().hangupIgnored()).isTrue();
    }

    @Test
    void a_leader_of_a_session_without_a_terminal_is_a_daemon() throws IOException {
        process(4711, "sshd", 'S', 1, 4711, 4711, 0, -1);
        assertRole(
                4711,
                Kind.SESSION_LEADER,
                SessionLeader.SELF,
                "daemon: no controlling terminal; leads session 4711; parent 1");
    }

    @Test
    void the_second_fork_leaves_session_and_group_of_a_leader_that_is_gone() throws IOException {
        process(4712, "java", 'S', 1, 4711, 4711, 0, -1);
        assertRole(
                4712,
                Kind.DOUBLE_FORKED,
                SessionLeader.GONE,
                "daemon: no controlling terminal; session 4711 whose leader is gone; parent 1");
    }

    @Test
    void a_child_of_a_daemon_that_leads_a_group_is_no_hung_up_job() throws IOException {
        process(4712, "java", 'S', 1, 4711, 4711, 0, -1);
        process(4800, "timeout", 'S', 4712, 4800, 4711, 0, -1);
        process(4801, "sleep", 'S', 4800, 4800, 4711, 0, -1);
        for (long pid : new long[] {4800, 4801}) {
            assertRole(
                    pid,
                    Kind.DOUBLE_FORKED,
                    SessionLeader.GONE,
                    "daemon: no controlling terminal; session 4711 whose leader is gone; process group 4800, below process"
                            + " 4712 of the leader's group; parent " + (pid == 4800 ? 4712 : 4800));
        }
    }

    @Test
    void what_a_hung_up_script_starts_is_hung_up_too() throws IOException {
        process(300, "script", 'S', 1, 300, 200, 0, -1);
        process(310, "timeout", 'S', 300, 310, 200, 0, -1);
        process(311, "sleep", 'S', 310, 310, 200, 0, -1);
        assertRole(
                311,
                Kind.HUNG_UP_JOB,
                SessionLeader.GONE,
                "daemon: no controlling terminal; session 200 whose leader is gone; process group 300 of a hung-up job;"
                        + " parent 310");
    }

    @Test
    void a_circle_of_parents_ends() throws IOException {
        process(300, "a", 'S', 301, 300, 200, 0, -1);
        Fixtures.process(proc, 301, Fixtures.line(301, "b", 'S', 300, 300, 200, 0, -1, 1300));
        assertThat(find(300).roleEvidence().kind()).isEqualTo(Kind.HUNG_UP_JOB);
    }

    @Test
    void a_daemon_below_a_subreaper_is_a_daemon_though_its_parent_is_not_1() throws IOException {
        process(4712, "java", 'S', 900, 4711, 4711, 0, -1);
        assertThat(find(4712).roleEvidence().kind()).isEqualTo(Kind.DOUBLE_FORKED);
    }

    @Test
    void a_leader_that_is_a_zombie_is_gone() throws IOException {
        process(4711, "sh", 'Z', 900, 4711, 4711, 0, -1);
        process(4712, "java", 'S', 1, 4711, 4711, 0, -1);
        assertThat(find(4712).roleEvidence().sessionLeader()).isEqualTo(SessionLeader.GONE);
    }

    @Test
    void a_leader_of_which_only_the_main_thread_has_ended_lives() throws IOException {
        Path leader = process(4711, "go", 'S', 900, 4711, 4711, 0, -1).resolve("stat");
        Files.writeString(leader, Files.readString(leader).replace(") S ", ") Z "));
        process(4712, "java", 'S', 4711, 4711, 4711, 0, -1);
        assertThat(find(4712).roleEvidence().sessionLeader()).isEqualTo(SessionLeader.ALIVE);
    }

    @Test
    void a_survivor_of_a_shell_without_job_control_is_told_by_its_terminal_on_the_standard_descriptors()
            throws IOException {
        Path directory = process(300, "java", 'S', 1, 200, 200, 0, -1);
        status(directory, IGNORES_HUP);
        Files.createDirectories(directory.resolve("fd"));
        assertThat(find(300).roleEvidence().kind()).isEqualTo(Kind.DOUBLE_FORKED);
        Files.createSymbolicLink(directory.resolve("fd/1"), Path.of("/dev/tty"));
        assertThat(find(300).roleEvidence().kind()).isEqualTo(Kind.HUNG_UP_JOB);
    }

    @Test
    void a_member_of_a_living_session_without_a_terminal_is_a_daemon_by_the_terminal_only() throws IOException {
        process(500, "sshd", 'S', 1, 500, 500, 0, -1);
        process(501, "sshd: user@pts/1", 'S', 500, 500, 500, 0, -1);
        assertRole(
                501,
                Kind.SESSION_MEMBER,
                SessionLeader.ALIVE,
                "daemon: no controlling terminal; session 500 whose living leader has none either; parent 500");
    }

    @Test
    void a_session_of_another_pid_namespace_is_said_to_be_one() throws IOException {
        process(600, "sh", 'S', 0, 0, 0, 0, -1);
        assertRole(
                600,
                Kind.WITHOUT_TERMINAL,
                SessionLeader.UNKNOWN,
                "daemon: no controlling terminal; session 0, of the boot or outside this pid namespace; parent 0");
    }

    @Test
    void a_terminal_whose_foreground_group_is_in_another_pid_namespace_is_told() throws IOException {
        process(700, "sh", 'S', 0, 700, 700, PTS_1, 0);
        assertRole(
                700,
                Kind.BACKGROUND_JOB,
                SessionLeader.SELF,
                "background: process group 700, and pts/1 has no foreground group in this pid namespace; leads session 700; parent 0");
    }

    @Test
    void two_groups_of_another_pid_namespace_are_equal_as_ps_sees_them_and_said_to_be_unknown() throws IOException {
        process(700, "sh", 'S', 0, 0, 0, PTS_1, 0);
        assertRole(
                700,
                Kind.FOREGROUND_JOB,
                SessionLeader.UNKNOWN,
                "foreground, as ps has it: process group and foreground group of pts/1 are both outside this pid namespace;"
                        + " session 0; parent 0");
    }

    @Test
    void a_kernel_thread_is_told_by_its_flag() throws IOException {
        Fixtures.process(proc, 2, "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 25 0 0\n");
        assertRole(
                2,
                Kind.KERNEL_THREAD,
                SessionLeader.UNKNOWN,
                "kernel thread: the kernel's flag PF_KTHREAD is set; parent 0");
    }

    @Test
    void a_zombie_is_no_daemon() throws IOException {
        process(4712, "java", 'Z', 1, 4711, 4711, 0, -1);
        assertRole(
                4712,
                Kind.ZOMBIE,
                SessionLeader.UNKNOWN,
                "unknown: process 4712 has ended, and its parent 1 has not asked for its exit status yet; zombie");
        assertThat(find(4712).role()).isNotEqualTo(ProcessRole.DAEMON);
    }

    @Test
    void a_zombie_is_a_job_of_its_terminal_until_it_is_reaped_as_ps_has_it() throws IOException {
        process(300, "make", 'Z', 200, 300, 200, PTS_1, 300);
        assertThat(find(300).explainRole()).startsWith("foreground: ").endsWith("; zombie");
    }

    @Test
    void a_leader_that_may_be_hidden_is_not_called_gone() throws IOException {
        Files.delete(proc.resolve("1/stat"));
        Files.delete(proc.resolve("1"));
        Files.createSymbolicLink(proc.resolve("self"), Path.of("4712"));
        process(4712, "java", 'S', 1, 4711, 4711, 0, -1);
        assertRole(
                4712,
                Kind.WITHOUT_TERMINAL,
                SessionLeader.UNKNOWN,
                "daemon: no controlling terminal; session 4711 whose leader is not visible; parent 1");
    }

    private void assertRole(long pid, Kind kind, SessionLeader leader, String explanation) {
        ProcessRole.Evidence evidence = find(pid).roleEvidence();
        assertThat(evidence.explanation()).isEqualTo(explanation);
        assertThat(evidence.kind()).isEqualTo(kind);
        assertThat(evidence.sessionLeader()).isEqualTo(leader);
        assertThat(find(pid).role()).isEqualTo(kind.role());
        ProcessInfo inTable = Shown.table(backend().snapshot()).of(pid).orElseThrow();
        assertThat(inTable.roleEvidence()).isEqualTo(evidence);
    }

    private ProcessInfo find(long pid) {
        return Shown.process(backend().find(pid).orElseThrow());
    }

    private ProcBackend backend() {
        return new ProcBackend(proc.toString(), "/nonexistent");
    }

    private Path process(
            long pid, String name, char state, long parent, long group, long session, int tty, long foreground)
            throws IOException {
        return Fixtures.process(
                proc, pid, Fixtures.line(pid, name, state, parent, group, session, tty, foreground, 1000 + pid));
    }

    private static void status(Path directory, String text) throws IOException {
        Files.writeString(directory.resolve("status"), text);
    }
}
