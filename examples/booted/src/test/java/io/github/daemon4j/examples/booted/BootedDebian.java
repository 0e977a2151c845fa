/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Debian whose process 1 is its systemd, in namespaces of its own: a network that is a loopback interface, and files that
 * are gone when it ends. This JVM's JDK is in it, the jars of quickstart and sockets, and the classes of these tests.
 */
final class BootedDebian implements AutoCloseable {

    /** Where the jar is in it. */
    static final String QUICKSTART = "/opt/quickstart.jar";

    /** Where that of sockets is. */
    static final String SOCKETS = "/opt/sockets.jar";

    /** Where the classes of these tests are in it. */
    static final String CLASSES = "/opt/booted";

    private static final Duration UNTIL_BOOTED = Duration.ofMinutes(3);
    private static final Duration UNTIL_HALTED = Duration.ofSeconds(20);
    private static final Duration UNTIL_DONE = Duration.ofMinutes(2);
    /** Within this a fact has to hold: what is waited for takes a second, on a machine that is not busy. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    /** Writes itself into some files and becomes what is named after them. */
    private static final String ENTER = "while [ \"$1\" != -- ]; do echo $$ > \"$1\"; shift; done; shift; exec \"$@\"";

    private final List<Path> controlGroups;
    private final Process nspawn;
    private final Thread ending = new Thread(this::end, "end of a booted Debian");
    private long init;
    private String cursor = "";

    private BootedDebian(Path root, Path console) throws IOException {
        controlGroups = controlGroups();
        List<String> command = new ArrayList<>(List.of("sh", "-c", ENTER, "sh"));
        for (Path group : controlGroups) {
            command.add(group + "/cgroup.procs");
        }
        command.addAll(List.of(
                "--",
                // The kernel ends it, whatever becomes of this JVM: when the thread that starts it does.
                "setpriv",
                "--pdeathsig=KILL",
                "systemd-nspawn",
                "--quiet",
                "--boot",
                "--directory=" + root,
                "--volatile=overlay",
                "--private-network",
                "--register=no",
                "--keep-unit",
                "--console=pipe",
                "--bind-ro=" + System.getProperty("booted.quickstart") + ":" + QUICKSTART,
                "--bind-ro=" + System.getProperty("booted.sockets") + ":" + SOCKETS,
                "--bind-ro=" + System.getProperty("booted.classes") + ":" + CLASSES));
        for (Path each : jdk()) {
            command.add("--bind-ro=" + each);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment().put("SYSTEMD_NSPAWN_UNIFIED_HIERARCHY", "1"); // as a Debian of today has it
        nspawn = builder.start();
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** Boots one, or says by name what is missing. */
    static BootedDebian boot(String suite) throws IOException {
        Path root = DebianRoot.of(suite);
        Path console = root.resolveSibling(suite + ".console");
        BootedDebian debian = new BootedDebian(root, console);
        try {
            debian.await(UNTIL_BOOTED, "systemd has booted", debian::isBooted);
            debian.run("ln", "-s", System.getProperty("java.home") + "/bin/java", "/usr/local/bin/java")
                    .orFail();
            Ran java = debian.run("java", "-version");
            assumeThat(java.status())
                    .as("booted Debian not tested: this JDK does not run on %s: %s", suite, java.tail())
                    .isZero();
            return debian;
        } catch (AssertionError | RuntimeException failure) {
            debian.close();
            failure.addSuppressed(new AssertionError("its console: " + Files.readString(console)));
            throw failure;
        }
    }

    /** Control groups of its own, so that two on one machine have nothing in common: one in each hierarchy of systemd. */
    private static List<Path> controlGroups() throws IOException {
        List<Path> groups = new ArrayList<>();
        for (String hierarchy : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd")) {
            if (Files.exists(Path.of(hierarchy, "cgroup.procs"))) {
                String name = "daemon4j-booted-" + ProcessHandle.current().pid();
                groups.add(Files.createDirectory(Path.of(hierarchy, name)));
            }
        }
        return groups;
    }

    /** This JVM's JDK, and what links in it lead to elsewhere, such as to its settings below /etc. */
    private static Set<Path> jdk() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Set<Path> all = new TreeSet<>(Set.of(home));
        for (String directory : List.of("conf", "lib")) {
            try (Stream<Path> links = Files.walk(home.resolve(directory))
                    .filter(Files::isSymbolicLink)
                    .filter(Files::exists)) {
                for (Path link : links.toList()) {
                    Path target = link.toRealPath();
                    if (!target.startsWith(home.toRealPath())) {
                        all.add(target);
                    }
                }
            }
        }
        return all;
    }

    private boolean isBooted() {
        if (!nspawn.isAlive()) {
            throw new AssertionError("systemd-nspawn has ended, with status " + nspawn.exitValue());
        }
        init = nspawn.children()
                .map(ProcessHandle::pid)
                .filter(BootedDebian::isSystemd) // not one of those that make its namespaces
                .findFirst()
                .orElse(0L);
        if (init == 0) {
            return false;
        }
        String state = run("systemctl", "is-system-running").out().strip();
        return state.equals("running") || state.equals("degraded");
    }

    private static boolean isSystemd(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .equals("systemd\n");
        } catch (IOException ended) {
            return false;
        }
    }

    /** Runs a command in it as root, and waits for its end: outside of every unit and every session. */
    Ran run(String... command) {
        return run(Path.of("/dev/null"), command);
    }

    private Ran run(Path input, String... command) {
        List<String> whole = new ArrayList<>(List.of(
                "nsenter",
                "--target=" + init,
                "--all",
                "--root",
                "--wd",
                "env",
                "--ignore-environment",
                "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "LANG=C.UTF-8",
                "timeout", // nsenter's child would stay if only nsenter were ended
                "--kill-after=5",
                Long.toString(UNTIL_DONE.toSeconds())));
        whole.addAll(List.of(command));
        return Ran.of(UNTIL_DONE.plusSeconds(20), input, whole);
    }

    /** Logs in by ssh, as users do, runs a line of shell and logs out. */
    Ran login(String user, String line) {
        return run("ssh", user + "@127.0.0.1", line);
    }

    /** Copies a file into it. */
    void copy(Path from, String to) {
        run(from, "install", "-D", "--mode=644", "/dev/stdin", to).orFail();
    }

    /** Writes a file in it. */
    void write(String to, String... lines) {
        try {
            Path file = Files.createTempFile("lines", null);
            Files.write(file, List.of(lines));
            copy(file, to);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on, the journal is of interest. */
    void begin() {
        String last =
                run("journalctl", "--lines=1", "--show-cursor").orFail().out().strip();
        cursor = last.substring(last.lastIndexOf(' ') + 1);
    }

    /**
     * Makes a service that may be started as often as a test likes. Its journal begins here. systemd forgets of a service that
     * has ended well how it was, unless another unit refers to it.
     */
    void service(String name, String... lines) {
        begin();
        List<String> all = new ArrayList<>(List.of("[Unit]", "StartLimitIntervalSec=0", "[Service]"));
        all.addAll(List.of(lines));
        write("/run/systemd/system/" + name + ".service", all.toArray(new String[0]));
        String reminder = "remembers-" + name + ".target";
        write("/run/systemd/system/" + reminder, "[Unit]", "After=" + name + ".service");
        run("systemctl", "daemon-reload").orFail();
        run("systemctl", "start", reminder).orFail();
    }

    /** What systemd says of a unit. */
    String show(String unit, String property) {
        return run("systemctl", "show", unit, "--property=" + property, "--value")
                .orFail()
                .out()
                .strip();
    }

    /** What systemd and the unit itself have written to the journal since the test made its service. */
    String journal(String unit) {
        run("journalctl", "--sync").orFail();
        return run("journalctl", "--unit=" + unit, "--after-cursor=" + cursor, "--no-pager", "--output=cat")
                .orFail()
                .out();
    }

    /** Whether there is a process that has not ended, in the numbers of this Debian. */
    boolean runs(long pid) {
        return run("grep", "--quiet", "^State:[[:space:]]*[^ZX]", "/proc/" + pid + "/status")
                        .status()
                == 0;
    }

    /** The pid in the first line of a file. */
    long pidIn(String pidFile) {
        return Long.parseLong(run("head", "--lines=1", pidFile).orFail().out().strip());
    }

    /** Which systemd it has. */
    int systemd() {
        return Integer.parseInt(run("systemctl", "--version").orFail().out().split(" ", 3)[1]);
    }

    /** Waits for a fact. */
    void await(String what, BooleanSupplier fact) {
        await(SOON, what, fact);
    }

    private void await(Duration within, String what, BooleanSupplier fact) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new AssertionError("not within " + within.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** Halts it, and ends it if that takes long. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException exiting) {
            return; // the hook does it
        }
        end();
    }

    private void end() {
        halt();
        for (Path group : controlGroups) {
            Ran.of(UNTIL_HALTED, "find", group.toString(), "-depth", "-type", "d", "-exec", "rmdir", "{}", ";");
        }
    }

    private void halt() {
        nspawn.destroy(); // which asks its process 1 to halt
        try {
            if (!nspawn.waitFor(UNTIL_HALTED.toSeconds(), TimeUnit.SECONDS)) {
                nspawn.destroyForcibly().waitFor(UNTIL_HALTED.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            nspawn.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
