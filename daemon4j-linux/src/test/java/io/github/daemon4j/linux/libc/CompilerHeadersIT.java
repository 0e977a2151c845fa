/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.daemon4j.DaemonOptions.Capability;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every number of this package that C's headers have, too, is theirs: a compiler of each architecture says so. It compares each
 * static constant by its own name, so one that is new here is compared, or has to be named as ours.
 */
class CompilerHeadersIT {

    private static final Path CLASSES = Path.of("target/classes");

    private static final String HEADERS = """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <grp.h>
            #include <limits.h>
            #include <linux/capability.h>
            #include <netinet/in.h>
            #include <poll.h>
            #include <pwd.h>
            #include <sched.h>
            #include <signal.h>
            #include <spawn.h>
            #include <stddef.h>
            #include <sys/eventfd.h>
            #include <sys/inotify.h>
            #include <sys/mman.h>
            #include <sys/prctl.h>
            #include <sys/resource.h>
            #include <sys/socket.h>
            #include <sys/syscall.h>
            #include <sys/un.h>
            #include <sys/wait.h>
            #include <ucontext.h>
            #define same(c, java) _Static_assert((long long) (c) == java, #c " is " #java " here")
            #define room(c, java) _Static_assert(sizeof(c) <= java, #c " has more bytes than " #java)
            """;

    /** Numbers of ours, that no header has. */
    private static final Set<String> OURS = Set.of(
            "IdNumber.NONE",
            "IdNumber.MOST_DIGITS",
            "ChildProgram.STACK_BYTES",
            "ChildProgram.SENTINEL",
            "ChildProcesses.REAPER_STACK_BYTES",
            "DatagramSocket.PATIENCE_SECONDS",
            "DaemonSpawn.FIRST_PASSED",
            "DaemonSpawn.NO_INPUT",
            "Descriptor.LEAST_NUMBER",
            "Descriptor.LONGEST_PATH",
            "Errno.COUNT",
            "EventFd.COUNTER_BYTES",
            "FileWatch.EARLY_LOOK_MILLIS",
            "FileWatch.LOOK_MILLIS",
            "JnaLibrary.LEFT_BEHIND_MILLIS",
            "ListeningDescriptor.BACKLOG",
            "Poll.FAR_NANOS");

    /** Those that have their own columns in {@link Architecture}. */
    private static final Set<String> BY_ARCHITECTURE = Set.of("Descriptor.O_NOFOLLOW", "DatagramReceiver.SO_PASSCRED");

    /** Numbers whose name here is not that of C. */
    private static final Map<String, String> IN_C = Map.ofEntries(
            Map.entry("CapabilitySets.SETPCAP", "CAP_SETPCAP"),
            Map.entry("CapabilitySets.VERSION", "_LINUX_CAPABILITY_VERSION_3"),
            Map.entry("ChildProcesses.WALL", "__WALL"),
            Map.entry("DatagramReceiver.CONTROL_BYTES", "CMSG_SPACE(sizeof(struct ucred))"),
            Map.entry("DatagramReceiver.MOST_BYTES", "PIPE_BUF"),
            Map.entry("DatagramSocket.CMSGHDR_BYTES", "sizeof(struct cmsghdr)"),
            Map.entry("DatagramSocket.CONTROL", "sizeof(struct msghdr) + sizeof(struct iovec)"),
            Map.entry("DatagramSocket.FLAGS", "offsetof(struct msghdr, msg_flags)"),
            Map.entry("DatagramSocket.IOVEC_BYTES", "sizeof(struct iovec)"),
            Map.entry("DatagramSocket.MSGHDR_BYTES", "sizeof(struct msghdr)"),
            Map.entry("DatagramSocket.SOCK_DGRAM_CLOEXEC", "SOCK_DGRAM | SOCK_CLOEXEC"),
            Map.entry("EventFd.FLAGS", "EFD_CLOEXEC | EFD_NONBLOCK"),
            Map.entry("ListeningDescriptor.SOCKADDR_IN", "sizeof(struct sockaddr_in)"),
            Map.entry("ListeningDescriptor.SOCKADDR_IN6", "sizeof(struct sockaddr_in6)"),
            Map.entry("ListeningDescriptor.SOCK_STREAM_CLOEXEC", "SOCK_STREAM | SOCK_CLOEXEC"),
            Map.entry("ListeningDescriptor.SUN_PATH", "sizeof(((struct sockaddr_un *) 0)->sun_path)"),
            Map.entry("Poll.POLLFD_BYTES", "sizeof(struct pollfd)"),
            Map.entry("ResourceLimits.NOFILE", "RLIMIT_NOFILE"),
            Map.entry("ResourceLimits.SYS_RESOURCE", "CAP_SYS_RESOURCE"),
            Map.entry("SignalMask.SIGSET_BYTES", "sizeof(sigset_t)"));

    /** Memory for what C knows the size of. */
    private static final Map<String, List<String>> ROOM = Map.of(
            "ChildProgram.CONTEXT_BYTES", List.of("ucontext_t"),
            "PosixSpawn.OPAQUE_BYTES", List.of("posix_spawnattr_t", "posix_spawn_file_actions_t"),
            "Signals.SIGACTION_BYTES", List.of("struct sigaction"),
            "UserDatabase.STRUCT_BYTES", List.of("struct passwd", "struct group"));

    /** Where the code writes into a structure, or reads from it, as it stands there. */
    private static final List<String> LAYOUTS = List.of(
            "same(sizeof(void *), 8);",
            "same(offsetof(ucontext_t, uc_link), 8);",
            "same(offsetof(ucontext_t, uc_stack) + offsetof(stack_t, ss_sp), 16);",
            "same(offsetof(ucontext_t, uc_stack) + offsetof(stack_t, ss_size), 32);",
            "same(offsetof(struct sigaction, sa_handler), 0);",
            "same(offsetof(struct flock, l_type), 0);",
            "same(offsetof(struct flock, l_start), 8);",
            "same(offsetof(struct flock, l_len), 16);",
            "same(sizeof(struct flock), 32);",
            "same(offsetof(struct passwd, pw_name), 0);",
            "same(offsetof(struct passwd, pw_uid), 16);",
            "same(offsetof(struct passwd, pw_gid), 20);",
            "same(offsetof(struct passwd, pw_dir), 32);",
            "same(offsetof(struct group, gr_gid), 16);",
            "same(sizeof(struct rlimit), 16);",
            "same(offsetof(struct pollfd, events), 4);",
            "same(offsetof(struct pollfd, revents), 6);",
            "same(offsetof(struct msghdr, msg_iov), 16);",
            "same(offsetof(struct msghdr, msg_iovlen), 24);",
            "same(offsetof(struct msghdr, msg_control), 32);",
            "same(offsetof(struct msghdr, msg_controllen), 40);",
            "same(offsetof(struct iovec, iov_len), 8);",
            "same(offsetof(struct cmsghdr, cmsg_level), 8);",
            "same(offsetof(struct cmsghdr, cmsg_type), 12);",
            "same(offsetof(struct ucred, pid), 0);",
            "same(sizeof(struct ucred), 12);",
            "same(offsetof(struct sockaddr_un, sun_path), 2);",
            "same(sizeof(struct __user_cap_header_struct), 8);",
            "same(sizeof(struct __user_cap_data_struct[2]), 24);");

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void have_the_same_numbers_on(Architecture architecture) throws Exception {
        String compiler = compiler(architecture);
        assumeThat(Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, compiler))))
                .as(
                        "the headers of %s not compared: %s is missing, from the package gcc-%s",
                        architecture, compiler, triple(architecture).replace('_', '-'))
                .isTrue();

        assertThat(errors(compiler, source(architecture))).isEmpty();
    }

    @Test
    void another_number_is_found_out() throws Exception {
        String compiler = compiler(Architecture.current());
        assumeThat(Files.isExecutable(Path.of("/usr/bin", compiler)))
                .as("the comparison itself not tested: %s is missing", compiler)
                .isTrue();

        assertThat(errors(compiler, HEADERS + "same(O_CREAT, 0101);\nsame(O_NO_SUCH, 1);\nroom(ucontext_t, 8);\n"))
                .contains("O_CREAT is 0101 here", "O_NO_SUCH", "ucontext_t has more bytes than 8");
    }

    private static String compiler(Architecture architecture) {
        return triple(architecture) + "-gcc";
    }

    private static String triple(Architecture architecture) {
        return switch (architecture) {
            case PPC64LE -> "powerpc64le-linux-gnu";
            default -> architecture.name().toLowerCase(Locale.ROOT) + "-linux-gnu";
        };
    }

    private static String source(Architecture architecture) throws Exception {
        List<String> lines = new ArrayList<>(LAYOUTS);
        lines.add("same(O_NOFOLLOW, " + architecture.noFollow() + ");");
        lines.add("same(SO_PASSCRED, " + architecture.passCredentials() + ");");
        for (Syscall call : Syscall.values()) {
            lines.add("same(SYS_" + call.name().toLowerCase(Locale.ROOT) + ", " + call.number(architecture) + ");");
        }
        for (Capability capability : Capability.values()) {
            lines.add("same(CAP_" + capability.name() + ", " + capability.number() + ");");
        }
        for (int number = 1; number <= 133; number++) {
            String text = new Errno(number).toString();
            if (text.startsWith("E")) {
                lines.add("same(" + text.substring(0, text.indexOf(' ')) + ", " + number + ");");
            }
        }
        for (Field constant : constants()) {
            lines.addAll(assertions(constant));
        }
        return HEADERS + String.join("\n", lines) + "\n";
    }

    private static List<String> assertions(Field constant) throws IllegalAccessException {
        String name = constant.getDeclaringClass().getSimpleName() + "." + constant.getName();
        constant.setAccessible(true);
        long value = ((Number) constant.get(null)).longValue();
        if (OURS.contains(name) || BY_ARCHITECTURE.contains(name)) {
            return List.of();
        }
        if (ROOM.containsKey(name)) {
            return ROOM.get(name).stream()
                    .map(type -> "room(" + type + ", " + value + ");")
                    .toList();
        }
        return List.of("same(" + IN_C.getOrDefault(name, constant.getName()) + ", " + value + ");");
    }

    /** The numbers of this package, of all its classes. */
    private static List<Field> constants() throws Exception {
        String packageName = Errno.class.getPackageName();
        List<Field> constants = new ArrayList<>();
        try (Stream<Path> files = Files.list(CLASSES.resolve(packageName.replace('.', '/')))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    Class<?> type = Class.forName(packageName + "." + name.substring(0, name.length() - 6));
                    Stream.of(type.getDeclaredFields())
                            .filter(CompilerHeadersIT::isNumber)
                            .forEach(constants::add);
                }
            }
        }
        return constants;
    }

    private static boolean isNumber(Field field) {
        int constant = Modifier.STATIC | Modifier.FINAL;
        return (field.getModifiers() & constant) == constant
                && !field.isSynthetic()
                && !field.getName().equals("serialVersionUID")
                && Set.of(int.class, long.class, short.class, byte.class).contains(field.getType());
    }

    private static String errors(String compiler, String source) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(compiler, "-fsyntax-only", "-x", "c", "-")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().write(source.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == 0)
                .as("what the compiler said: %s", said)
                .isEqualTo(said.isEmpty());
        return said;
    }
}
