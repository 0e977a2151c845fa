/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathOptionsTest {

    private final FakeFiles files = new FakeFiles();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--class-path=a.jar:lib/*|--class-path=/w/a.jar:/w/lib/*",
                "--module-path=mods::/m:|--module-path=/w/mods:/w:/m:",
                "--upgrade-module-path=u|--upgrade-module-path=/w/u",
                "--patch-module=java.base=p:/q:|--patch-module=java.base=/w/p:/q:",
                "-javaagent:agent.jar=conf=x/y.yml|-javaagent:/w/agent.jar=conf=x/y.yml",
                "-javaagent:agent.jar|-javaagent:/w/agent.jar",
                "-agentpath:libx.so=a=b|-agentpath:/w/libx.so=a=b",
                "-Xbootclasspath/a:a.jar:/b.jar|-Xbootclasspath/a:/w/a.jar:/b.jar",
                "-splash:s.png|-splash:/w/s.png",
                "-XXaltjvm=./alt|-XXaltjvm=/w/./alt",
                "-Xloggc:gc.log|-Xloggc:file=\"/w/gc.log\"",
                "-Xlog:gc:gc.log|-Xlog:gc:file=\"/w/gc.log\"",
                "-Xlog:gc*=debug,safepoint:file=logs/%p.log:time,level:filecount=5,filesize=1m"
                        + "|-Xlog:gc*=debug,safepoint:file=\"/w/logs/%p.log\":time,level:filecount=5,filesize=1m",
                "-Xlog:gc:file=\"a:b.log\":uptime|-Xlog:gc:file=\"/w/a:b.log\":uptime",
                "-Xlog:gc:\"a:b.log\"|-Xlog:gc:file=\"/w/a:b.log\"",
                "-Xlog::x.log|-Xlog::file=\"/w/x.log\"",
                "-XX:ErrorFile=hs_%p.log|-XX:ErrorFile=/w/hs_%p.log",
                "-XX:HeapDumpPath=dumps|-XX:HeapDumpPath=/w/dumps",
                "-XX:SharedArchiveFile=base.jsa:/top.jsa|-XX:SharedArchiveFile=/w/base.jsa:/top.jsa",
                "-XX:ArchiveClassesAtExit=a.jsa|-XX:ArchiveClassesAtExit=/w/a.jsa",
                "-XX:AOTCache=a.aot|-XX:AOTCache=/w/a.aot",
                "-XX:AOTConfiguration=a.conf|-XX:AOTConfiguration=/w/a.conf",
                "-XX:CompileCommandFile=c|-XX:CompileCommandFile=/w/c",
                "-XX:StartFlightRecording=filename=r.jfr,settings=profile,delay=5s"
                        + "|-XX:StartFlightRecording=filename=/w/r.jfr,settings=profile,delay=5s",
                "-XX:StartFlightRecording:name=x,filename=\"a,b.jfr\"|-XX:StartFlightRecording:name=x,filename=\"/w/a,b.jfr\"",
                "-XX:StartFlightRecording=settings=conf/own.jfc|-XX:StartFlightRecording=settings=/w/conf/own.jfc",
                "-XX:FlightRecorderOptions=repository=repo|-XX:FlightRecorderOptions=repository=/w/repo",
                "-Djava.class.path=x.jar|-Djava.class.path=/w/x.jar",
                "-Djava.library.path=native:/usr/lib|-Djava.library.path=/w/native:/usr/lib",
                "-Djava.io.tmpdir=tmp|-Djava.io.tmpdir=/w/tmp",
                "-Djava.security.policy==my.policy|-Djava.security.policy==/w/my.policy",
                "-Djava.util.logging.config.file=l.properties|-Djava.util.logging.config.file=/w/l.properties",
                "-Djavax.net.ssl.trustStore=t.p12|-Djavax.net.ssl.trustStore=/w/t.p12",
            })
    void a_relative_path_becomes_absolute(String option, String expected) {
        assertThat(absolute(option)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:OnError=cat hs.log",
                "-XX:HeapDumpPath=/var/dumps",
                "-XX:SharedArchiveFile=/a.jsa:/b.jsa",
                "-XX:StartFlightRecording",
                "-XX:StartFlightRecording=duration=60s,settings=profile",
                "-XX:StartFlightRecording=settings=default.jfc,filename=/r.jfr",
                "-XX:AOTMode=record",
                "-Xlog",
                "-Xlog:gc",
                "-Xlog:disable",
                "-Xlog:async",
                "-Xlog:gc:stdout",
                "-Xlog:gc:stderr:uptime",
                "-Xlog:gc::uptime",
                "-Xlog:gc:file=/var/log/gc.log:time",
                "-Xlog:gc:\"/var/log/gc.log\"",
                "-agentlib:hprof",
                "-javaagent:/a.jar=b=c",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--patch-module=java.base=/p",
                "--module-path=/a:/b:",
                "-Dconfig=conf/app.yml",
                "-Dx",
                "-Djava.security.policy=file:rel.policy",
                "-Djava.security.policy=${user.home}/my.policy",
                "-Djavax.net.ssl.keyStore=NONE",
                "-Djava.io.tmpdir=",
                "-splash:/s.png",
                "-XXaltjvm=server",
                "-",
                "--",
                "",
            })
    void everything_else_stays_as_it_is(String option) {
        assertThat(absolute(option)).isEqualTo(option);
    }

    @Test
    void a_recording_configuration_is_a_file_only_if_it_exists() {
        files.with("/w/own", "").with("/w/profile", "");

        assertThat(absolute("-XX:StartFlightRecording=settings=own"))
                .isEqualTo("-XX:StartFlightRecording=settings=/w/own");
        assertThat(absolute("-XX:StartFlightRecording=settings=other"))
                .isEqualTo("-XX:StartFlightRecording=settings=other");
        assertThat(absolute("-XX:StartFlightRecording=settings=profile"))
                .isEqualTo("-XX:StartFlightRecording=settings=profile");
    }

    @ParameterizedTest
    @CsvSource({
        "/a:b,--class-path=x.jar",
        "/a:b,--module-path=x",
        "/a:b,-Xbootclasspath/a:x.jar",
        "/a=b,-javaagent:x.jar",
        "/a%b,-XX:ErrorFile=x",
        "/a%pb,-Xlog:gc:x",
        "'/a\"b',-Xlog:gc:x",
        "'/a,b',-XX:StartFlightRecording=filename=x",
    })
    void a_directory_that_would_change_the_meaning_is_refused(String directory, String option) {
        assertThatThrownBy(() -> absolute(directory, option))
                .isInstanceOf(LaunchRefusedException.class)
                .hasMessageContaining("'" + option + "' in the command line")
                .hasMessageContaining(directory)
                .hasMessageContaining("keepWorkingDirectory");
    }

    @ParameterizedTest
    @CsvSource({
        "/a:b,-javaagent:x.jar,-javaagent:/a:b/x.jar",
        "/a:b,-Xlog:gc:x.log,-Xlog:gc:file=\"/a:b/x.log\"",
        "/a=b,-Xlog:gc:x.log,-Xlog:gc:file=\"/a=b/x.log\"",
        "/a%b,-Xlog:gc:x.log,-Xlog:gc:file=\"/a%b/x.log\"",
        "/a=b,-XX:ErrorFile=x,-XX:ErrorFile=/a=b/x",
        "/,-javaagent:x.jar,-javaagent:/x.jar",
    })
    void a_directory_with_odd_characters_is_taken_where_they_mean_nothing(
            String directory, String option, String expected) {
        assertThat(absolute(directory, option)).isEqualTo(expected);
    }

    @Test
    void relative_paths_inside_a_file_of_vm_options_are_refused() {
        files.with("/w/vm", "-Xmx1g '-XX:HeapDumpPath=my dumps'");

        assertThatThrownBy(() -> absolute("-XX:VMOptionsFile=vm"))
                .hasMessageContaining("'-XX:HeapDumpPath=my dumps' in the file of '-XX:VMOptionsFile=vm'");
    }

    @Test
    void a_file_of_vm_options_with_absolute_paths_is_named_absolutely() {
        files.with("/w/vm", "-Xmx1g -XX:HeapDumpPath=/dumps").with("/w/flags", "HeapDumpPath=/dumps +UseSerialGC");

        assertThat(absolute("-XX:VMOptionsFile=vm")).isEqualTo("-XX:VMOptionsFile=/w/vm");
        assertThat(absolute("-XX:Flags=flags")).isEqualTo("-XX:Flags=/w/flags");
    }

    @Test
    void relative_paths_inside_a_file_of_flags_are_refused() {
        files.with("/w/flags", "ErrorFile=err.log");

        assertThatThrownBy(() -> absolute("-XX:Flags=flags")).hasMessageContaining("-XX:ErrorFile=err.log");
    }

    private String absolute(String option) {
        return absolute("/w", option);
    }

    private String absolute(String directory, String option) {
        WorkingDirectory here = new WorkingDirectory(directory);
        PathOptions paths = new PathOptions(here, new OptionFiles(files, here), JavaCommand.Mode.CLASS);
        return paths.option(Word.option(option, JavaCommand.COMMAND_LINE));
    }
}
