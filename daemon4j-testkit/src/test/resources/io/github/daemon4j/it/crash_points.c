/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Kills a process at the n-th call to the C library that matters to a start. To be preloaded (ld.so(8)); it says what it does
 * by these environment variables:
 *
 *   CRASH_ARMED  a file made by the first process that loads this; a later one, such as its daemon, is left alone
 *   CRASH_AT     before which call the process is killed; 0 to kill nothing, and write down each call
 *   CRASH_SAID   the file that the calls are written to: all of them, or the one that was the last, and in a line of its own how
 *                often pwrite(2) was called before; the number of a call differs from run to run
 *   CRASH_LOAD   instead of all that: killed when this is loaded, before main
 *   CRASH_WORD   instead of all that: killed at the first write(2) above descriptor 2 with this word in it,
 *   CRASH_AFTER  if set, after it
 *
 * Calls are counted from when JNA asks for its first function. JNA looks into libc's own table, where a preloaded function is
 * not found: so dlsym(3) itself is preloaded. A child of clone(2) that shares the memory counts on, and the process that is
 * killed is always the one that was armed.
 *
 * No header declares the functions below, because all have one form here: words in, a word out. That is how the machine
 * passes what they take and give, on x86-64 and on AArch64, the variadic ones among them.
 */
#define _GNU_SOURCE
#define RTLD_NEXT ((void *) -1L)
#define O_CREAT 0100
#define O_EXCL 0200
#define O_WRONLY 01
#define O_APPEND 02000
#define AT_FDCWD (-100)
#define SIGKILL 9
#include <sys/syscall.h>

typedef long word;

extern void *dlvsym(void *handle, const char *name, const char *version);
extern char *getenv(const char *name);
extern word syscall(word number, ...);
extern int atoi(const char *text);
extern void *memmem(const void *all, unsigned long length, const void *part, unsigned long partLength);
extern unsigned long strlen(const char *text);
extern int strcmp(const char *one, const char *other);
extern char *strcpy(char *to, const char *from);
extern char *strcat(char *to, const char *from);

typedef void *(*lookup)(void *, const char *);

static lookup realDlsym;
static int armed;
static int counting;
static int at;
static word pid;
static word calls;
static word pwrites;
static const char *said;
static const char *wordToDieAt;
static int dieAfter;

static void die(void) {
    syscall(SYS_kill, pid, SIGKILL);
}

static void note(const char *name, const char *path) {
    char line[600];
    strcpy(line, name);
    if (path && strlen(path) < 500) {
        strcat(line, " ");
        strcat(line, path);
    }
    strcat(line, "\n");
    word file = syscall(SYS_openat, AT_FDCWD, said, O_WRONLY | O_CREAT | O_APPEND, 0644);
    syscall(SYS_write, file, line, strlen(line));
    syscall(SYS_close, file);
}

static void point(const char *name, const char *path) {
    if (!armed || !counting) return;
    word call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (at == 0) {
        note(name, path);
    } else if (call == at) {
        char number[] = { '0' + pwrites / 10 % 10, '0' + pwrites % 10, 0 };
        note(name, path);
        note(number, 0);
        die();
    }
    if (!strcmp(name, "pwrite")) __atomic_add_fetch(&pwrites, 1, __ATOMIC_SEQ_CST);
}

static void *real(const char *name) {
    return realDlsym(RTLD_NEXT, name);
}

#define FORM word a, word b, word c, word d, word e, word f
#define CALL(name, path) \
    static word (*real_##name)(FORM); \
    word name(FORM) { \
        point(#name, path); \
        if (!real_##name) real_##name = (word (*)(FORM)) real(#name); \
        return real_##name(a, b, c, d, e, f); \
    }

/* Called by the JDK as well: only what changes what others see, or there would be no end of points. */
#define OF_ALL(name) CALL(name, (const char *) a)
OF_ALL(unlink)
OF_ALL(remove)
OF_ALL(mkdir)
OF_ALL(rmdir)
OF_ALL(rename)
OF_ALL(chmod)
CALL(kill, 0)
CALL(ftruncate, 0)
CALL(unlinkat, (const char *) b)
CALL(renameat, (const char *) b)
CALL(fork, 0)
CALL(posix_spawn, (const char *) b)
CALL(_exit, 0)

/* Called by JNA: all that the library uses. Not exported, so that only who asks dlsym(3) for them comes here. */
#define OF_JNA(X) \
    X(getpid, 0) X(open, (const char *) a) X(openat, (const char *) b) X(open64, (const char *) a) \
    X(close, 0) X(read, 0) X(pread, 0) X(pwrite, 0) X(fcntl, 0) X(fchmod, 0) X(fchown, 0) X(pipe2, 0) X(memfd_create, 0) \
    X(inotify_init1, 0) X(inotify_add_watch, 0) X(poll, 0) X(prctl, 0) X(clone, 0) X(waitpid, 0) X(setsid, 0) X(umask, 0) \
    X(setpriority, 0) X(setrlimit, 0) X(chdir, 0) X(socket, 0) X(sendto, 0) X(signal, 0) X(sigaction, 0) \
    X(linkat, (const char *) b) X(fstat, 0) X(pthread_sigmask, 0)
#define JNA(name, path) \
    static word (*real_##name)(FORM); \
    static word jna_##name(FORM) { \
        point(#name, path); \
        return real_##name(a, b, c, d, e, f); \
    }
OF_JNA(JNA)

/* The file descriptors of the daemon's side are written by the JDK. */
static word (*real_write)(FORM);
word write(FORM) {
    if (!real_write) real_write = (word (*)(FORM)) real("write");
    int here = wordToDieAt && (int) a > 2 && memmem((void *) b, c, wordToDieAt, strlen(wordToDieAt));
    if (here && !dieAfter) die();
    point("write", 0);
    word written = real_write(a, b, c, d, e, f);
    if (here) die();
    return written;
}

void *dlsym(void *handle, const char *name) {
    void *found = realDlsym(handle, name);
    if (!armed || !found || !handle || handle == RTLD_NEXT) return found;
#define REPLACED(wanted, path) \
    if (!strcmp(name, #wanted)) { \
        real_##wanted = (word (*)(FORM)) found; \
        counting = 1; \
        return (void *) jna_##wanted; \
    }
    OF_JNA(REPLACED)
#define EXPORTED(wanted) \
    if (!strcmp(name, #wanted)) { \
        counting = 1; \
        return (void *) wanted; \
    }
    EXPORTED(unlink) EXPORTED(unlinkat) EXPORTED(kill) EXPORTED(ftruncate) EXPORTED(posix_spawn) EXPORTED(_exit)
    EXPORTED(write) EXPORTED(rename) EXPORTED(renameat)
    return found;
}

__attribute__((constructor)) static void load(void) {
    static const char *versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (int i = 0; !realDlsym && i < 3; i++) {
        realDlsym = (lookup) dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    }
    pid = syscall(SYS_getpid);
    if (getenv("CRASH_LOAD")) die();
    wordToDieAt = getenv("CRASH_WORD");
    dieAfter = getenv("CRASH_AFTER") != 0;
    const char *once = getenv("CRASH_ARMED");
    said = getenv("CRASH_SAID");
    if (!once || !said) return;
    word file = syscall(SYS_openat, AT_FDCWD, once, O_CREAT | O_EXCL | O_WRONLY, 0644);
    if (file < 0) return;
    syscall(SYS_close, file);
    at = atoi(getenv("CRASH_AT"));
    armed = 1;
}
