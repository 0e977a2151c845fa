/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.linux.files.Trust.Seen;
import io.github.daemon4j.linux.files.Whom.Use;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Paths are judged from owners, modes and kinds alone: no file is touched here. */
class TrustTest {

    private static final long ROOT = 0;
    private static final long SVC = 1000;
    private static final long EVE = 2000;
    private static final long HIGHEST = 4294967294L;

    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120777;
    private static final int FILE = 0100000;
    private static final int SOCKET = 0140755;
    private static final int FIFO = 0010644;

    private final List<Seen> way = new ArrayList<>(List.of(seen("/", DIRECTORY | 0755, ROOT)));

    private static Seen seen(String path, int mode, long uid) {
        return new Seen(path, new FileStatus(mode, uid, uid, 1, 0, 1, 1));
    }

    private TrustTest through(String path, int mode, long uid) {
        way.add(seen(path, mode, uid));
        return this;
    }

    private TrustTest through(String path, int mode, long uid, long gid, int links) {
        way.add(new Seen(path, new FileStatus(mode, uid, gid, links, 0, 1, 1)));
        return this;
    }

    private @Nullable String judged(Use use, long self, long other) {
        return Trust.judge(way, true, new Whom(self, other, -1, use));
    }

    private @Nullable String pidFileOfRoot() {
        return judged(Use.PID_FILE, ROOT, ROOT);
    }

    private @Nullable String logOfRootForService() {
        return judged(Use.LOG_FILE, ROOT, SVC);
    }

    @Test
    void roots_file_in_roots_directories_is_trusted() {
        through("/run", DIRECTORY | 0755, ROOT).through("/run/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).isNull();
        assertThat(logOfRootForService()).isNull();
    }

    @Test
    void a_pid_file_in_a_strangers_directory_is_refused() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).contains("/app belongs to uid 1000");
    }

    @Test
    void a_strangers_grandparent_directory_is_refused_for_a_pid_file() {
        through("/app", DIRECTORY | 0755, SVC)
                .through("/app/run", DIRECTORY | 0755, ROOT)
                .through("/app/run/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).contains("/app belongs to uid 1000");
        assertThat(judged(Use.PID_FILE, EVE, EVE)).contains("/app belongs to uid 1000");
    }

    @Test
    void the_highest_uid_is_a_stranger_like_any_other() {
        through("/app", DIRECTORY | 0755, HIGHEST).through("/app/x.pid", FILE | 0644, HIGHEST);

        assertThat(pidFileOfRoot()).contains("belongs to uid 4294967294");
        assertThat(logOfRootForService()).contains("belongs to uid 4294967294");
        assertThat(judged(Use.LOG_FILE, ROOT, HIGHEST)).isNull();
    }

    @Test
    void in_a_sticky_directory_the_owner_of_the_entry_decides() {
        through("/tmp", DIRECTORY | 01777, ROOT).through("/tmp/d", DIRECTORY | 0700, SVC);
        through("/tmp/d/x.pid", FILE | 0644, SVC);

        assertThat(judged(Use.PID_FILE, SVC, SVC)).isNull();
        assertThat(judged(Use.PID_FILE, EVE, EVE)).contains("/tmp holds something of uid 1000");
    }

    @Test
    void a_directory_everyone_may_write_to_is_refused_for_a_pid_file() {
        through("/pub", DIRECTORY | 0777, ROOT).through("/pub/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).contains("/pub is writable by everyone");
    }

    @Test
    void a_directory_a_group_may_write_to_is_roots_trouble_only() {
        through("/pub", DIRECTORY | 0775, ROOT, 50, 2).through("/pub/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).contains("/pub is writable by the group 50");
        assertThat(judged(Use.PID_FILE, SVC, SVC)).isNull();
        assertThat(judged(Use.LOG_FILE, ROOT, ROOT)).isNull();
    }

    @Test
    void a_socket_is_replaced_if_it_is_ones_own_or_of_the_user_it_is_for() {
        assertThat(new TrustTest().through("/x.sock", SOCKET, ROOT).judged(Use.SOCKET, ROOT, SVC))
                .isNull();
        assertThat(new TrustTest().through("/x.sock", SOCKET, SVC).judged(Use.SOCKET, ROOT, SVC))
                .isNull();
        assertThat(new TrustTest().through("/x.sock", SOCKET, EVE).judged(Use.SOCKET, ROOT, SVC))
                .contains("it belongs to uid 2000");
        for (int other : new int[] {FILE | 0644, LINK, FIFO, DIRECTORY | 0755}) {
            assertThat(new TrustTest().through("/x.sock", other, ROOT).judged(Use.SOCKET, ROOT, SVC))
                    .contains("there is something else of that name");
        }
    }

    @Test
    void a_socket_in_the_directory_of_the_user_it_is_for_is_refused() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/x.sock", SOCKET, SVC);

        assertThat(judged(Use.SOCKET, ROOT, SVC)).contains("/app belongs to uid 1000");
    }

    @Test
    void a_pid_file_is_no_link_no_fifo_nobody_elses_and_has_one_name() {
        assertThat(new TrustTest().through("/x.pid", LINK, ROOT).pidFileOfRoot())
                .contains("symbolic link");
        assertThat(new TrustTest().through("/x.pid", FIFO, ROOT).pidFileOfRoot())
                .contains("no regular file");
        assertThat(new TrustTest().through("/x.pid", FILE | 0644, SVC).pidFileOfRoot())
                .contains("uid 1000");
        assertThat(new TrustTest().through("/x.pid", FILE | 0664, ROOT).pidFileOfRoot())
                .contains("mode 664");
        assertThat(new TrustTest().through("/x.pid", FILE | 0644, ROOT, 0, 2).pidFileOfRoot())
                .contains("hard links");
    }

    @Test
    void a_link_of_roots_on_the_way_is_followed() {
        through("/var", DIRECTORY | 0755, ROOT).through("/var/run", LINK, ROOT);
        through("/run", DIRECTORY | 0755, ROOT).through("/run/x.pid", FILE | 0644, ROOT);

        assertThat(pidFileOfRoot()).isNull();
    }

    @Test
    void a_link_in_the_services_hand_is_not_followed_for_it() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/sub", LINK, SVC);
        through("/rootdir", DIRECTORY | 0700, ROOT).through("/rootdir/server.log", FILE | 0600, ROOT);

        assertThat(logOfRootForService()).contains("symbolic link /app/sub", "in the hand of uid 1000");
    }

    @Test
    void not_even_a_link_that_root_has_made_there() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/sub", LINK, ROOT);

        assertThat(Trust.judge(way, false, new Whom(ROOT, SVC, -1, Use.LOG_FILE)))
                .contains("symbolic link /app/sub");
    }

    @Test
    void the_services_log_in_its_own_directory_is_given_to_it() {
        through("/var/log/app", DIRECTORY | 0755, SVC).through("/var/log/app/x.log", FILE | 0640, SVC);

        assertThat(logOfRootForService()).isNull();
    }

    @Test
    void roots_file_in_the_services_directory_is_not_given_to_it() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/x.log", FILE | 0600, ROOT);

        assertThat(logOfRootForService()).contains("belongs to uid 0; give it to uid 1000");
    }

    @Test
    void roots_directory_in_the_services_directory_could_be_another_one() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/d", DIRECTORY | 0755, ROOT);
        through("/app/d/x.log", FILE | 0640, SVC);

        assertThat(logOfRootForService()).contains("/app/d belongs to uid 0");
    }

    @Test
    void a_third_users_file_is_given_to_nobody() {
        through("/var", DIRECTORY | 0755, ROOT).through("/var/x.log", FILE | 0640, EVE);

        assertThat(logOfRootForService()).contains("belongs to uid 2000");
    }

    @Test
    void a_log_with_a_second_name_is_given_to_nobody() {
        through("/var", DIRECTORY | 0755, ROOT).through("/var/x.log", FILE | 0640, SVC, SVC, 2);

        assertThat(logOfRootForService()).contains("hard links");
    }

    @Test
    void root_keeps_no_log_of_its_own_in_a_strangers_hand() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/x.log", FILE | 0640, ROOT);

        assertThat(judged(Use.LOG_FILE, ROOT, ROOT)).contains("/app belongs to uid 1000");
    }

    @Test
    void in_a_groups_hand_roots_log_must_be_roots() {
        through("/log", DIRECTORY | 0775, ROOT, 50, 2).through("/log/x.log", FILE | 0640, EVE);

        assertThat(judged(Use.LOG_FILE, ROOT, ROOT)).contains("belongs to uid 2000");
    }

    @Test
    void an_ordinary_user_may_log_where_another_one_lets_him() {
        through("/log", DIRECTORY | 0777, EVE).through("/log/x.log", FILE | 0666, EVE);

        assertThat(judged(Use.LOG_FILE, SVC, SVC)).isNull();
    }

    @Test
    void but_not_through_a_link_or_a_hard_link_to_a_file_of_his() {
        assertThat(new TrustTest()
                        .through("/log", DIRECTORY | 0777, EVE)
                        .through("/log/x.log", LINK, EVE)
                        .judged(Use.LOG_FILE, SVC, SVC))
                .contains("symbolic link");
        assertThat(new TrustTest()
                        .through("/log", DIRECTORY | 0777, EVE)
                        .through("/log/x.log", FILE | 0600, SVC, SVC, 2)
                        .judged(Use.LOG_FILE, SVC, SVC))
                .contains("hard links");
    }

    @Test
    void a_log_that_is_no_file_is_refused() {
        through("/log", DIRECTORY | 0755, ROOT).through("/log/x.log", FIFO, ROOT);

        assertThat(judged(Use.LOG_FILE, ROOT, ROOT)).contains("no regular file");
    }

    @Test
    void who_is_outside_of_the_user_namespace_is_trusted_as_root_is() {
        List<Seen> outside = List.of(
                seen("/", DIRECTORY | 0755, 65534),
                seen("/run", DIRECTORY | 0755, 0),
                seen("/run/x.pid", FILE | 0644, 0));

        assertThat(Trust.judge(outside, true, new Whom(0, 0, 65534, Use.PID_FILE)))
                .isNull();
        assertThat(Trust.judge(outside, true, new Whom(0, 0, -1, Use.PID_FILE))).contains("/ belongs to uid 65534");
    }

    @Test
    void a_new_file_is_judged_by_its_directory() {
        through("/app", DIRECTORY | 0755, SVC);

        assertThat(Trust.judgeNew(way, new Whom(ROOT, ROOT, -1, Use.PID_FILE))).contains("/app belongs to uid 1000");
        assertThat(Trust.judgeNew(way, new Whom(ROOT, SVC, -1, Use.LOG_FILE))).isNull();
        assertThat(Trust.judgeNew(way, new Whom(ROOT, EVE, -1, Use.LOG_FILE))).contains("/app belongs to uid 1000");
    }

    @Test
    void whom_a_pid_file_speaks_of_is_asked_later_what_is_only_looked_at_must_be_a_file() {
        assertThat(through("/app", DIRECTORY | 0777, EVE)
                        .through("/app/x.pid", FILE | 0666, EVE)
                        .judged(Use.LOOK, ROOT, ROOT))
                .isNull();
        assertThat(new TrustTest().through("/x.pid", LINK, EVE).judged(Use.LOOK, ROOT, ROOT))
                .contains("symbolic link");
        assertThat(new TrustTest().through("/x.pid", FIFO, EVE).judged(Use.LOOK, ROOT, ROOT))
                .contains("no regular file");
    }

    @Test
    void a_log_is_read_through_a_link_that_nobody_else_could_have_put_there() {
        assertThat(new TrustTest().through("/x.log", LINK, ROOT).judged(Use.LOG_TO_READ, ROOT, ROOT))
                .isNull();
        assertThat(new TrustTest().through("/x.log", LINK, ROOT).judged(Use.LOOK, ROOT, ROOT))
                .contains("symbolic link");
        assertThat(new TrustTest()
                        .through("/app", DIRECTORY | 0755, EVE)
                        .through("/app/x.log", LINK, EVE)
                        .judged(Use.LOG_TO_READ, ROOT, ROOT))
                .contains("symbolic link");
        assertThat(new TrustTest()
                        .through("/app", DIRECTORY | 0755, EVE)
                        .through("/app/x.log", FILE | 0644, EVE)
                        .judged(Use.LOG_TO_READ, ROOT, ROOT))
                .isNull();
    }

    @Test
    void a_pid_file_that_is_only_looked_at_is_not_looked_for_through_a_strangers_link() {
        through("/app", DIRECTORY | 0755, SVC).through("/app/run", LINK, SVC);
        through("/run", DIRECTORY | 0755, ROOT).through("/run/server.pid", FILE | 0644, ROOT);

        assertThat(judged(Use.LOOK, ROOT, ROOT)).contains("symbolic link /app/run", "in the hand of uid 1000");
    }
}
