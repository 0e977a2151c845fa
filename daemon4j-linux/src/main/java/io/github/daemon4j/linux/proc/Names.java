/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of users and groups, looked up once a number and minute. The JDK asks the system's own name service (files, LDAP, …)
 * for the owner of a file; {@code /proc/PID} is a file owned by the effective user.
 */
final class Names {

    private static final long KEEP_NANOS = 60_000_000_000L;

    private final String root;
    private volatile Cache cache = new Cache(System.nanoTime());

    private static final class Cache {
        final long since;
        final Map<Long, String> users = new ConcurrentHashMap<>();
        final Map<Long, String> groups = new ConcurrentHashMap<>();

        Cache(long since) {
            this.since = since;
        }
    }

    Names(String root) {
        this.root = root;
    }

    String user(long pid, long uid) {
        return name(cache().users, "uid", "owner", pid, uid);
    }

    String group(long pid, long gid) {
        return name(cache().groups, "gid", "group", pid, gid);
    }

    private String name(Map<Long, String> known, String idKey, String nameKey, long pid, long id) {
        if (id < 0) {
            return "";
        }
        String name = known.get(id);
        if (name == null) {
            name = lookUp(idKey, nameKey, pid, id);
            if (name == null) {
                return Long.toString(id); // the process is gone or another; do not remember that
            }
            known.put(id, name);
        }
        return name;
    }

    private @Nullable String lookUp(String idKey, String nameKey, long pid, long id) {
        try {
            Map<String, Object> found = Files.readAttributes(
                    Path.of(root + '/' + pid), "unix:" + idKey + "," + nameKey, LinkOption.NOFOLLOW_LINKS);
            if (found.get(idKey) instanceof Integer now && Integer.toUnsignedLong(now) == id) {
                String name = String.valueOf(found.get(nameKey));
                // Where there is no name the JDK gives the number, as if it had a sign.
                return name.equals(Integer.toString((int) id)) ? Long.toString(id) : name;
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    private Cache cache() {
        Cache current = cache;
        if (System.nanoTime() - current.since > KEEP_NANOS) {
            current = new Cache(System.nanoTime());
            cache = current;
        }
        return current;
    }
}
