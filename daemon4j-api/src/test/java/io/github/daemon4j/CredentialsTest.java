/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.daemon4j.Credentials.Capabilities;
import io.github.daemon4j.spi.StatusFields;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final StatusFields STATUS = status(Map.of(
            "uid", 1000L,
            "effectiveUid", 0L,
            "effectiveCapabilities", 1L << 10 | 1L << 63,
            "boundingCapabilities", -1L));

    @Test
    void a_capability_is_asked_for_as_people_write_it() {
        Capabilities capabilities = new Credentials(STATUS).capabilities();
        assertThat(capabilities.has("CAP_NET_BIND_SERVICE")).isTrue();
        assertThat(capabilities.has("net_bind_service")).isTrue();
        assertThat(capabilities.has("cap_kill")).isFalse();
        assertThat(capabilities.has("cap_63")).isTrue();
        assertThat(Capabilities.names(capabilities.effective())).containsExactly("cap_net_bind_service", "cap_63");
        assertThat(Capabilities.names(capabilities.bounding())).hasSize(64).contains("cap_checkpoint_restore");
    }

    /** "No" would be believed. */
    @Test
    void a_capability_that_does_not_exist_is_refused_by_name() {
        Capabilities capabilities = new Credentials(STATUS).capabilities();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> capabilities.has("net_bind_servise"))
                .withMessageContaining("'net_bind_servise'");
        assertThatIllegalArgumentException().isThrownBy(() -> capabilities.has("64"));
        assertThatIllegalArgumentException().isThrownBy(() -> capabilities.has(""));
    }

    @Test
    void equal_ids_and_capabilities_are_equal_credentials() {
        Credentials credentials = new Credentials(STATUS);
        Credentials other = new Credentials(status(Map.of("uid", 1000L)));
        assertThat(credentials).isEqualTo(new Credentials(STATUS)).isNotEqualTo(other);
        assertThat(credentials)
                .hasToString("uid 1000/0/0 gid 0/0/0 groups [] effective [cap_net_bind_service, cap_63]");
    }

    private static StatusFields status(Map<String, Long> numbers) {
        return (StatusFields) Proxy.newProxyInstance(
                StatusFields.class.getClassLoader(),
                new Class<?>[] {StatusFields.class},
                (proxy, method, arguments) -> {
                    if (method.getReturnType() == long.class) {
                        return numbers.getOrDefault(method.getName(), 0L);
                    }
                    return method.getReturnType() == boolean.class ? (Object) false : List.of();
                });
    }
}
