/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What another user of the machine may do to a daemon's files, or a daemon to those of whoever started it:
 *   neighbour scribble                  writes to all it was given, then stays
 *   neighbour read-locks PATH...        holds a read lock on each, as soon and as long as it can
 *   neighbour forge PIDFILE PID         a pid file that names PID, its lock held
 *   neighbour alternate PIDFILE         a locked pid file and a FIFO, in turn
 *   neighbour swap COUNT BASE ROOTS SHARED USERS  exchanges all it can in BASE for what leads to ROOTS, and in SHARED to USERS
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t ended;

static void end(int signal) {
    (void) signal;
    ended = 1;
}

static void must(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(2);
    }
}

static int lock(int fd, short type, int command) {
    struct flock whole = {.l_type = type, .l_whence = SEEK_SET};
    return fcntl(fd, command, &whole);
}

static _Noreturn void stay(const char *said) {
    puts(said);
    for (;;) pause();
}

static void scribble(void) {
    for (int fd = 0; fd < 256; fd++) {
        char again[64];
        snprintf(again, sizeof again, "/proc/self/fd/%d", fd);
        int reopened = open(again, O_RDWR | O_NONBLOCK);
        for (int i = 0; i < 2; i++) {
            int to = i ? reopened : fd;
            if (to >= 0 && ftruncate(to, 0) == 0) pwrite(to, "1\n", 2, 0);
        }
        if (reopened >= 0) close(reopened);
    }
    stay("scribbled");
}

static int names(const char *path, int fd) {
    struct stat named, opened;
    return stat(path, &named) == 0 && fstat(fd, &opened) == 0 && named.st_ino == opened.st_ino;
}

static void hold_read_lock(const char *path) {
    for (;;) {
        int fd = open(path, O_RDONLY | O_NONBLOCK);
        if (fd >= 0) {
            printf("waits for %s\n", path);
            if (lock(fd, F_RDLCK, F_OFD_SETLKW) == 0) printf("holds %s\n", path);
            while (names(path, fd)) usleep(500);
            close(fd);
        }
        usleep(500);
    }
}

static void read_locks(char **paths) {
    for (; *paths; paths++) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            hold_read_lock(*paths);
        }
    }
    stay("tries");
}

static void forged_file(const char *path, const char *content) {
    int fd = open(path, O_RDWR | O_CREAT, 0644);
    must(fd, path);
    must(pwrite(fd, content, strlen(content), 0), path);
    must(lock(fd, F_WRLCK, F_OFD_SETLK), path);
}

static void forge(const char *path, const char *pid) {
    char other[4096];
    snprintf(other, sizeof other, "%s\n", pid);
    forged_file(path, other);
    snprintf(other, sizeof other, "%s.lock", path);
    forged_file(other, "");
    stay("held");
}

static _Noreturn void alternate(const char *path) {
    char name[2][4096], file[2][4096], fifo[2][4096];
    for (int i = 0; i < 2; i++) {
        snprintf(name[i], sizeof name[i], "%s%s", path, i ? ".lock" : "");
        snprintf(file[i], sizeof file[i], "%s.file%d", path, i);
        snprintf(fifo[i], sizeof fifo[i], "%s.fifo%d", path, i);
        forged_file(file[i], "1234567\n");
        must(mkfifo(fifo[i], 0644), "mkfifo");
    }
    puts("alternates");
    for (;;) {
        for (int i = 0; i < 2; i++) link(file[i], name[i]);
        usleep(400);
        for (int i = 0; i < 2; i++) unlink(name[i]), link(fifo[i], name[i]);
        usleep(200);
        for (int i = 0; i < 2; i++) unlink(name[i]);
    }
}

/* Of each kind one, in a directory of its own beside the name it is exchanged with. */
enum { PLAIN, LINK, FIFO, DIRECTORY, HARD_LINK, KINDS };
enum { LOG_DIRECTORY, LOG, LOG_OF_USER, PID_FILE, TARGETS };

static char spare[TARGETS][KINDS][4096];
static int kinds[TARGETS];

static void keep(int target, const char *name, int kind, const char *leads_to) {
    char *path = spare[target][kinds[target]];
    snprintf(path, sizeof spare[0][0], "%s.spare%d", name, kind);
    int made = kind == LINK ? symlink(leads_to, path)
            : kind == FIFO ? mkfifo(path, 0666)
            : kind == DIRECTORY ? mkdir(path, 0777)
            : kind == HARD_LINK ? link(leads_to, path)
            : close(open(path, O_CREAT | O_WRONLY, 0666));
    /* Nobody makes a second name of a directory, and fs.protected_hardlinks forbids one of somebody else's file. */
    if (made == 0) kinds[target]++;
}

static int swap(long count, const char *base, const char *roots, const char *shared, const char *users) {
    char name[TARGETS][4096], leads_to[TARGETS][4096];
    snprintf(name[LOG_DIRECTORY], sizeof name[0], "%s/logs", base);
    snprintf(name[LOG], sizeof name[0], "%s/logs/server.log", base);
    snprintf(name[LOG_OF_USER], sizeof name[0], "%s/user.log", shared);
    snprintf(name[PID_FILE], sizeof name[0], "%s/forged.pid", base);
    for (int i = 0; i < TARGETS; i++) {
        snprintf(leads_to[i], sizeof leads_to[0], "%s%s", i == LOG_OF_USER ? users : roots, i == LOG_DIRECTORY ? "" : "/file");
    }
    must(mkdir(name[LOG_DIRECTORY], 0755), "mkdir");
    int logs = open(name[LOG_DIRECTORY], O_DIRECTORY);
    for (int i = 0; i < TARGETS; i++) {
        if (i != LOG_DIRECTORY) must(close(open(name[i], O_CREAT | O_WRONLY, 0644)), name[i]);
        for (int kind = 0; kind < KINDS; kind++) keep(i, name[i], kind, leads_to[i]);
    }
    puts("swaps");
    long done = 0;
    for (long i = 0; !ended; i++) {
        int target = i % TARGETS;
        const char *from = name[target];
        const char *to = spare[target][i / TARGETS % kinds[target]];
        int at = AT_FDCWD;
        if (target == LOG) {
            /* Through the directory itself, wherever its name leads now. */
            at = logs;
            from = strrchr(from, '/') + 1;
            to = strrchr(to, '/') + 1;
        }
        if (renameat2(at, from, at, to, RENAME_EXCHANGE) == 0 && ++done == count) printf("has swapped %ld times\n", done);
        usleep(100);
    }
    printf("swapped %ld times in all\n", done);
    return 0;
}

int main(int count, char **words) {
    const char *verb = count > 1 ? words[1] : "";
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGTERM, end);
    signal(SIGPIPE, SIG_IGN);
    umask(0);
    if (!strcmp(verb, "swap")) return swap(atol(words[2]), words[3], words[4], words[5], words[6]);
    signal(SIGTERM, SIG_DFL);
    if (!strcmp(verb, "scribble")) scribble();
    if (!strcmp(verb, "read-locks")) read_locks(words + 2);
    if (!strcmp(verb, "forge")) forge(words[2], words[3]);
    if (!strcmp(verb, "alternate")) alternate(words[2]);
    return 2;
}
