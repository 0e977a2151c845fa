/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a Debian, made by debootstrap from the packages this machine's own apt takes: systemd, logind, sshd and what
 * the tests call. Made once, in about a minute, and never written again: what boots from it writes to memory.
 */
final class DebianRoot {

    private static final String PACKAGES =
            "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,procps,openssh-server,curl";

    /** Raised with each change of what is made here, so that a root that was kept is made anew. */
    private static final String VERSION = "1 " + PACKAGES;

    private static final Duration LONG = Duration.ofMinutes(20);
    private static final Duration SHORT = Duration.ofMinutes(1);

    /** Units that wait for a network or a console, or begin work of their own. */
    private static final List<String> MASKED = List.of(
            "apt-daily.timer",
            "apt-daily-upgrade.timer",
            "dpkg-db-backup.timer",
            "e2scrub_all.timer",
            "fstrim.timer",
            "systemd-networkd.service",
            "systemd-resolved.service",
            "console-getty.service");

    private final String suite;
    private final Path directory;

    private DebianRoot(String suite, Path directory) {
        this.suite = suite;
        this.directory = directory;
    }

    /** Finds or makes it; says by name what is missing for that. */
    static Path of(String suite) throws IOException {
        assumeThat(((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).intValue())
                .as("booted Debian not tested: only root can boot one")
                .isZero();
        requires("debootstrap", "debootstrap");
        requires("systemd-nspawn", "systemd-container");
        requires("nsenter", "util-linux");
        requires("setpriv", "util-linux");
        Ran mount = Ran.of(SHORT, "unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt");
        assumeThat(mount.status())
                .as(
                        "booted Debian not tested: mounting in a mount namespace of one's own is not allowed: %s",
                        mount.err())
                .isZero();
        Path directory =
                Path.of(System.getProperty("booted.roots")).toAbsolutePath().resolve(suite);
        DebianRoot root = new DebianRoot(suite, directory);
        root.makeUnlessComplete();
        return directory;
    }

    /** One JVM at a time: the classes of a build are run in several. */
    private void makeUnlessComplete() throws IOException {
        Files.createDirectories(directory.getParent());
        Path lock = directory.resolveSibling(suite + ".lock");
        try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            if (!isComplete()) {
                make();
            }
        }
    }

    private static void requires(String tool, String debianPackage) {
        assumeThat(Ran.of(SHORT, "sh", "-c", "command -v " + tool).status())
                .as("booted Debian not tested: %s is missing, from the package %s", tool, debianPackage)
                .isZero();
    }

    private Path stamp() {
        return directory.resolveSibling(suite + ".complete");
    }

    private boolean isComplete() throws IOException {
        return Files.exists(stamp()) && Files.readString(stamp()).equals(VERSION);
    }

    private void make() throws IOException {
        Files.deleteIfExists(stamp());
        Ran.of(LONG, "rm", "-rf", "--one-file-system", directory.toString()).orFail();
        Files.createDirectories(directory);
        List<String> command = new ArrayList<>(List.of(
                "env",
                "DEBIAN_FRONTEND=noninteractive",
                "debootstrap",
                "--variant=minbase",
                "--include=" + PACKAGES,
                suite,
                directory.toString()));
        String mirror = mirror();
        if (!mirror.isEmpty()) {
            command.add(mirror);
        }
        String proxy = proxy();
        if (!proxy.isEmpty()) {
            command.add(1, "http_proxy=" + proxy);
        }
        Ran made = Ran.of(LONG, command.toArray(new String[0]));
        assumeThat(made.status())
                .as("booted Debian not tested: debootstrap cannot make %s: %s", suite, made.tail())
                .isZero();
        setUp();
        Files.writeString(stamp(), VERSION);
    }

    /** Where this machine's apt takes Debian from; empty if it takes none, for debootstrap's own choice. */
    private String mirror() {
        Ran targets = Ran.of(
                SHORT,
                "apt-get",
                "indextargets",
                "--format",
                "$(CODENAME) $(REPO_URI)",
                "Created-By: Packages",
                "Origin: Debian",
                "Component: main");
        String any = "";
        for (String line : targets.out().lines().toList()) {
            String uri = line.substring(line.indexOf(' ') + 1);
            if (line.startsWith(suite + " ")) {
                return uri;
            }
            boolean isSuite = !line.substring(0, line.indexOf(' ')).contains("-"); // not -updates, not -security
            any = any.isEmpty() && isSuite ? uri : any;
        }
        return any;
    }

    private static String proxy() {
        Ran dump = Ran.of(SHORT, "sh", "-c", "eval \"$(apt-config shell P Acquire::http::Proxy)\"; printf %s \"$P\"");
        return dump.out();
    }

    private void setUp() throws IOException {
        for (String unit : MASKED) {
            Path link = directory.resolve("etc/systemd/system").resolve(unit);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of("/dev/null"));
        }
        write("etc/systemd/journald.conf.d/all.conf", "[Journal]", "Storage=volatile", "RateLimitIntervalSec=0");
        write(
                "root/.ssh/config",
                "Host *",
                "StrictHostKeyChecking no",
                "UserKnownHostsFile /dev/null",
                "LogLevel ERROR",
                "BatchMode yes");
        chroot("useradd --create-home --shell /bin/bash alice");
        chroot("ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519");
        chroot("cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys");
        chroot("install -d -o alice -g alice -m 700 /home/alice/.ssh");
        chroot("install -o alice -g alice -m 600 /root/.ssh/id_ed25519.pub /home/alice/.ssh/authorized_keys");
        chroot("chmod -R go= /root/.ssh");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void write(String path, String... lines) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    private void chroot(String command) {
        Ran.of(SHORT, "chroot", directory.toString(), "sh", "-c", command).orFail();
    }
}
