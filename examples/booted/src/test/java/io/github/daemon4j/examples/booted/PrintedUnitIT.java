/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.booted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.Daemon;
import io.github.daemon4j.DaemonOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the verb unit prints, installed as printed, and what systemd says of it. */
@ExtendWith(Booted.class)
class PrintedUnitIT {

    private static final String UNIT = "quickstart";
    private static final String FILE = "/run/systemd/system/quickstart.service";
    private static final String PRINT = "java -jar " + BootedDebian.QUICKSTART + " unit --port 8080";

    @AfterEach
    void leaveNothing(BootedDebian debian) {
        debian.run(
                "sh",
                "-c",
                "systemctl stop sockets.socket sockets " + UNIT
                        + " words; systemctl reset-failed; loginctl terminate-user alice; rm -rf " + FILE
                        + " /run/systemd/system/words.service /run/systemd/system/sockets.* /home/alice/.config; systemctl daemon-reload");
    }

    private static void install(BootedDebian debian, String more) {
        debian.begin();
        debian.run("sh", "-c", PRINT + more + " > " + FILE + " && systemctl daemon-reload")
                .orFail();
        Ran verified = debian.run("systemd-analyze", "verify", "--man=no", FILE).orFail();
        assertThat(verified.out() + verified.err())
                .as("what systemd complains of")
                .isEmpty();
        debian.run("systemctl", "start", UNIT).orFail();
        assertServes(debian, debian.show(UNIT, "MainPID"));
    }

    private static void assertServes(BootedDebian debian, String pid) {
        assertThat(debian.run("curl", "--silent", "http://127.0.0.1:8080/").out())
                .contains("\"pid\":" + pid + ",", "\"mode\":\"SYSTEMD\"");
    }

    private static String user(BootedDebian debian, String pid) {
        return debian.run("ps", "--no-headers", "-o", "uid", "-p", pid)
                .orFail()
                .out()
                .strip();
    }

    private static void assertStops(BootedDebian debian) {
        debian.run("systemctl", "stop", UNIT).orFail();
        assertThat(debian.show(UNIT, "ActiveState")).isEqualTo("inactive");
        assertThat(debian.show(UNIT, "Result")).isEqualTo("success");
    }

    @Test
    void as_printed_it_runs_as_a_user_of_its_own_and_may_do_nothing_else(BootedDebian debian) {
        install(debian, "");
        String pid = debian.show(UNIT, "MainPID");

        assertThat(debian.show(UNIT, "ActiveState")).isEqualTo("active");
        assertThat(Integer.parseInt(user(debian, pid)))
                .as("a uid of those that are given to services")
                .isBetween(61184, 65519);
        assertThat(debian.run("grep", "-E", "^(CapBnd|NoNewPrivs|Seccomp):", "/proc/" + pid + "/status")
                        .out())
                .contains("CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(debian.journal(UNIT)).contains("serving http://127.0.0.1:8080/");
        assertThat(debian.pidIn("/run/" + UNIT + "/quickstart.pid")).isEqualTo(Long.parseLong(pid));
        String exposure = debian.run("systemd-analyze", "security", "--no-pager", UNIT)
                .orFail()
                .out();
        assertThat(exposure).containsPattern("Overall exposure level for quickstart.service: [01]\\.");

        assertThat(debian.show(UNIT, "WatchdogUSec")).isEqualTo("30s");
        debian.run("systemctl", "reload", UNIT).orFail();
        assertServes(debian, pid);
        assertStops(debian);
    }

    @Test
    void its_verbs_see_it_and_leave_it_to_systemd(BootedDebian debian) {
        install(debian, "");
        String verbs = "java -jar " + BootedDebian.QUICKSTART + " --pid-file /run/" + UNIT + "/quickstart.pid ";

        assertThat(debian.run("sh", "-c", verbs + "status").orFail().out()).startsWith("quickstart is running (pid ");
        assertThat(debian.run("sh", "-c", verbs + "report").orFail().out())
                .startsWith("quickstart holds what daemon(7) asks of it\n")
                .contains("held  the environment is sane", " -     a second fork");
        Ran restart = debian.run("sh", "-c", verbs + "restart");
        assertThat(restart.status()).isEqualTo(1);
        // Where the machine below has control groups of version 1 too, theirs are seen first, and have no unit.
        assertThat(restart.err()).contains("it is run by", "systemctl restart");
    }

    @Test
    void a_crash_is_a_restart(BootedDebian debian) {
        install(debian, "");
        String crashed = debian.show(UNIT, "MainPID");

        debian.run("kill", "-KILL", crashed).orFail();

        debian.await(
                "it was started again",
                () -> debian.show(UNIT, "NRestarts").equals("1")
                        && debian.show(UNIT, "ActiveState").equals("active"));
        assertServes(debian, debian.show(UNIT, "MainPID"));
    }

    @Test
    void as_printed_for_a_user_it_runs_as_that_one(BootedDebian debian) {
        install(debian, " --run-as alice");

        assertThat(debian.run("grep", "User=", FILE).out()).isEqualTo("User=alice\n");
        assertThat(user(debian, debian.show(UNIT, "MainPID"))).isEqualTo("1000");
        assertStops(debian);
    }

    @Test
    void as_printed_for_a_user_s_own_manager_it_runs_below_that(BootedDebian debian) {
        Ran ran = debian.login(
                "alice",
                "set -e; mkdir -p ~/.config/systemd/user; " + PRINT
                        + " --user > ~/.config/systemd/user/quickstart.service;"
                        + " systemd-analyze --user verify --man=no ~/.config/systemd/user/quickstart.service;"
                        + " systemctl --user daemon-reload; systemctl --user start quickstart;"
                        + " systemctl --user show quickstart --property=ActiveState --value;"
                        + " curl --silent http://127.0.0.1:8080/; echo;"
                        + " head -n 1 $XDG_RUNTIME_DIR/quickstart/quickstart.pid;"
                        + " systemctl --user show quickstart --property=MainPID --value;"
                        + " systemctl --user reload quickstart; systemctl --user stop quickstart;"
                        + " systemctl --user show quickstart --property=ActiveState,Result --value");

        assertThat(ran.status()).as(ran.toString()).isZero();
        List<String> said = ran.out().lines().toList();
        assertThat(said.get(0)).isEqualTo("active");
        assertThat(said.get(1)).contains("\"mode\":\"SYSTEMD\"", "\"pid\":" + said.get(2) + ",");
        assertThat(said.get(3)).isEqualTo(said.get(2));
        assertThat(said.subList(4, 6)).containsExactlyInAnyOrder("inactive", "success");
        assertThat(ran.err()).isEmpty();
    }

    /** What systemd has opened stays open while the server is another one. */
    @Test
    void as_printed_with_the_unit_of_its_sockets_it_serves_on_what_systemd_has_opened(BootedDebian debian) {
        debian.begin();
        String print = "java -jar " + BootedDebian.SOCKETS + " unit --port 8081";
        debian.run(
                        "sh",
                        "-c",
                        print + " > /run/systemd/system/sockets.service; " + print
                                + " --socket > /run/systemd/system/sockets.socket; systemctl daemon-reload")
                .orFail();
        Ran verified = debian.run("systemd-analyze", "verify", "--man=no", "sockets.socket", "sockets.service")
                .orFail();
        assertThat(verified.out() + verified.err()).isEmpty();

        debian.run("systemctl", "start", "sockets.service").orFail();
        String first = debian.show("sockets", "MainPID");
        assertThat(answer(debian)).contains(first);
        debian.run("systemctl", "restart", "sockets").orFail();

        String second = debian.show("sockets", "MainPID");
        assertThat(second).isNotEqualTo(first);
        assertThat(answer(debian)).contains(second);
        assertThat(debian.show("sockets.socket", "SubState")).isEqualTo("running");
        assertThat(debian.run("ls", "-l", "/proc/1/fd").out())
                .as("systemd has it open, too")
                .contains("socket:[" + listener(debian) + "]");
    }

    private static String answer(BootedDebian debian) {
        return debian.run("curl", "--silent", "http://127.0.0.1:8081/").orFail().out();
    }

    /** The inode of the socket that listens on port 8081. */
    private static String listener(BootedDebian debian) {
        return debian.run("sh", "-c", "awk '$2 ~ /:1F91$/ && $4 == \"0A\" { print $10 }' /proc/net/tcp /proc/net/tcp6")
                .orFail()
                .out()
                .strip();
    }

    /** A program without the verbs of DaemonCommand. */
    static final class Own {

        private Own() {}

        public static void main(String[] words) {
            DaemonOptions options =
                    DaemonOptions.builder().name(UNIT).umask(077).build();
            if (words[0].equals("print")) {
                System.out.print(Daemon.systemdUnit(options, "serve", "50 %", "$HOME"));
            } else {
                Daemon.start(options, daemon -> {
                    System.out.println("words: " + List.of(words));
                });
                Daemon.current().orElseThrow().awaitStop();
            }
        }
    }

    @Test
    void as_printed_by_a_call_from_java_it_gets_the_words_of_that_call(BootedDebian debian) {
        debian.begin();
        debian.run(
                        "sh",
                        "-c",
                        "java -cp " + BootedDebian.CLASSES + ":" + BootedDebian.QUICKSTART + " '" + Own.class.getName()
                                + "' print > " + FILE + "; systemctl daemon-reload; systemctl start " + UNIT)
                .orFail();

        assertThat(debian.show(UNIT, "ActiveState")).isEqualTo("active");
        assertThat(debian.show(UNIT, "UMask")).isEqualTo("0077");
        assertThat(debian.journal(UNIT)).contains("words: [serve, 50 %, $HOME]");
        assertStops(debian);
    }

    @Test
    void what_the_unit_could_not_write_or_find_is_refused(BootedDebian debian) {
        Ran pidFile = debian.run("sh", "-c", PRINT + " --pid-file /run/q.pid");
        assertThat(pidFile.status()).isEqualTo(1);
        assertThat(pidFile.out()).isEmpty();
        assertThat(pidFile.err()).contains("/run/q.pid is not where", "DynamicUser=yes", "/run/quickstart/");

        Ran jar = debian.run("sh", "-c", "cp " + BootedDebian.QUICKSTART + " /tmp/q.jar; java -jar /tmp/q.jar unit");
        assertThat(jar.status()).isEqualTo(1);
        assertThat(jar.err()).contains("/tmp/q.jar", "PrivateTmp=yes", "/opt");

        Ran home = debian.run("sh", "-c", "cp " + BootedDebian.QUICKSTART + " /root/q.jar; java -jar /root/q.jar unit");
        assertThat(home.status()).isEqualTo(1);
        assertThat(home.err()).contains("/root/q.jar", "because of the mode of /root", "/opt");
    }

    /** The line of the unit, with another program in the place of java, that writes down what it was given. */
    @Test
    void whatever_the_words_systemd_gives_them_to_the_program_as_they_were(BootedDebian debian) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("", ";", "$HOME", "${HOME}", "$$", "%h", "100%", "'a", "\"", "\\", "#"));
        Random random = new Random(11);
        while (words.size() < 400) {
            words.add(word(random));
        }
        Path file = Files.writeString(Files.createTempFile("words", null), String.join("\0", words) + "\0");
        debian.copy(file, "/run/words");
        Files.delete(file);
        String unit = debian.run("sh", "-c", "xargs -0 java -jar " + BootedDebian.QUICKSTART + " unit -- < /run/words")
                .orFail()
                .out();
        String line = unit.lines()
                .filter(each -> each.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        String server = "ExecStart=/usr/local/bin/java -jar " + BootedDebian.QUICKSTART + " start --";
        assertThat(line).startsWith(server + " ");
        debian.write(
                "/run/systemd/system/words.service",
                "[Service]",
                "Type=oneshot",
                "StandardOutput=truncate:/run/words.out",
                "ExecStart=/usr/bin/printf \"%%s\\\\0\"" + line.substring(server.length()));
        debian.run("systemctl", "daemon-reload").orFail();

        debian.run("systemctl", "start", "words").orFail();

        assertThat(debian.run("cmp", "/run/words", "/run/words.out").toString()).contains("exit status 0");
    }

    private static String word(Random random) {
        String alphabet = "abx0n \"'\\$%;#{}()\n\t\r\u0001\u001b\u007fä€\u2028=/:,~*?-";
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(10); length > 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
