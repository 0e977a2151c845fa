/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.daemon4j.VerbLine.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbLineTest {

    private static VerbLine parse(String line) {
        return VerbLine.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "start,                                  ''",
        "start --port 8080,                      --port 8080",
        "start --timeout 5,                      --timeout 5",
        "start --port --help,                    --port --help",
        "start -- --help,                        --help",
        "start -- -- --help,                     -- --help",
        "start --,                               ''",
        "run -f,                                 -f",
        "restart --port 8080,                    --port 8080",
        "restart --timeout 5 --port 8080,        --port 8080",
        "restart --port 8080 --timeout 5,        --port 8080 --timeout 5",
        "restart -t 5,                           -t 5",
        "upgrade --timeout 5 --port 8080,        --port 8080",
        "upgrade --force -- --force,             --force",
        "restart --timeout=5 -- --timeout 6,     --timeout 6",
    })
    void what_is_no_option_of_the_verb_is_the_servers(String line, String own) {
        assertThat(String.join(" ", parse(line).words())).isEqualTo(own);
        assertThat(parse(line).help()).isNull();
    }

    @Test
    void the_words_of_the_server_may_be_empty() {
        assertThat(VerbLine.parse("start", "", " ").words()).containsExactly("", " ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "stop --timeout 60,    60000",
        "stop --timeout=0.5,   500",
        "stop -t 0,            0",
        "stop -t 5 --timeout 7, 7000",
        "restart --timeout 2,  2000",
        "upgrade --timeout 2,  2000",
    })
    void a_stop_takes_seconds(String line, long millis) {
        assertThat(parse(line).timeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void a_stop_has_no_seconds_of_its_own() {
        assertThat(parse("stop").timeout()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "logs,                10, false",
        "logs -n 100 -f,     100, true",
        "logs -f -n 0,         0, true",
        "logs --follow --lines=7, 7, true",
    })
    void logs_takes_lines(String line, int lines, boolean follow) {
        assertThat(parse(line).lines()).isEqualTo(lines);
        assertThat(parse(line).follow()).isEqualTo(follow);
    }

    @Test
    void status_takes_json() {
        assertThat(parse("status --json").json()).isTrue();
        assertThat(parse("status").json()).isFalse();
    }

    @Test
    void report_takes_json() {
        assertThat(parse("report --json").json()).isTrue();
        assertThat(parse("report").json()).isFalse();
    }

    /** What was typed for the unit itself is not to stand in it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unit,                            false, ,    unit,               ''",
        "unit --port 80,                  false, ,    unit,               --port 80",
        "unit --user --port 80 --user,    true,  ,    unit --user,        --port 80 --user",
        "unit --socket --port 80,         false, ,    unit --socket,      --port 80",
        "unit --name web --user,          true,  web, unit --name web --user, ''",
        "unit --name=web -- --name x,     false, web, unit --name=web,    --name x",
    })
    void unit_takes_a_name_and_whose_manager_it_is_for(
            String line, boolean user, String name, String typed, String own) {
        VerbLine parsed = parse(line);

        assertThat(parsed.unit().user()).isEqualTo(user);
        assertThat(parsed.unit().name()).isEqualTo(name);
        assertThat(parsed.unit().socket()).isEqualTo(line.contains("--socket"));
        assertThat(String.join(" ", parsed.unit().typed())).isEqualTo(typed);
        assertThat(String.join(" ", parsed.words())).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "help stop"})
    void the_help_of_all_names_every_verb(String line) {
        assertThat(parse(line).help())
                .startsWith("Usage: NAME VERB")
                .contains(
                        "start",
                        "stop",
                        "restart",
                        "upgrade",
                        "status",
                        "run",
                        "logs",
                        "report",
                        "unit",
                        "--timeout",
                        "--json",
                        "-n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start --help",
                "start -h",
                "run --help",
                "restart --help",
                "upgrade --help",
                "stop --timeout 5 --help",
                "status --json -h",
                "logs -n 5 --help",
                "report --json --help",
                "unit --name x --help"
            })
    void each_verb_has_help(String line) {
        String verb = line.split(" ", -1)[0];
        assertThat(parse(line).help()).startsWith("Usage: NAME " + verb).endsWith("\n");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                  | a verb is needed",
                "begin               | there is no verb 'begin'",
                "-x                  | there is no verb '-x'",
                "stop --timeout      | --timeout takes a value",
                "stop --timeout x    | --timeout takes seconds, such as 60 or 0.5, not 'x'",
                "stop --timeout=     | --timeout takes seconds, such as 60 or 0.5, not ''",
                "stop --timeout -1   | not '-1'",
                "stop --timeout 1e9  | not '1e9'",
                "stop now            | 'now' is no option of stop",
                "stop --json         | '--json' is no option of stop",
                "stop -- now         | 'now' is no option of stop",
                "logs -n             | -n takes a value",
                "logs -n ten         | --lines takes a number of lines, not 'ten'",
                "logs -n -1          | not '-1'",
                "logs -x             | '-x' is no option of logs",
                "unit --name         | --name takes a value",
            })
    void what_makes_no_sense_is_said_in_one_line(String line, String problem) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        wrong -> assertThat(wrong.exitStatus()).isEqualTo(2))
                .hasMessageContaining(problem)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_wrong_word_behind_status_is_no_answer_to_it() {
        assertThatThrownBy(() -> parse("status --xml"))
                .isInstanceOfSatisfying(
                        UsageException.class,
                        wrong -> assertThat(wrong.exitStatus()).isEqualTo(4))
                .hasMessage("'--xml' is no option of status; see status --help");
    }
}
