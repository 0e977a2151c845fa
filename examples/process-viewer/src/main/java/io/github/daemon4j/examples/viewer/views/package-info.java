/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What can be shown of the processes of a machine: tables, a tree, why one has its role, and JSON. */
package io.github.daemon4j.examples.viewer.views;
