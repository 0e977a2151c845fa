/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.start;

import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.DaemonOptions.Resource;
import io.github.daemon4j.linux.libc.DaemonSpawn.Identity;
import io.github.daemon4j.linux.libc.DaemonSpawn.Limit;
import io.github.daemon4j.linux.libc.DaemonSpawn.Privileges;
import io.github.daemon4j.linux.privileges.AskedCapabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the options say of a daemon's identity, priority, limits and capabilities, as the native step takes it. */
final class AskedPrivileges {

    private AskedPrivileges() {}

    /** @param identity who it becomes; null if it stays who this process is */
    static Privileges of(DaemonOptions options, @Nullable Identity identity) {
        return new Privileges(
                identity,
                options.nice().isPresent() ? options.nice().getAsInt() : null,
                limits(options),
                AskedCapabilities.of(options),
                options.noNewPrivileges());
    }

    private static List<Limit> limits(DaemonOptions options) {
        List<Limit> limits = new ArrayList<>();
        for (Map.Entry<Resource, Long> limit : options.limits().entrySet()) {
            Resource resource = limit.getKey();
            if (resource != Resource.CORE || options.coreDumps()) {
                limits.add(new Limit(resource.number(), resource.name(), limit.getValue()));
            }
        }
        if (!options.coreDumps()) {
            limits.add(new Limit(Resource.CORE.number(), Resource.CORE.name(), 0));
        }
        return limits;
    }
}
