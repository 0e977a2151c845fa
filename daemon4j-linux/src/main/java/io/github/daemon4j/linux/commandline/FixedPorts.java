/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;

/**
 * Ports the VM opens before {@code main}. The launcher holds them until the daemon is up, so a daemon that wants the same
 * ones would end at its start with "Address already in use"; and one that connects to the launcher's debugger with
 * "Connection refused".
 */
final class FixedPorts {

    private static final String MANAGEMENT = "-Dcom.sun.management.jmxremote.";
    private static final String[] MANAGEMENT_PORTS = {"port", "rmi.port", "local.port"};
    private static final String CURE =
            CommandLineReplay.FOR_DAEMON_ALONE + ", or let the system choose the port with 0";

    private FixedPorts() {}

    /** The options of this JVM and those of the daemon's, each in the order in which the VM reads them. */
    static void requireNone(List<Word> launcher, List<Word> daemon) {
        for (Word word : launcher) {
            if (word.isOption() && Debugger.listensOnFixedPort(word.text())) {
                throw refused(word, "the debugger's port");
            }
            if (word.isOption() && Debugger.connects(word.text())) {
                throw new LaunchRefusedException(
                        word.describe() + " has connected this JVM to a debugger, which takes no second one",
                        "debug it in the foreground (verb run, or DAEMON4J_MODE=foreground); to debug the daemon, "
                                + CommandLineReplay.FOR_DAEMON_ALONE);
            }
        }
        List<Word> held = managementPorts(launcher);
        for (Word wanted : managementPorts(daemon)) {
            for (Word holder : held) {
                if (port(wanted).equals(port(holder))) {
                    throw refused(holder, "its port");
                }
            }
        }
    }

    /** The ports for management, as far as they are numbers. */
    static List<Integer> managementPortNumbers(List<Word> words) {
        List<Integer> numbers = new ArrayList<>();
        for (Word word : managementPorts(words)) {
            int number = number(port(word));
            if (number > 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** -1 for what is none, which the VM has refused unless nothing asked for management. */
    private static int number(String port) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static LaunchRefusedException refused(Word word, String port) {
        return new LaunchRefusedException(
                word.describe() + " makes this JVM hold " + port + " until the daemon, which would need it too, is up",
                CURE);
    }

    /** The last setting of a property counts. */
    private static List<Word> managementPorts(List<Word> words) {
        List<Word> ports = new ArrayList<>();
        for (String name : MANAGEMENT_PORTS) {
            String prefix = MANAGEMENT + name + "=";
            Word last = null;
            for (Word word : words) {
                if (word.isOption() && word.text().startsWith(prefix)) {
                    last = word;
                }
            }
            if (last != null && !port(last).equals("0") && !port(last).isEmpty()) {
                ports.add(last);
            }
        }
        return ports;
    }

    private static String port(Word word) {
        return word.text().substring(word.text().indexOf('=') + 1).trim();
    }
}
