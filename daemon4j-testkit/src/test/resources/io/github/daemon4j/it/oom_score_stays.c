/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * To be preloaded (ld.so(8)): a process may set its oom_score_adj once, and is then refused with EACCES.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int writes;

static int is_oom_score(int fd) {
    char link[64], target[256];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, target, sizeof target - 1);
    target[length < 0 ? 0 : length] = 0;
    return strstr(target, "/oom_score_adj") != NULL;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (is_oom_score(fd) && writes++ > 0) {
        errno = EACCES;
        return -1;
    }
    return syscall(SYS_write, fd, bytes, count);
}
