/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * sleepers N: N children that sleep until this process has read the end of its input, or is gone.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int asked = argc > 1 ? atoi(argv[1]) : 0;
    pid_t *children = calloc(asked + 1, sizeof *children);
    int made = 0;
    pid_t parent = getpid();
    while (children != NULL && made < asked) {
        pid_t child = fork();
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            while (getppid() == parent) {
                pause();
            }
            _exit(0);
        }
        if (child < 0) {
            break;
        }
        children[made++] = child;
    }
    printf("%d\n", made);
    fflush(stdout);
    char ignored;
    while (read(0, &ignored, 1) > 0) {
    }
    for (int i = 0; i < made; i++) {
        kill(children[i], SIGKILL);
    }
    while (wait(NULL) > 0) {
    }
    return 0;
}
