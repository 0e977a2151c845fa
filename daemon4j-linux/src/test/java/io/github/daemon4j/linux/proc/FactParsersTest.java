/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo.Cgroup;
import io.github.daemon4j.ProcessInfo.ResourceLimit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactParsersTest {

    @Test
    void a_command_line_keeps_empty_arguments() {
        assertThat(CommandLine.split(Fixtures.bytes("sh\0-c\0\0x y\0"))).containsExactly("sh", "-c", "", "x y");
    }

    @Test
    void a_title_written_over_the_arguments_is_one_argument() {
        assertThat(CommandLine.split(Fixtures.bytes("sshd: root@pts/0"))).containsExactly("sshd: root@pts/0");
    }

    @Test
    void an_erased_command_line_is_none() {
        assertThat(CommandLine.split(new byte[15])).isEmpty();
        assertThat(CommandLine.split(Fixtures.bytes("\0-c\0\0"))).containsExactly("", "-c", "");
    }

    @Test
    void no_bytes_are_no_arguments_and_one_zero_byte_is_an_empty_one() {
        assertThat(CommandLine.split(new byte[0])).isEmpty();
        assertThat(CommandLine.split(new byte[1])).containsExactly("");
    }

    @Test
    void the_first_of_equal_variables_counts_and_a_string_without_a_name_does_not() {
        assertThat(FactParsers.environment(Fixtures.bytes("A=1\0B=x=y\0A=2\0junk\0=z\0C=\0")))
                .containsExactly(
                        java.util.Map.entry("A", "1"), java.util.Map.entry("B", "x=y"), java.util.Map.entry("C", ""));
    }

    @Test
    void reads_all_sixteen_limits() {
        List<ResourceLimit> limits = parse("jvm.limits", FactParsers::limits);
        assertThat(limits).hasSize(16);
        assertThat(limits)
                .contains(
                        new ResourceLimit("Max open files", 20000, 20000, "files"),
                        new ResourceLimit("Max stack size", 8388608, ResourceLimit.UNLIMITED, "bytes"),
                        new ResourceLimit("Max nice priority", 0, 0, ""),
                        new ResourceLimit(
                                "Max realtime timeout", ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED, "us"));
    }

    @Test
    void reads_the_io_counters() {
        assertThat(parse("jvm.io", FactParsers::namedNumbers))
                .containsEntry("rchar", 761577L)
                .containsEntry("write_bytes", 40960L)
                .hasSize(7);
    }

    @Test
    void reads_memory_in_kilobytes() {
        assertThat(parse("jvm.smaps_rollup", FactParsers::namedNumbers))
                .containsEntry("Rss", 74064L)
                .containsEntry("Pss", 72354L)
                .containsEntry("Private_Clean", 29324L)
                .containsEntry("Private_Dirty", 42716L);
    }

    @Test
    void reads_cgroups_of_both_versions() {
        List<Cgroup> cgroups = parse("jvm.cgroup", Cgroups::parse);
        assertThat(cgroups).hasSize(10);
        assertThat(cgroups.get(0)).isEqualTo(new Cgroup(9, List.of("name=systemd"), "/"));
        assertThat(cgroups.get(9).isUnified()).isTrue();
        assertThat(cgroups).contains(new Cgroup(4, List.of("memory"), "/docker/4f0c1d"));
    }

    @Test
    void a_cgroup_path_may_have_colons() {
        byte[] bytes = Fixtures.bytes("4:cpu,cpuacct:/a:b\n");
        assertThat(Cgroups.parse(bytes, bytes.length))
                .containsExactly(new Cgroup(4, List.of("cpu", "cpuacct"), "/a:b"));
    }

    @Test
    void the_unit_is_the_last_component_that_names_one() {
        assertThat(Cgroups.unit("/system.slice/nginx.service")).isEqualTo("nginx.service");
        assertThat(Cgroups.unit("/system.slice/docker.service/payload")).isEqualTo("docker.service");
        assertThat(Cgroups.unit("/user.slice/user-1000.slice/user@1000.service/app.slice/app-x.scope"))
                .isEqualTo("app-x.scope");
        assertThat(Cgroups.unit("/user.slice")).isNull();
        assertThat(Cgroups.unit("/")).isNull();
        assertThat(Cgroups.unit("/.service")).isNull();
    }

    @Test
    void a_cgroup_that_was_removed_keeps_its_path() {
        byte[] bytes = Fixtures.bytes("4:cpu:/x (deleted)\n0::/system.slice/nginx.service (deleted)\n");
        List<Cgroup> cgroups = Cgroups.parse(bytes, bytes.length);
        assertThat(cgroups)
                .containsExactly(
                        new Cgroup(4, List.of("cpu"), "/x (deleted)"),
                        new Cgroup(0, List.of(), "/system.slice/nginx.service"));
        assertThat(Cgroups.unit(cgroups.get(1).path())).isEqualTo("nginx.service");
    }

    @Test
    void four_hundred_years_of_processor_time_are_not_too_many() {
        Duration years = Duration.ofDays(400 * 365);
        long ticks = years.toSeconds() * (1_000_000_000 / MachineFacts.nanosPerTick());
        assertThat(MachineFacts.duration(ticks)).isEqualTo(years);
        assertThat(MachineFacts.duration(ticks + 1)).isEqualTo(years.plusNanos(MachineFacts.nanosPerTick()));
    }

    @Test
    void systemd_keeps_its_units_in_the_named_hierarchy_where_there_is_one() {
        Cgroup named = new Cgroup(1, List.of("name=systemd"), "/system.slice/a.service");
        Cgroup unified = new Cgroup(0, List.of(), "/");
        assertThat(Cgroups.main(List.of(unified, named))).isEqualTo("/system.slice/a.service");
        assertThat(Cgroups.main(List.of(unified))).isEqualTo("/");
        assertThat(Cgroups.main(List.of())).isNull();
    }

    private interface Parser<T> {
        T parse(byte[] bytes, int end);
    }

    private static <T> T parse(String name, Parser<T> parser) {
        byte[] bytes = Fixtures.captured(name);
        return parser.parse(bytes, bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "'rw', false",
        "'rw,hidepid=1', false",
        "'rw,hidepid=noaccess', false",
        "'rw,hidepid=2', true",
        "'rw,gid=4,hidepid=invisible', true",
        "'rw,hidepid=ptraceable,subset=pid', true"
    })
    void the_last_mount_of_proc_says_whether_it_hides_processes(String options, boolean hides) {
        byte[] mounts = Fixtures.bytes("45 43 0:21 / /proc rw,relatime - proc proc rw,hidepid=2\n"
                + "63 45 0:39 / /proc rw,relatime shared:9 - proc proc " + options + "\n"
                + "64 45 0:40 / /srv/proc rw,relatime - proc proc rw,hidepid=2\n");
        assertThat(FactParsers.hidesProcesses(mounts, "/proc")).isEqualTo(hides);
        assertThat(FactParsers.hidesProcesses(mounts, "/")).isFalse();
    }
}
