/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What JDWP options and the agents of development environments do to the JVM that is started with them.
 *
 * <p>Settings as in "JPDA Connection and Invocation Details": {@code server} is {@code n} unless it is set, and with
 * {@code onthrow} or {@code onuncaught} nothing is connected until then.
 */
public final class Debugger {

    private static final String LIBRARY = "libjdwp.so=";

    private Debugger() {}

    /**
     * Whether a development environment runs this very process: its debugger, which waits for one JVM and has taken this
     * one ({@code server=n}), or the agent with which IntelliJ IDEA stops what it has started. A second JVM would find
     * nobody to connect to, and what a developer stops would be the wrong process.
     *
     * @param options as from {@link CommandLineReplay#ownOptions}
     * @return why, for a message; null if not
     */
    public static @Nullable String attachedBy(List<String> options) {
        for (String option : options) {
            if (connects(option)) {
                return "a debugger has taken this process (" + ByteText.show(option) + ")";
            }
            if (isAgentOfIdea(option)) {
                return "IntelliJ IDEA runs this process (" + ByteText.show(option) + ")";
            }
        }
        return null;
    }

    private static boolean isAgentOfIdea(String option) {
        if (!option.startsWith("-javaagent:")) {
            return false;
        }
        int equals = option.indexOf('=');
        return option.substring(0, equals < 0 ? option.length() : equals).endsWith("/idea_rt.jar");
    }

    /** Whether it connects to a debugger that waits for it. */
    static boolean connects(String option) {
        String settings = settings(option);
        return !settings.isEmpty()
                && !setting(settings, "server").equals("y")
                && !setting(settings, "address").isEmpty()
                && setting(settings, "onthrow").isEmpty()
                && !setting(settings, "onuncaught").equals("y");
    }

    /** Whether it listens for a debugger on a port that the option names. */
    static boolean listensOnFixedPort(String option) {
        String settings = settings(option);
        String address = setting(settings, "address");
        String port = address.substring(address.lastIndexOf(':') + 1);
        return setting(settings, "server").equals("y") && !port.isEmpty() && !port.equals("0");
    }

    private static String settings(String option) {
        if (option.startsWith("-agentlib:jdwp=")) {
            return option.substring("-agentlib:jdwp=".length());
        }
        if (option.startsWith("-Xrunjdwp:")) {
            return option.substring("-Xrunjdwp:".length());
        }
        int library = option.startsWith("-agentpath:") ? option.indexOf(LIBRARY) : -1;
        return library < 0 ? "" : option.substring(library + LIBRARY.length());
    }

    /** The last one counts; empty if there is none. */
    private static String setting(String settings, String name) {
        String prefix = name + "=";
        String value = "";
        int at = 0;
        while (at < settings.length()) {
            int comma = settings.indexOf(',', at);
            int end = comma < 0 ? settings.length() : comma;
            if (settings.startsWith(prefix, at)) {
                value = settings.substring(at + prefix.length(), end);
            }
            at = end + 1;
        }
        return value;
    }
}
