/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import io.github.daemon4j.ProcessInfo.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names terminals from the kernel's number, in the order procps does, so that the names are those of {@code ps}. */
final class Terminals {

    private static final String OLD_PTY_BANKS = "pqrstuvwxyzabcde";
    private static final String HEX = "0123456789abcdef";

    private static final int FILE_TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** Major number of {@code /dev/null} and its like. */
    private static final int MEMORY_DEVICES = 1;

    private final ProcFiles files;
    private final String devices;

    Terminals(ProcFiles files, String devices) {
        this.files = files;
        this.devices = devices;
    }

    Terminal of(Stat stat) {
        int number = stat.terminal;
        int major = major(number);
        int minor = minor(number);
        return new Terminal(name(stat.pid, number, major, minor), major, minor);
    }

    /** Bits 8 to 19, {@code new_encode_dev} of include/linux/kdev_t.h. */
    static int major(int number) {
        return (number >>> 8) & 0xfff;
    }

    /** Bits 0 to 7 and 20 to 31. */
    static int minor(int number) {
        return (number & 0xff) | ((number >>> 12) & 0xfff00);
    }

    private String name(long pid, int number, int major, int minor) {
        if (isPseudoTerminal(major)) {
            // All the ways below lead here; and in a container the node need not exist for the reader.
            return "pts/" + (minor + (major - 136) * 256);
        }
        String name = fromDrivers(number, major, minor);
        if (name == null) {
            name = fromLink(pid, "fd/2", number);
        }
        if (name == null) {
            name = fromTable(major, minor);
        }
        if (name == null) {
            name = fromLink(pid, "fd/255", number); // bash keeps its terminal there
        }
        return name == null ? major + ":" + minor : name;
    }

    /** A name counts only if the node has the number. */
    private @Nullable String fromDrivers(int number, int major, int minor) {
        for (TerminalDriver driver : drivers()) {
            if (driver.node().startsWith("/dev/") && driver.serves(major, minor)) {
                String found = node(driver.node().substring(5), minor, driver.firstMinor(), number);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private List<TerminalDriver> drivers() {
        byte[] raw = files.systemFile("tty/drivers");
        return raw == null ? List.of() : TerminalDriver.parse(raw);
    }

    /**
     * Whether a descriptor of a process is a terminal: by the number of the device, not by the name it was opened by. Only
     * what was opened by a name in some {@code dev} or {@code pts} directory is looked at: stat(2) of any other file waits
     * where a network file system does not answer.
     *
     * @param shown what the link of the descriptor shows
     */
    boolean isTerminal(long pid, String link, String shown) {
        if (!shown.contains("/dev/") && !shown.contains("/pts/")) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(Path.of(files.path(pid, link)), "unix:mode,rdev");
            return file.get("mode") instanceof Integer mode
                    && (mode & FILE_TYPE) == CHARACTER_DEVICE
                    && file.get("rdev") instanceof Number device
                    && isTerminal(major(device.intValue()), minor(device.intValue()));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private boolean isTerminal(int major, int minor) {
        if (isPseudoTerminal(major)) {
            return true;
        }
        return major != MEMORY_DEVICES && isTerminal(major, minor, drivers());
    }

    /** {@code /proc/tty} is missing where proc is mounted with {@code subset=pid}: then by the kernel's list of devices. */
    static boolean isTerminal(int major, int minor, List<TerminalDriver> drivers) {
        boolean terminal = false;
        for (TerminalDriver driver : drivers) {
            terminal |= driver.serves(major, minor) && driver.makesTerminals();
        }
        boolean ofTheCaller = major == 5 && minor == 0;
        return terminal || (drivers.isEmpty() && (ofTheCaller || fromTable(major, minor) != null));
    }

    private static boolean isPseudoTerminal(int major) {
        return major >= 136 && major <= 143;
    }

    private @Nullable String node(String driver, int minor, long first, int number) {
        String[] names = {driver + minor, driver + '/' + minor, driver + (minor - first), driver};
        for (String name : names) {
            if (isNode(name, number)) {
                return name;
            }
        }
        return null;
    }

    private @Nullable String fromLink(long pid, String link, int number) {
        Path target = files.link(pid, link).toOptional().orElse(null);
        if (target == null || !target.toString().startsWith("/dev/")) {
            return null;
        }
        String name = target.toString().substring(5);
        return isNode(name, number) ? name : null;
    }

    private boolean isNode(String name, int number) {
        try {
            return Files.getAttribute(Path.of(devices, name), "unix:rdev") instanceof Number device
                    && device.intValue() == number;
        } catch (IOException e) {
            return false;
        }
    }

    /** Documentation/admin-guide/devices.txt of the kernel. */
    static @Nullable String fromTable(int major, int minor) {
        return switch (major) {
            case 3 -> minor > 255 ? null : "tty" + OLD_PTY_BANKS.charAt(minor >> 4) + HEX.charAt(minor & 15);
            case 4 -> minor < 64 ? "tty" + minor : "ttyS" + (minor - 64);
            case 5 -> minor == 1 ? "console" : null;
            case 166 -> "ttyACM" + minor;
            case 188 -> "ttyUSB" + minor;
            case 204 -> minor >= 64 && minor < 80 ? "ttyAMA" + (minor - 64) : null;
            case 229 -> "hvc" + minor;
            default -> null;
        };
    }
}
