/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalsTest {

    @TempDir
    Path proc;

    @ParameterizedTest
    @CsvSource({
        "34816, 136, 0, pts/0",
        "34817, 136, 1, pts/1",
        "1083392, 136, 256, pts/256",
        "35072, 137, 0, pts/256",
        "1025, 4, 1, tty1",
        "1083, 4, 59, tty59",
        "1088, 4, 64, ttyS0",
        "1281, 5, 1, console",
        "784, 3, 16, ttyq0",
        "42496, 166, 0, ttyACM0",
        "48131, 188, 3, ttyUSB3",
        "52288, 204, 64, ttyAMA0",
        "58624, 229, 0, hvc0",
        "25601, 100, 1, 100:1",
        "-1048576, 0, 1048320, 0:1048320",
    })
    void names_terminals_by_number_where_no_device_file_helps(int number, int major, int minor, String name)
            throws Exception {
        byte[] line = Fixtures.bytes(Fixtures.line(7, "x", 'S', 1, 7, 7, number, 7, 1));
        Terminals terminals = new Terminals(
                new ProcFiles(proc.toString()), proc.resolve("dev").toString());
        assertThat(terminals.of(Stat.parse(line, line.length)))
                .isEqualTo(new io.github.daemon4j.TerminalDevice(name, major, minor));
    }

    @Test
    void a_driver_names_a_terminal_only_if_the_device_file_has_its_number() throws Exception {
        Files.createDirectories(proc.resolve("tty"));
        Files.writeString(
                proc.resolve("tty/drivers"),
                "nonsense\nmax /dev/null 1 3 system\nserial /dev/nul 1 3-9 serial\nother /dev/zero 1 7 x\n");
        Terminals terminals = new Terminals(new ProcFiles(proc.toString()), "/dev");
        byte[] nullDevice = Fixtures.bytes(Fixtures.line(7, "x", 'S', 1, 7, 7, 0x103, 7, 1));
        assertThat(terminals.of(Stat.parse(nullDevice, nullDevice.length)).name())
                .isEqualTo("null");
        byte[] full = Fixtures.bytes(Fixtures.line(7, "x", 'S', 1, 7, 7, 0x107, 7, 1));
        assertThat(terminals.of(Stat.parse(full, full.length)).name()).isEqualTo("1:7");
    }
}
