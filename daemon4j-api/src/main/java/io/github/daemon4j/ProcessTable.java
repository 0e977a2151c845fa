/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.ProcessInfo.ProcessFile;
import io.github.daemon4j.spi.ProcessView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All processes, as they were during one pass over {@code /proc}. Processes come and go while it is taken: it is as
 * consistent as the kernel lets anyone be. Each entry is one process whole; parents and children found here are entries of
 * this table. A process whose parent ended during the pass, is outside this pid namespace, or cannot be seen, is a root.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class ProcessTable {

    /** The lines of a {@linkplain #tree() tree}: those of {@code pstree -U} and {@code pstree -A}. */
    public enum TreeStyle {
        /** Box drawing characters. */
        UNICODE("───", "─┬─", " ├─", " └─", " │ "),
        /** For terminals and logs that know no others. */
        ASCII("---", "-+-", " |-", " `-", " | ");

        final String only;
        final String first;
        final String next;
        final String last;
        final String down;

        TreeStyle(String only, String first, String next, String last, String down) {
            this.only = only;
            this.first = first;
            this.next = next;
            this.last = last;
            this.down = down;
        }
    }

    private static final int NONE = -1;

    private final ProcessInfo[] byPid;
    private final List<ProcessInfo> all;
    private final int[] parents;
    /** Children of entry {@code i}: {@code children[childStart[i]]} up to {@code childStart[i + 1]}, by pid. */
    private final int[] childStart;

    private final int[] children;

    private ProcessTable(ProcessInfo[] byPid) {
        this.byPid = byPid;
        this.all = Collections.unmodifiableList(Arrays.asList(byPid));
        this.parents = parents();
        this.childStart = new int[byPid.length + 1];
        this.children = new int[byPid.length];
        collectChildren();
    }

    /**
     * Reads all processes.
     *
     * @param alsoRead what to read of each beside {@link ProcessFile#STAT}, in the same pass, because it will be asked for;
     *     cheaper than one by one later, and as old as the rest
     * @return a new table
     * @throws UnsupportedOperationException if no backend works here
     */
    public static ProcessTable snapshot(ProcessFile... alsoRead) {
        return ofViews(Platforms.current().processes().snapshot(alsoRead));
    }

    /** The entries then find their relatives, and the leaders of their sessions, in this table. */
    static ProcessTable ofViews(List<ProcessView> views) {
        List<ProcessInfo> entries = new ArrayList<>(views.size());
        for (ProcessView view : views) {
            entries.add(new ProcessInfo(view));
        }
        ProcessTable table = of(entries);
        for (ProcessInfo entry : entries) {
            entry.joins(table);
        }
        return table;
    }

    @Nullable
    ProcessView view(long pid) {
        int i = indexOf(pid);
        return i < 0 ? null : byPid[i].view();
    }

    /**
     * Makes a table of given entries.
     *
     * @param processes one entry a pid
     * @return a new table
     * @throws IllegalArgumentException if two entries have the same pid
     */
    public static ProcessTable of(Collection<? extends ProcessInfo> processes) {
        ProcessInfo[] byPid = processes.toArray(new ProcessInfo[0]);
        Arrays.sort(byPid, Comparator.comparingLong(ProcessInfo::pid));
        for (int i = 1; i < byPid.length; i++) {
            if (byPid[i].pid() == byPid[i - 1].pid()) {
                throw new IllegalArgumentException("Two entries have the pid " + byPid[i].pid());
            }
        }
        return new ProcessTable(byPid);
    }

    /**
     * Returns all processes.
     *
     * @return an unmodifiable list by pid
     */
    public List<ProcessInfo> all() {
        return all;
    }

    /**
     * Returns all processes.
     *
     * @return a new stream by pid
     */
    public Stream<ProcessInfo> stream() {
        return all.stream();
    }

    /**
     * Returns how many there are.
     *
     * @return the number of entries
     */
    public int size() {
        return byPid.length;
    }

    /**
     * Looks an entry up.
     *
     * @param pid the process
     * @return the entry; empty if there is none
     */
    public Optional<ProcessInfo> of(long pid) {
        int i = indexOf(pid);
        return i < 0 ? Optional.empty() : Optional.of(byPid[i]);
    }

    /**
     * Returns the parent of an entry.
     *
     * @param pid the process
     * @return its parent; empty if there is none in this table
     */
    public Optional<ProcessInfo> parent(long pid) {
        int i = indexOf(pid);
        return i < 0 || parents[i] == NONE ? Optional.empty() : Optional.of(byPid[parents[i]]);
    }

    /**
     * Returns the children of an entry.
     *
     * @param pid the process
     * @return its children by pid; none if the pid is not in this table
     */
    public List<ProcessInfo> children(long pid) {
        int i = indexOf(pid);
        List<ProcessInfo> found = new ArrayList<>();
        for (int c = i < 0 ? 0 : childStart[i]; i >= 0 && c < childStart[i + 1]; c++) {
            found.add(byPid[children[c]]);
        }
        return found;
    }

    /**
     * Returns the parent of an entry, its parent, and so on.
     *
     * @param pid the process
     * @return the nearest first, a root last; none if the pid is not in this table
     */
    public List<ProcessInfo> ancestors(long pid) {
        List<ProcessInfo> found = new ArrayList<>();
        int i = indexOf(pid);
        while (i >= 0 && parents[i] != NONE) {
            i = parents[i];
            found.add(byPid[i]);
        }
        return found;
    }

    /**
     * Returns the children of an entry, and theirs.
     *
     * @param pid the process
     * @return each process before its children, siblings by pid; none if the pid is not in this table
     */
    public List<ProcessInfo> descendants(long pid) {
        List<ProcessInfo> found = new ArrayList<>();
        Deque<Integer> next = new ArrayDeque<>();
        pushChildren(next, indexOf(pid));
        while (!next.isEmpty()) {
            int i = next.pop();
            found.add(byPid[i]);
            pushChildren(next, i);
        }
        return found;
    }

    /**
     * Returns the processes without a parent in this table: pid 1, the kernel's pid 2, and those whose parent ended during
     * the pass, is outside this pid namespace or cannot be seen.
     *
     * @return by pid; every entry is one of them or a descendant of exactly one
     */
    public List<ProcessInfo> roots() {
        List<ProcessInfo> found = new ArrayList<>();
        for (int i = 0; i < byPid.length; i++) {
            if (parents[i] == NONE) {
                found.add(byPid[i]);
            }
        }
        return found;
    }

    /**
     * Draws all trees as {@code pstree -lpnTU} does: {@code init(1)─┬─sshd(7)───bash(9)}. In a name {@code ?} stands for each
     * character that a terminal would obey instead of showing it: controls, and marks of direction such as U+202E.
     *
     * @return lines that each end in a line feed
     */
    public String tree() {
        return tree(TreeStyle.UNICODE);
    }

    /**
     * Draws all trees, labelled with {@code name(pid)} as {@link #tree()} does.
     *
     * @param style the lines
     * @return lines that each end in a line feed
     */
    public String tree(TreeStyle style) {
        return tree(roots(), style, ProcessTree::nameAndPid);
    }

    /**
     * Draws trees.
     *
     * @param tops the processes to start from, each with its descendants in this table
     * @param style the lines
     * @param label what to write for a process; must be one line
     * @return lines that each end in a line feed
     */
    public String tree(
            Collection<? extends ProcessInfo> tops, TreeStyle style, Function<? super ProcessInfo, String> label) {
        ProcessTree tree = new ProcessTree(this, style, label);
        for (ProcessInfo top : tops) {
            tree.draw(top);
        }
        return tree.toString();
    }

    @Override
    public String toString() {
        return "ProcessTable of " + byPid.length + " processes";
    }

    private void pushChildren(Deque<Integer> next, int i) {
        if (i >= 0) {
            for (int c = childStart[i + 1] - 1; c >= childStart[i]; c--) {
                next.push(children[c]);
            }
        }
    }

    private int indexOf(long pid) {
        int low = 0;
        int high = byPid.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = byPid[middle].pid();
            if (at == pid) {
                return middle;
            }
            if (at < pid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }

    private int[] parents() {
        int[] found = new int[byPid.length];
        for (int i = 0; i < found.length; i++) {
            int parent = indexOf(byPid[i].parentPid());
            // A parent that started after its child is another process that got the parent's pid during the pass.
            boolean reused = parent >= 0 && byPid[parent].startTicks() > byPid[i].startTicks();
            found[i] = reused || parent == i ? NONE : parent;
        }
        cutCycles(found);
        return found;
    }

    /** Two pids reused within one tick can name each other as parents. One entry of such a cycle becomes a root. */
    private static void cutCycles(int[] parents) {
        int[] walk = new int[parents.length]; // which walk visited the entry, counted from 1
        for (int start = 0; start < parents.length; start++) {
            int i = start;
            while (walk[i] == 0) {
                walk[i] = start + 1;
                if (parents[i] == NONE) {
                    break;
                }
                if (walk[parents[i]] == start + 1) {
                    parents[i] = NONE;
                    break;
                }
                i = parents[i];
            }
        }
    }

    private void collectChildren() {
        for (int parent : parents) {
            if (parent != NONE) {
                childStart[parent + 1]++;
            }
        }
        for (int i = 0; i < byPid.length; i++) {
            childStart[i + 1] += childStart[i];
        }
        int[] filled = childStart.clone();
        for (int i = 0; i < byPid.length; i++) {
            if (parents[i] != NONE) {
                children[filled[parents[i]]++] = i;
            }
        }
    }
}
