/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * The files below {@code /proc/PID} from which a {@link ProcessInfo} takes its facts. Each is read when the first fact
 * from it is asked for, or together by {@link ProcessTable#snapshot(ProcessFile...)}.
 */
public enum ProcessFile {
    /** Pids, state, terminal, times, sizes. Read when the {@link ProcessInfo} is made. */
    STAT("stat"),
    /** The directory {@code /proc/PID} itself, whose owner is the effective user. Readable under {@code hidepid=1} too. */
    OWNER(""),
    /** User and group ids, umask, signal masks, capabilities. */
    STATUS("status"),
    /** The argument vector. */
    COMMAND_LINE("cmdline"),
    /** The environment the program was started with. */
    ENVIRONMENT("environ"),
    /** The program file. */
    EXECUTABLE("exe"),
    /** The working directory. */
    WORKING_DIRECTORY("cwd"),
    /** The root directory. */
    ROOT("root"),
    /** The open descriptors. */
    DESCRIPTORS("fd"),
    /** The control groups. */
    CGROUP("cgroup"),
    /** The namespaces. */
    NAMESPACES("ns"),
    /** The resource limits. */
    LIMITS("limits"),
    /** What was read and written. */
    IO("io"),
    /** Memory, shared pages counted in proportion. */
    MEMORY("smaps_rollup"),
    /** The out-of-memory killer's current score. */
    OOM_SCORE("oom_score"),
    /** What is added to that score. */
    OOM_SCORE_ADJUST("oom_score_adj"),
    /** The threads. */
    THREADS("task");

    private final String fileName;

    ProcessFile(String fileName) {
        this.fileName = fileName;
    }

    /**
     * Returns the name below {@code /proc/PID}.
     *
     * @return the name, empty for {@link #OWNER}
     */
    public String fileName() {
        return fileName;
    }
}
