/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.it;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.DaemonOptions.Resource;
import io.github.daemon4j.LaunchMode;
import io.github.daemon4j.Redirect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link Server} whose script is about privileges, with 50 threads that make others all the time. */
final class PrivilegedServer {

    private static final int BUSY = 50;

    /** So that whoever is started on a busy machine gets on at all: some thousand threads a second are made all the same. */
    private static final long BREATH_MILLIS = 10;

    private static final long LIFETIME_SECONDS = 300;

    private final DaemonOptions.Builder options =
            DaemonOptions.builder().name("server").readyTimeout(Duration.ofSeconds(60));
    private final Deque<String> script;
    private final AtomicLong made = new AtomicLong();
    private final Map<Thread, Integer> comebacks = new ConcurrentHashMap<>();
    private volatile boolean comesBack;

    private PrivilegedServer(List<String> script) {
        this.script = new ArrayDeque<>(script);
    }

    public static void main(String[] args) throws Exception {
        new PrivilegedServer(List.of(args)).perform();
        new CountDownLatch(1).await(LIFETIME_SECONDS, TimeUnit.SECONDS);
    }

    private void perform() throws Exception {
        for (String step = script.poll(); step != null; step = script.poll()) {
            int colon = step.indexOf(':');
            String verb = colon < 0 ? step : step.substring(0, colon);
            String value = colon < 0 ? "" : step.substring(colon + 1);
            if (!option(verb, value)) {
                action(verb, value);
            }
        }
    }

    private boolean option(String verb, String value) {
        switch (verb) {
            case "pid" -> options.pidFile(Path.of(value));
            case "log" -> options.output(Redirect.appendTo(Path.of(value)));
            case "user" -> options.user(value);
            case "mode" -> options.mode(LaunchMode.valueOf(value));
            case "capabilities" -> {
                List<Capability> kept = new ArrayList<>();
                for (String name : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                    kept.add(Capability.valueOf(name));
                }
                options.capabilities(kept.toArray(new Capability[0]));
            }
            case "noNewPrivileges" -> options.noNewPrivileges(true);
            case "limit" -> {
                int equals = value.indexOf('=');
                options.limit(
                        Resource.valueOf(value.substring(0, equals)), Long.parseLong(value.substring(equals + 1)));
            }
            case "cores" -> options.coreDumps(true);
            case "clear" -> options.clearEnvironment();
            case "keep" -> options.keepEnvironment(value.split(",", -1));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void action(String verb, String value) throws Exception {
        switch (verb) {
            case "detach" -> Daemon.detach(options.build());
            case "busy" -> busy();
            case "drop" -> drop(value);
            case "comeBack" -> comeBack(Path.of(value));
            case "bind" -> bind(Integer.parseInt(value));
            case "status" -> daemon().status(value);
            case "ready" -> daemon().ready("serving");
            case "print" -> System.out.println(value);
            case "hook" -> {
                Path file = Path.of(value);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file, "ran"), "hook"));
            }
            case "report" -> write(Path.of(value), daemon().report() + "\n");
            case "write" -> write(Path.of(value), "written");
            default -> throw new IllegalArgumentException("no such verb: " + verb);
        }
    }

    private static Daemon daemon() {
        return Daemon.current().orElseThrow();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Each makes thread after thread, whose children outlive them, until the process ends. Returns when all do. */
    private void busy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(BUSY);
        for (int i = 0; i < BUSY; i++) {
            thread("busy", () -> {
                begun.countDown();
                while (true) {
                    tryToComeBack();
                    Thread parent = thread("parent", () -> thread("child", this::tryToComeBack));
                    made.addAndGet(2);
                    parent.join();
                    TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
                }
            });
        }
        begun.await();
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private static Thread thread(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (InterruptedException end) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void drop(String value) {
        int colon = value.indexOf(':');
        try {
            if (colon < 0) {
                daemon().dropPrivileges(value);
            } else {
                daemon().dropPrivileges(value.substring(0, colon), value.substring(colon + 1));
            }
            System.out.println("dropped");
        } catch (DaemonException | IllegalStateException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }

    /** Lets every thread try to be root again, and writes how many did and how. */
    private void comeBack(Path file) throws Exception {
        comesBack = true;
        tryToComeBack();
        long before = made.get();
        while (comebacks.size() < 2 * BUSY || made.get() < before + 4 * BUSY) {
            TimeUnit.MILLISECONDS.sleep(10); // until each has been through its loop
        }
        long allowed = comebacks.values().stream().filter(errno -> errno == 0).count();
        write(file, allowed + " of " + comebacks.size() + " threads came back");
    }

    /** By system calls of this thread alone; glibc's would make all of them one. */
    private void tryToComeBack() {
        if (!comesBack || comebacks.containsKey(Thread.currentThread())) {
            return;
        }
        Function syscall = NativeLibrary.getInstance("c").getFunction("syscall");
        boolean x86 = System.getProperty("os.arch").equals("amd64");
        long setresuid = x86 ? 117 : 147;
        long setuid = x86 ? 105 : 146;
        int errno = 0;
        if (syscall.invokeInt(new Object[] {setresuid, -1L, 0L, -1L}) != 0) {
            errno = Native.getLastError();
        }
        if (errno != 0 && syscall.invokeInt(new Object[] {setuid, 0L}) == 0) {
            errno = 0;
        }
        comebacks.put(Thread.currentThread(), errno);
    }

    private static void bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        thread("accepts", () -> {
            try (socket) {
                while (true) {
                    socket.accept().close();
                }
            } catch (IOException end) {
                return;
            }
        });
        System.out.println("bound");
    }
}
