/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.commandline;

import io.github.daemon4j.linux.commandline.WorkingDirectory.Empty;
import java.util.List;

/**
 * Makes the paths in options of launcher and VM absolute.
 *
 * <p>Every option is left byte for byte as it is when it names no relative path. What an agent reads after its {@code =},
 * the commands of {@code -XX:OnError} and system properties that are not listed here belong to the program.
 */
final class PathOptions {

    private static final String[] FLAGS = {
        "AOTCache",
        "AOTCacheOutput",
        "AOTConfiguration",
        "AllocateHeapAt",
        "ArchiveClassesAtExit",
        "CompileCommandFile",
        "CompilerDirectivesFile",
        "DumpLoadedClassList",
        "ErrorFile",
        "ExtraSharedClassListFile",
        "Flags",
        "HeapDumpPath",
        "InlineDataFile",
        "JVMCILibPath",
        "JVMCINativeLibraryErrorFile",
        "LogFile",
        "PauseAtStartupFile",
        "PerfDataSaveFile",
        "ReplayDataFile",
        "SharedArchiveConfigFile",
        "SharedClassListFile",
        "VMOptionsFile",
    };

    private static final String[] FILE_PROPERTIES = {
        "com.sun.management.config.file",
        "com.sun.management.jmxremote.access.file",
        "com.sun.management.jmxremote.password.file",
        "com.sun.management.jmxremote.ssl.config.file",
        "java.io.tmpdir",
        "java.security.krb5.conf",
        "java.util.logging.config.file",
        "javax.net.ssl.keyStore",
        "javax.net.ssl.trustStore",
        "jna.tmpdir",
    };

    private static final String[] LIST_PROPERTIES = {
        "java.library.path", "jna.boot.library.path", "jna.library.path", "jna.platform.library.path",
    };

    /** Read as a URL first, as a file if that fails; a second {@code =} means "nothing but this". */
    private static final String[] URL_PROPERTIES = {
        "java.security.auth.login.config", "java.security.policy", "java.security.properties",
    };

    private final WorkingDirectory directory;
    private final OptionFiles files;
    private final JavaCommand.Mode mode;
    /** The VM follows no file of options that is named in another. */
    private boolean insideFile;

    PathOptions(WorkingDirectory directory, OptionFiles files, JavaCommand.Mode mode) {
        this.directory = directory;
        this.files = files;
        this.mode = mode;
    }

    /** The value of an option that stands in the word before it. */
    String value(String option, Word word) {
        if (LauncherGrammar.isClassPath(option)) {
            return classPath(word.text(), word);
        }
        if (LauncherGrammar.isModulePath(option)) {
            return directory.list(word.text(), Empty.HERE_UNLESS_TRAILING, word);
        }
        return option.equals("--patch-module") ? patch(word.text(), word) : word.text();
    }

    String main(Word word) {
        return mode == JavaCommand.Mode.JAR || mode == JavaCommand.Mode.SOURCE
                ? directory.file(word.text())
                : word.text();
    }

    String classPath(String paths, Word where) {
        // With a main module, no class path at all and an empty one are the same; otherwise empty means "here".
        return paths.isEmpty() && mode == JavaCommand.Mode.MODULE ? paths : directory.list(paths, Empty.HERE, where);
    }

    /** An option that holds its value itself. */
    String option(Word word) {
        String text = word.text();
        if (text.startsWith("-XX:")) {
            return flag(text, word);
        }
        if (text.startsWith("-D")) {
            return property(text, word);
        }
        if (text.startsWith("--")) {
            return longOption(text, word);
        }
        if (text.startsWith("-Xlog:")) {
            return LogOption.absolute(text, directory, word);
        }
        if (text.startsWith("-Xloggc:")) {
            return "-Xloggc:" + LogOption.absoluteOutput(after(text, ':'), directory, word);
        }
        if (text.startsWith("-Xbootclasspath/a:")) {
            return "-Xbootclasspath/a:" + directory.list(after(text, ':'), Empty.NOTHING, word);
        }
        if (text.startsWith("-javaagent:") || text.startsWith("-agentpath:")) {
            return agent(text, word);
        }
        if (text.startsWith("-splash:")) {
            return "-splash:" + directory.file(after(text, ':'));
        }
        if (text.startsWith("-XXaltjvm=") && text.indexOf('/') >= 0) {
            return "-XXaltjvm=" + directory.file(after(text, '='));
        }
        return text;
    }

    private String longOption(String text, Word word) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return text;
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        if (name.equals("--class-path")) {
            return name + "=" + classPath(value, word);
        }
        if (name.equals("--module-path") || name.equals("--upgrade-module-path")) {
            return name + "=" + directory.list(value, Empty.HERE_UNLESS_TRAILING, word);
        }
        return name.equals("--patch-module") ? name + "=" + patch(value, word) : text;
    }

    private String patch(String value, Word word) {
        int equals = value.indexOf('=');
        return equals < 0
                ? value
                : value.substring(0, equals + 1) + directory.list(value.substring(equals + 1), Empty.NOTHING, word);
    }

    private String agent(String text, Word word) {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=');
        int end = equals < 0 ? text.length() : equals;
        return text.substring(0, colon + 1)
                + directory.file(text.substring(colon + 1, end), "=", word)
                + text.substring(end);
    }

    private String property(String text, Word word) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return text;
        }
        String name = text.substring("-D".length(), equals);
        String prefix = text.substring(0, equals + 1);
        String value = text.substring(equals + 1);
        if (name.equals("java.class.path")) {
            return prefix + classPath(value, word);
        }
        if (isOneOf(LIST_PROPERTIES, name)) {
            return value.isEmpty() ? text : prefix + directory.list(value, Empty.HERE, word);
        }
        if (isOneOf(FILE_PROPERTIES, name)) {
            boolean noStore = value.equals("NONE") && name.startsWith("javax.net.ssl.");
            return noStore ? text : prefix + directory.file(value);
        }
        return isOneOf(URL_PROPERTIES, name) ? prefix + urlOrFile(value) : text;
    }

    private String urlOrFile(String value) {
        String only = value.startsWith("=") ? "=" : "";
        String location = value.substring(only.length());
        boolean file = location.indexOf(':') < 0 && location.indexOf("${") < 0;
        return file ? only + directory.file(location) : value;
    }

    private String flag(String text, Word word) {
        int start = "-XX:".length();
        int equals = text.indexOf('=', start);
        if (text.startsWith("StartFlightRecording", start) || text.startsWith("FlightRecorderOptions", start)) {
            return RecordingOption.absolute(text, directory, files, word);
        }
        if (equals < 0) {
            return text;
        }
        String name = text.substring(start, equals);
        String prefix = text.substring(0, equals + 1);
        String value = text.substring(equals + 1);
        if (name.equals("SharedArchiveFile")) {
            return prefix + directory.list(value, Empty.NOTHING, word);
        }
        if (!isOneOf(FLAGS, name)) {
            return text;
        }
        if (!insideFile && name.equals("VMOptionsFile")) {
            requireAbsoluteInside(OptionReader.vmOptionsFile(word, files));
        } else if (!insideFile && name.equals("Flags")) {
            requireAbsoluteInside(OptionReader.flagsFile(word, files));
        }
        // Several of them replace %p by the pid, so a directory with a percent sign cannot be put in front.
        return prefix + directory.file(value, "%", word);
    }

    private void requireAbsoluteInside(List<Word> words) {
        insideFile = true;
        for (Word word : words) {
            if (!option(word).equals(word.text())) {
                throw new LaunchRefusedException(
                        word.describe() + " is a relative path",
                        "make it absolute in that file, or set DaemonOptions.keepWorkingDirectory()");
            }
        }
        insideFile = false;
    }

    private static String after(String text, char separator) {
        return text.substring(text.indexOf(separator) + 1);
    }

    private static boolean isOneOf(String[] names, String name) {
        for (String candidate : names) {
            if (candidate.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
