/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.daemon4j.spi.DaemonSession;
import io.github.daemon4j.spi.DetachResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that is there while a server is ready, where there is no backend for the system. */
class ReadyFileTest {

    private static final String OWN = ProcessHandle.current().pid() + "\n";

    @TempDir
    private Path directory;

    private DaemonOptions options() {
        return DaemonOptions.builder().name("server").readyFile(file()).build();
    }

    private Path file() {
        return directory.resolve("ready");
    }

    /** Without its hook: that one would run in this JVM. */
    private LifeCycle life() {
        DetachResult result = new NoPlatform().detach(options(), null, null);
        DaemonSession session = ((DetachResult.Serving) result).session();
        return new LifeCycle(options(), session);
    }

    private ReadyFile readyFile() {
        return new ReadyFile(file(), "server");
    }

    @Test
    void it_is_there_from_ready_on_until_the_end_begins() {
        LifeCycle life = life();
        List<Boolean> seen = new ArrayList<>();
        life.onStop(() -> seen.add(Files.exists(file())));
        life.failed(); // the reason of the end is not to be said
        assertThat(file()).doesNotExist();

        life.ready();
        assertThat(file()).hasContent(OWN.strip());
        life.end();

        assertThat(seen).as("there while the server is being closed").containsExactly(false);
        assertThat(file()).doesNotExist();
    }

    @Test
    void who_becomes_ready_when_the_end_has_begun_is_not() {
        ReadyFile file = readyFile();
        file.remove();
        file.make();

        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711\n", ""})
    void what_a_killed_predecessor_has_left_goes_before_anything_else(String left) throws IOException {
        Files.writeString(file(), left);

        readyFile().removeStale();

        assertThat(file()).doesNotExist();
    }

    @Test
    void nothing_but_a_ready_file_is_ever_removed() throws IOException {
        Files.writeString(file(), "port=80\n");
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(readyFile()::removeStale)
                .withMessageContaining(file() + " is to be made when the server is ready")
                .withMessageContaining("something else is there");
        assertThat(file()).hasContent("port=80");
        Files.writeString(file(), "1".repeat(21));
        assertThatExceptionOfType(DaemonException.class).isThrownBy(readyFile()::removeStale);
        Files.delete(file());

        Path target = Files.writeString(directory.resolve("target"), "1\n");
        Files.createSymbolicLink(file(), target);
        assertThatExceptionOfType(DaemonException.class).isThrownBy(readyFile()::removeStale);
        assertThat(target).hasContent("1");
        assertThat(Files.exists(file(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void where_it_could_not_be_made_the_start_is_refused() {
        assertThatExceptionOfType(DaemonException.class)
                .isThrownBy(new ReadyFile(directory.resolve("none/ready"), "server")::removeStale)
                .withMessage("cannot make the ready file " + directory + "/none/ready later: " + directory
                        + "/none is no directory. Make it first");
    }

    /** The target must not be written, as it would be with O_CREAT alone. */
    @Test
    void a_link_that_somebody_puts_there_meanwhile_is_not_followed() throws IOException {
        ReadyFile file = readyFile();
        file.removeStale();
        Files.createSymbolicLink(file(), directory.resolve("target"));

        file.make();
        file.remove();

        assertThat(directory.resolve("target")).doesNotExist();
        assertThat(Files.isSymbolicLink(file())).isTrue();
    }

    @Test
    void what_another_one_has_put_in_its_place_stays() throws IOException {
        ReadyFile file = readyFile();
        file.make();
        Path others = Files.writeString(directory.resolve("others"), "1\n");
        Files.move(others, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        file.remove();

        assertThat(file()).hasContent("1");
    }

    @Test
    void an_empty_path_is_refused_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DaemonOptions.builder().readyFile(Path.of("")))
                .withMessage("readyFile must not be empty");
        assertThat(options().toBuilder().build().readyFile()).contains(file());
    }
}
