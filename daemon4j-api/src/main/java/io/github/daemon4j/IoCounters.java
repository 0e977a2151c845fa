/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

/**
 * What a process has read and written, from {@code /proc/PID/io}.
 *
 * @param readCharacters bytes that {@code read(2)} and its relatives returned, page cache or not
 * @param writtenCharacters bytes given to {@code write(2)} and its relatives
 * @param readCalls how many such reads
 * @param writeCalls how many such writes
 * @param readBytes bytes fetched from storage
 * @param writtenBytes bytes sent to storage
 * @param cancelledWriteBytes bytes that were never sent because the file was truncated first
 */
public record IoCounters(
        long readCharacters,
        long writtenCharacters,
        long readCalls,
        long writeCalls,
        long readBytes,
        long writtenBytes,
        long cancelledWriteBytes) {}
