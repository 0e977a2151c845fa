/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                .isEqualTo(new io.github.daemon4j.ProcessInfo.Terminal(name, major, minor));
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

    private static final String DRIVERS = """
            /dev/tty             /dev/tty        5       0 system:/dev/tty
            /dev/console         /dev/console    5       1 system:console
            /dev/ptmx            /dev/ptmx       5       2 system
            /dev/vc/0            /dev/vc/0       4       0 system:vtmaster
            hvc                  /dev/hvc      229     0-7 system
            serial               /dev/ttyS       4   64-95 serial
            pty_slave            /dev/pts      136 0-1048575 pty:slave
            pty_master           /dev/ptm      128 0-1048575 pty:master
            unknown              /dev/tty        4    1-63 console
            """;

    @ParameterizedTest
    @CsvSource({
        "229, 0, true", "229, 8, false", "5, 0, true", "5, 1, true", "5, 2, false", "128, 3, false", "136, 3, true",
        "4, 0, true", "4, 63, true", "4, 64, true", "4, 96, false", "10, 1, false", "1, 3, false", "188, 0, false"
    })
    void a_device_is_a_terminal_if_a_driver_of_terminals_has_its_number(int major, int minor, boolean terminal) {
        assertThat(Terminals.isTerminal(major, minor, TerminalDriver.parse(Fixtures.bytes(DRIVERS))))
                .isEqualTo(terminal);
    }

    @ParameterizedTest
    @CsvSource({"229, 0, true", "5, 0, true", "5, 1, true", "5, 2, false", "4, 64, true", "1, 3, false", "10, 1, false"
    })
    void without_a_list_of_drivers_the_kernels_list_of_devices_decides(int major, int minor, boolean terminal) {
        assertThat(Terminals.isTerminal(major, minor, List.of())).isEqualTo(terminal);
    }

    @Test
    void lines_that_are_no_drivers_are_passed_over() {
        assertThat(TerminalDriver.parse(
                        Fixtures.bytes("nonsense\n\nmax /dev/x y z system\nhvc /dev/hvc 229 0-7 system")))
                .containsExactly(new TerminalDriver("/dev/hvc", 229, 0, 7, "system"));
    }
}
