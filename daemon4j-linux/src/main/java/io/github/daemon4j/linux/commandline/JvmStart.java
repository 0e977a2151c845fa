/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import java.util.List;
import java.util.Properties;

/**
 * How this JVM was started. Only a JVM that a java launcher, or the launcher of a jpackage application, made can be
 * started again from its command line.
 */
public final class JvmStart {

    private static final String DELETED = " (deleted)";
    private static final String OWN_JVM =
            "start the program in a JVM of its own; in a test, with ChildJvm of daemon4j-testkit";

    /** Class name prefixes and what they are. They are looked for in sun.java.command and on the caller's stack. */
    private static final String[][] HOSTS = {
        {"org.apache.maven.surefire.", "Maven Surefire"},
        {"worker.org.gradle.", "a Gradle worker"},
        {"org.gradle.", "Gradle"},
        {"com.intellij.rt.junit.", "the JUnit runner of IntelliJ IDEA"},
        {"com.intellij.rt.testng.", "the TestNG runner of IntelliJ IDEA"},
        {"com.intellij.rt.execution.junit.", "the JUnit runner of IntelliJ IDEA"},
        {"org.eclipse.jdt.internal.junit", "the JUnit runner of Eclipse"},
        {"com.microsoft.java.test.runner.", "the test runner of Visual Studio Code"},
        {"com.google.testing.junit.runner.", "the Bazel test runner"},
        {"org.junit.platform.", "the JUnit Platform"},
        {"org.junit.runner.", "JUnit 4"},
        {"org.testng.", "TestNG"},
        {"org.codehaus.plexus.classworlds.launcher.", "Maven"},
        {"org.apache.maven.", "Maven"},
        {"xsbt.boot.", "sbt"},
        {"sbt.", "sbt"},
        {"jdk.jshell.", "jshell"},
        {"jdk.internal.jshell.", "jshell"},
    };

    /** Jars started with -jar, by the beginning of their names. */
    private static final String[][] HOST_JARS = {
        {"surefirebooter", "Maven Surefire"},
        {"junit-platform-console-standalone", "the JUnit console launcher"},
        {"sbt-launch", "sbt"},
    };

    private final String executable;
    private final boolean packaged;
    private final int feature;
    private final RunningProgram running;

    private JvmStart(String executable, boolean packaged, int feature, RunningProgram running) {
        this.executable = executable;
        this.packaged = packaged;
        this.feature = feature;
        this.running = running;
    }

    /**
     * Looks at a JVM, normally this one.
     *
     * @param executable what /proc/self/exe links to
     * @param properties the system properties
     * @param stack the class names on the stack of the thread that asks for the daemon
     * @throws LaunchRefusedException when a test runner, build tool or foreign program made this JVM
     */
    public static JvmStart of(byte[] executable, Properties properties, List<String> stack) {
        String program = withoutDeleted(ByteText.show(ByteText.of(executable)));
        requireNoHost(properties.getProperty("sun.java.command", ""), stack);
        int feature = Integer.parseInt(properties.getProperty("java.specification.version", "17"));
        RunningProgram running = RunningProgram.of(properties);
        String packagedAs = properties.getProperty("jpackage.app-path");
        if (packagedAs != null && name(packagedAs).equals(name(program))) {
            return new JvmStart(program, true, feature, running);
        }
        if (properties.getProperty("sun.java.launcher") == null || !isJava(name(program))) {
            throw new LaunchRefusedException(
                    "this JVM runs inside " + program
                            + ", which is not the java launcher, so its command line does not say"
                            + " how to start it again",
                    "start the program with java or as a jpackage application");
        }
        return new JvmStart(program, false, feature, running);
    }

    String executable() {
        return executable;
    }

    boolean isPackaged() {
        return packaged;
    }

    int feature() {
        return feature;
    }

    RunningProgram program() {
        return running;
    }

    private static void requireNoHost(String command, List<String> stack) {
        int space = command.indexOf(' ');
        String main = space < 0 ? command : command.substring(0, space);
        if (main.endsWith(".jar")) {
            requireNoHostJar(name(main));
        } else {
            // "module/class" or "class"
            refuseHost(name(main), "sun.java.command");
        }
        for (String className : stack) {
            refuseHost(className, "the stack");
        }
    }

    private static void requireNoHostJar(String jar) {
        for (String[] host : HOST_JARS) {
            if (jar.startsWith(host[0])) {
                throw refused(host[1], jar, "sun.java.command");
            }
        }
    }

    private static void refuseHost(String className, String place) {
        for (String[] host : HOSTS) {
            if (className.startsWith(host[0])) {
                throw refused(host[1], className, place);
            }
        }
    }

    private static LaunchRefusedException refused(String host, String found, String place) {
        return new LaunchRefusedException(
                "it belongs to " + host + " (" + found + " in " + place
                        + "), and running its command line again would run that again",
                OWN_JVM);
    }

    /** The kernel adds this when the file was replaced or removed since, as a package upgrade does. */
    private static String withoutDeleted(String link) {
        return link.endsWith(DELETED) ? link.substring(0, link.length() - DELETED.length()) : link;
    }

    /** "java", or what an upgrade left of it: "java.old", "java;5f3e12". */
    private static boolean isJava(String name) {
        return name.equals("java")
                || (name.startsWith("java") && !Character.isLetterOrDigit(name.charAt("java".length())));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
