/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.ArrayList;
import java.util.List;

/**
 * Ports the VM opens before {@code main}. The launcher holds them until the daemon is up, so a daemon that wants the same
 * ones would end at its start with "Address already in use".
 */
final class FixedPorts {

    private static final String MANAGEMENT = "-Dcom.sun.management.jmxremote.";
    private static final String[] MANAGEMENT_PORTS = {"port", "rmi.port", "local.port"};
    private static final String CURE = "give it to the daemon alone: DaemonOptions.jvmOption(..) or the environment"
            + " variable " + CommandLineReplay.DAEMON_VARIABLE + ", or let the system choose the port with 0";

    private FixedPorts() {}

    /** The options of this JVM and those of the daemon's, each in the order in which the VM reads them. */
    static void requireNone(List<Word> launcher, List<Word> daemon) {
        for (Word word : launcher) {
            if (word.isOption() && listensForDebugger(word.text())) {
                throw refused(word, "the debugger's port");
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

    private static LaunchRefusedException refused(Word word, String port) {
        return new LaunchRefusedException(
                word.describe() + " makes this JVM hold " + port + " until the daemon, which would need it too, is up",
                CURE);
    }

    private static boolean listensForDebugger(String option) {
        String settings = debuggerSettings(option);
        boolean server = false;
        boolean fixed = false;
        int at = 0;
        while (at < settings.length()) {
            int comma = settings.indexOf(',', at);
            int end = comma < 0 ? settings.length() : comma;
            String setting = settings.substring(at, end);
            if (setting.startsWith("server=")) {
                server = setting.equals("server=y");
            } else if (setting.startsWith("address=")) {
                int colon = setting.lastIndexOf(':');
                String port = setting.substring((colon < 0 ? "address=".length() : colon + 1));
                fixed = !port.isEmpty() && !port.equals("0");
            }
            at = end + 1;
        }
        return server && fixed;
    }

    private static String debuggerSettings(String option) {
        if (option.startsWith("-agentlib:jdwp=")) {
            return option.substring("-agentlib:jdwp=".length());
        }
        if (option.startsWith("-Xrunjdwp:")) {
            return option.substring("-Xrunjdwp:".length());
        }
        int library = option.startsWith("-agentpath:") ? option.indexOf("libjdwp.so=") : -1;
        return library < 0 ? "" : option.substring(library + "libjdwp.so=".length());
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
