/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.ProcessInfo;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {

    private static List<String> strings(String block) {
        return OwnProcess.strings(Fixtures.bytes(block)).stream()
                .map(string -> new String(string, StandardCharsets.ISO_8859_1))
                .toList();
    }

    @Test
    void strings_may_be_empty_and_the_last_may_lack_its_end() {
        assertThat(strings("a\0\0b\0")).containsExactly("a", "", "b");
        assertThat(strings("a\0b")).containsExactly("a", "b");
        assertThat(strings("\0")).containsExactly("");
        assertThat(strings("")).isEmpty();
    }

    @Test
    void empty_strings_are_kept_wherever_they_stand() {
        assertThat(strings("\0java\0\0x\0\0")).containsExactly("", "java", "", "x", "");
    }

    @Test
    void only_the_last_terminator_is_dropped() {
        assertThat(strings("java\0")).containsExactly("java");
        assertThat(strings("java\0\0")).containsExactly("java", "");
    }

    @Test
    void a_block_without_terminator_ends_with_its_last_string() {
        assertThat(strings("java\0-version")).containsExactly("java", "-version");
    }

    @Test
    void nothing_is_no_string_at_all() {
        assertThat(strings("")).isEmpty();
    }

    @Test
    void bytes_of_no_encoding_and_control_characters_survive() {
        assertThat(strings("java\0\u00ff\u00fex\0a\nb\t\0")).containsExactly("java", "\u00ff\u00fex", "a\nb\t");
    }

    @Test
    void bytes_of_strings_are_kept() {
        assertThat(OwnProcess.strings(new byte[] {(byte) 0xff, (byte) 0xe4, 0}))
                .containsExactly(new byte[] {(byte) 0xff, (byte) 0xe4});
    }

    @Test
    void the_stack_limit_is_the_soft_one() {
        String heading = "Limit                     Soft Limit           Hard Limit           Units     \n";
        String other = "Max data size             7                    7                    bytes     \n";
        String row = "Max stack size            8388608              unlimited            bytes     \n";
        assertThat(OwnProcess.stackLimit(Fixtures.bytes(heading + other + row))).isEqualTo(8_388_608);
        assertThat(OwnProcess.stackLimit(Fixtures.bytes(row.replace("8388608  ", "unlimited"))))
                .isEqualTo(-1);
        assertThat(OwnProcess.stackLimit(Fixtures.bytes(heading + other))).isEqualTo(-1);
    }

    @Test
    void a_pid_namespace_is_the_inode_in_its_link() {
        assertThat(OwnProcess.pidNamespace("pid:[4026531836]")).isEqualTo(4_026_531_836L);
        assertThat(OwnProcess.pidNamespace("net:[7]")).isEqualTo(-1);
    }

    @Test
    void this_jvm_is_what_process_info_says_it_is() throws Exception {
        ProcessInfo self = ProcessInfo.current();
        OwnState state = OwnState.read();
        assertThat(OwnProcess.pidNamespace())
                .isEqualTo(self.namespaces().value().get("pid"));
        assertThat(OwnProcess.bootId()).isEqualTo(self.bootId().value()).hasSize(36);
        assertThat(OwnProcess.executable()).isEqualTo(self.executable().value());
        assertThat(OwnProcess.workingDirectory())
                .isEqualTo(self.workingDirectory().value());
        assertThat(OwnProcess.isWorkingDirectoryRemoved()).isFalse();
        assertThat(OwnProcess.commandLine()).hasSameSizeAs(self.commandLine().value());
        assertThat(OwnProcess.environment()).isNotEmpty();
        assertThat(OwnProcess.stackLimit())
                .isEqualTo(self.limits().value().stream()
                        .filter(limit -> limit.name().equals("Max stack size"))
                        .findFirst()
                        .orElseThrow()
                        .soft());
        assertThat(state.parentPid()).isEqualTo(self.parentPid());
        assertThat(state.uid()).isEqualTo((int) self.credentials().value().uid());
        assertThat(state.effectiveUid())
                .isEqualTo((int) (long) self.effectiveUid().value());
    }

    @Test
    void a_descriptor_shows_its_file_and_its_position(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.toRealPath().resolve("file"), "0123456789");
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(in.readNBytes(7)).hasSize(7);
            int descriptor = ProcessInfo.current().descriptors().value().stream()
                    .filter(open -> open.target().equals(file.toString()))
                    .findFirst()
                    .orElseThrow()
                    .number();
            assertThat(OwnProcess.descriptor(descriptor)).isEqualTo(file.toString());
            assertThat(OwnProcess.descriptorPosition(descriptor)).isEqualTo(7);
        }
        assertThat(OwnProcess.descriptor(999_999)).isNull();
        assertThat(OwnProcess.descriptorPosition(999_999)).isEqualTo(-1);
    }
}
