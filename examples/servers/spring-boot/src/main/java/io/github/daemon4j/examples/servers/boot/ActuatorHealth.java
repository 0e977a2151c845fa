/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.examples.servers.boot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.ApplicationContext;

/** What Actuator says of an application: its health groups {@code readiness} and {@code liveness}, asked in the same JVM. */
final class ActuatorHealth {

    private static final long INTERVAL_MILLIS = 100;

    private final HealthEndpoint endpoint;

    ActuatorHealth(ApplicationContext application) {
        endpoint = application.getBean(HealthEndpoint.class);
    }

    /** Returns when the application is ready. How long that may take is the launcher's to say: {@code readyTimeout}. */
    void awaitReadiness(Consumer<String> status) {
        for (Status seen = status("readiness"); !Status.UP.equals(seen); seen = status("readiness")) {
            status.accept("readiness is " + seen);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS));
        }
    }

    boolean isLive() {
        return Status.UP.equals(status("liveness"));
    }

    private Status status(String group) {
        HealthComponent health = endpoint.healthForPath(group);
        return health == null ? Status.UNKNOWN : health.getStatus();
    }
}
