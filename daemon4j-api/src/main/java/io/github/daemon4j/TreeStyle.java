/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/** The lines of a {@linkplain ProcessTable#tree() tree}: those of {@code pstree -U} and {@code pstree -A}. */
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
