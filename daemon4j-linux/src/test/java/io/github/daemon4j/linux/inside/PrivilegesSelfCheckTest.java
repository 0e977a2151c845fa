/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.linux.proc.ThreadCredentials;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a daemon notices that it was given other privileges than were asked for. */
class PrivilegesSelfCheckTest {

    private static final DaemonOptions PORT_80 = DaemonOptions.builder()
            .capabilities(Capability.NET_BIND_SERVICE)
            .noNewPrivileges(true)
            .build();

    private static ThreadCredentials having(long permitted, long effective, long bounding, boolean noNewPrivileges) {
        List<Long> root = List.of(0L, 0L, 0L, 0L);
        return new ThreadCredentials(
                "java", root, root, List.of(), 0, permitted, effective, bounding, 0, noNewPrivileges);
    }

    @Test
    void what_was_asked_for_is_no_problem_and_nothing_asked_never_is() {
        assertThat(SelfCheck.privilegesProblem(having(0x400, 0x400, 0x400, true), PORT_80))
                .isNull();
        assertThat(SelfCheck.privilegesProblem(having(-1, -1, -1, false), DaemonOptions.defaults()))
                .isNull();
    }

    @Test
    void one_capability_too_many_or_too_few_is() {
        for (ThreadCredentials wrong : List.of(
                having(0x401, 0x400, 0x400, true), having(0x400, 0, 0x400, true), having(0x400, 0x400, 0x401, true))) {
            assertThat(SelfCheck.privilegesProblem(wrong, PORT_80))
                    .startsWith("its capabilities are CapPrm ")
                    .endsWith(", not 400");
        }
        assertThat(SelfCheck.privilegesProblem(having(0x400, 0x400, 0x400, false), PORT_80))
                .isEqualTo("it can gain new privileges (NoNewPrivs is 0)");
    }
}
