/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MakerTest {

    @Test
    void options_of_the_jvm_do_not_reach_it_a_second_time() {
        List<byte[]> environment = Maker.environment(List.of(
                bytes("PATH=/bin"),
                bytes("JAVA_TOOL_OPTIONS=-javaagent:/a.jar"),
                bytes("JDK_JAVA_OPTIONS=-Xlog:gc:file=/gc.log"),
                bytes("_JAVA_OPTIONS=-Xmx1g"),
                bytes("CLASSPATH=/classes"),
                bytes("CLASSPATHS=kept"),
                bytes("LANG=C")));

        assertThat(environment.stream().map(entry -> new String(entry, StandardCharsets.ISO_8859_1)))
                .containsExactly("PATH=/bin", "CLASSPATHS=kept", "LANG=C");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
