/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who runs this program for a developer, who looks on and stops it there: what went away into the background would look
 * finished, and be stopped by nobody.
 *
 * <p>Believed is what only such a run has: a class on the stack, an agent, a parent that is the environment itself. Not a
 * parent that is Maven or Gradle as such, because builds start servers with {@code java -jar server.jar start} too.
 */
public final class DevelopmentRun {

    private static final String ANYWAY = "; to detach all the same, set DAEMON4J_MODE=detached";

    /** Classes that run a program's main in a JVM that is not the program's, by the beginning of their names. */
    private static final String[][] IN_THEIR_JVM = {
        {"org.codehaus.mojo.exec.ExecJavaMojo", "exec:java runs it in Maven's own JVM", "exec:exec or java"},
        {"org.springframework.boot.devtools.restart.", "Spring DevTools runs main again in this JVM", "java -jar"},
        {"io.quarkus.runner.bootstrap.StartupActionImpl", "Quarkus runs it in development mode", "java -jar"},
        {"org.apache.tools.ant.taskdefs.ExecuteJava", "Ant runs it in its own JVM", "fork=\"true\" or java"},
        {"sbt.Run", "sbt runs it in its own JVM", "fork := true or java"},
    };

    /** Main classes that go on to the program's, by the beginning of their names. */
    private static final String[] WRAPPERS_OF_IDEA = {
        "com.intellij.rt.execution.application.AppMain", "com.intellij.rt.execution.CommandLineWrapper"
    };

    /** Programs that are development environments, or the native launchers of such. */
    private static final String[][] ENVIRONMENTS = {
        {"eclipse", "Eclipse"},
        {"SpringToolSuite4", "Spring Tools"},
        {"idea", "IntelliJ IDEA"},
    };

    /** What is only on the command line of a JVM that is one, or that was asked for one run. */
    private static final String[][] WORDS = {
        {"com.intellij.idea.Main", "IntelliJ IDEA"},
        {"org.netbeans.Main", "NetBeans"},
        {"-Declipse.application=org.eclipse.jdt.ls.core.id1", "the Java language server of Visual Studio Code"},
        {"spring-boot:run", "spring-boot:run"},
        {"spring-boot:test-run", "spring-boot:test-run"},
    };

    private static final String SPRING_BOOT_PLUGIN = "org.springframework.boot:spring-boot-maven-plugin:";

    private DevelopmentRun() {}

    /**
     * Whether main runs in the JVM of somebody else, who goes on when it returns.
     *
     * @param stack the class names on the stack of the thread that asks for the daemon
     * @return who, and what to do for a daemon; null if it does not
     */
    public static @Nullable String inAnothersJvm(List<String> stack) {
        for (String[] one : IN_THEIR_JVM) {
            for (String className : stack) {
                if (isClass(className, one[0])) {
                    return one[1] + " (" + className + " in the stack); for a daemon start it with " + one[2];
                }
            }
        }
        return null;
    }

    private static boolean isClass(String className, String wanted) {
        return className.startsWith(wanted)
                && (className.length() == wanted.length()
                        || wanted.endsWith(".")
                        || className.charAt(wanted.length()) == '$');
    }

    /**
     * Whether a development environment started this JVM and keeps it.
     *
     * @param options as from {@link CommandLineReplay#ownOptions}
     * @param properties the system properties
     * @return who, for a message; null if none
     */
    public static @Nullable String ofOwnJvm(List<String> options, Properties properties) {
        String debugger = Debugger.attachedBy(options);
        if (debugger != null) {
            return debugger + ANYWAY;
        }
        String command = properties.getProperty("sun.java.command", "");
        for (String wrapper : WRAPPERS_OF_IDEA) {
            if (command.startsWith(wrapper)) {
                return "IntelliJ IDEA runs this process (" + wrapper + ")" + ANYWAY;
            }
        }
        for (String entry : properties.getProperty("java.class.path", "").split(":", -1)) {
            if (entry.endsWith("/idea_rt.jar")) {
                return "IntelliJ IDEA runs this process (" + entry + " in the class path)" + ANYWAY;
            }
        }
        return null;
    }

    /**
     * Whether the process that started this one is a development environment, or runs a program for a developer.
     *
     * @param pid its pid
     * @param program the last name of its executable
     * @param commandLine its command line; asked for only if the program is java
     * @return who, for a message; null if it is neither
     */
    public static @Nullable String ofParent(long pid, String program, List<String> commandLine) {
        String environment = named(program, ENVIRONMENTS);
        String before = "";
        for (String word : commandLine) {
            if (environment == null) {
                environment = before.equals("-launcher")
                        ? named(word.substring(word.lastIndexOf('/') + 1), ENVIRONMENTS)
                        : named(word, WORDS);
            }
            if (environment == null && word.startsWith(SPRING_BOOT_PLUGIN) && word.endsWith("run")) {
                environment = word;
            }
            before = word;
        }
        return environment == null ? null : "its parent is " + environment + " (pid " + pid + ")" + ANYWAY;
    }

    private static @Nullable String named(String text, String[][] table) {
        for (String[] row : table) {
            if (row[0].equals(text)) {
                return row[1];
            }
        }
        return null;
    }
}
