/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Has the process between launcher and daemon end late, as if others had the processor: not before there is the file that
 * LATE_END names, or after ten seconds. To be preloaded (ld.so(8)), and found as crash_points.c says.
 */
#define RTLD_NEXT ((void *) -1L)
#define F_OK 0
#define TENTHS 100
#include <sys/syscall.h>

extern void *dlvsym(void *handle, const char *name, const char *version);
extern char *getenv(const char *name);
extern long syscall(long number, ...);
extern int access(const char *path, int mode);
extern int usleep(unsigned microseconds);
extern int strcmp(const char *one, const char *other);

static void *(*realDlsym)(void *, const char *);

static void lateExit(int status) {
    const char *awaited = getenv("LATE_END");
    /* A child that leads no session is another one. */
    int late = awaited && syscall(SYS_getsid, 0) == syscall(SYS_getpid);
    for (int i = 0; late && i < TENTHS && access(awaited, F_OK); i++) usleep(100000);
    syscall(SYS_exit_group, status);
}

void *dlsym(void *handle, const char *name) {
    void *found = realDlsym(handle, name);
    return found && handle && handle != RTLD_NEXT && !strcmp(name, "_exit") ? (void *) lateExit : found;
}

__attribute__((constructor)) static void load(void) {
    static const char *versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (int i = 0; !realDlsym && i < 3; i++) {
        realDlsym = (void *(*)(void *, const char *)) dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    }
}
