/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j;

import io.github.daemon4j.DaemonOptions.Capability;
import io.github.daemon4j.spi.StatusFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a process acts, and what it is allowed to do, see {@code credentials(7)}. From {@code /proc/PID/status}.
 * Ids are those of the reader's user namespace, 65534 for one that has no number there.
 */
public final class Credentials {

    private final StatusFields status;

    Credentials(StatusFields status) {
        this.status = status;
    }

    /**
     * Returns the real user id.
     *
     * @return 0 to 4294967295
     */
    public long uid() {
        return status.uid();
    }

    /**
     * Returns the effective user id: what the kernel checks.
     *
     * @return 0 to 4294967295
     */
    public long effectiveUid() {
        return status.effectiveUid();
    }

    /**
     * Returns the saved user id, to which the process may return.
     *
     * @return 0 to 4294967295
     */
    public long savedUid() {
        return status.savedUid();
    }

    /**
     * Returns the real group id.
     *
     * @return 0 to 4294967295
     */
    public long gid() {
        return status.gid();
    }

    /**
     * Returns the effective group id.
     *
     * @return 0 to 4294967295
     */
    public long effectiveGid() {
        return status.effectiveGid();
    }

    /**
     * Returns the saved group id.
     *
     * @return 0 to 4294967295
     */
    public long savedGid() {
        return status.savedGid();
    }

    /**
     * Returns the supplementary groups.
     *
     * @return the group ids in the kernel's order, unmodifiable; empty if there are none
     */
    public List<Long> supplementaryGroups() {
        return status.supplementaryGroups();
    }

    /**
     * Returns the capabilities of the main thread.
     *
     * @return the five sets
     */
    public Capabilities capabilities() {
        return new Capabilities(status);
    }

    /**
     * Returns whether an exec can no longer give more rights ({@code PR_SET_NO_NEW_PRIVS}).
     *
     * @return {@code true} if so; {@code false} if not, and before Linux 4.10, which does not tell
     */
    public boolean hasNoNewPrivileges() {
        return status.hasNoNewPrivileges();
    }

    private List<Object> values() {
        return List.of(
                uid(),
                effectiveUid(),
                savedUid(),
                gid(),
                effectiveGid(),
                savedGid(),
                supplementaryGroups(),
                capabilities(),
                hasNoNewPrivileges());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Credentials credentials && values().equals(credentials.values()));
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    /** For logs and debuggers: the ids, and what is effective. */
    @Override
    public String toString() {
        return "uid " + uid() + "/" + effectiveUid() + "/" + savedUid() + " gid " + gid() + "/" + effectiveGid() + "/"
                + savedGid() + " groups " + supplementaryGroups() + " effective "
                + Capabilities.names(capabilities().effective());
    }

    /** The capability sets of a process, see {@code capabilities(7)}. Bit {@code n} is capability number {@code n}. */
    public static final class Capabilities {

        private final StatusFields status;

        Capabilities(StatusFields status) {
            this.status = status;
        }

        /**
         * Returns what is kept across an exec if the file allows it.
         *
         * @return the set
         */
        public long inheritable() {
            return status.inheritableCapabilities();
        }

        /**
         * Returns what may be made effective.
         *
         * @return the set
         */
        public long permitted() {
            return status.permittedCapabilities();
        }

        /**
         * Returns what the kernel checks.
         *
         * @return the set
         */
        public long effective() {
            return status.effectiveCapabilities();
        }

        /**
         * Returns the most an exec can give.
         *
         * @return the set
         */
        public long bounding() {
            return status.boundingCapabilities();
        }

        /**
         * Returns what is kept across an exec of any file.
         *
         * @return the set; 0 before Linux 4.3
         */
        public long ambient() {
            return status.ambientCapabilities();
        }

        /**
         * Returns whether a capability is effective.
         *
         * @param name {@code CAP_NET_BIND_SERVICE} or {@code net_bind_service}, in any case; {@code cap_63} for a number
         *     without a name here
         * @return {@code true} if the kernel grants it
         * @throws IllegalArgumentException if there is no capability of that name
         */
        public boolean has(String name) {
            return (effective() >>> number(name) & 1) != 0;
        }

        /**
         * Returns the names in one of the sets.
         *
         * @param set one of the five sets of this type
         * @return {@code cap_chown} and so on, in the order of their numbers; {@code cap_63} for a number without a name here
         */
        public static List<String> names(long set) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Long.SIZE; i++) {
                if ((set >>> i & 1) != 0) {
                    names.add("cap_" + plainName(i));
                }
            }
            return names;
        }

        private static int number(String name) {
            String plain = name.toLowerCase(Locale.ROOT);
            plain = plain.startsWith("cap_") ? plain.substring(4) : plain;
            for (int i = 0; i < Long.SIZE; i++) {
                if (plainName(i).equals(plain)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("There is no capability '" + name + "': see capabilities(7)");
        }

        private static String plainName(int number) {
            for (Capability known : Capability.values()) {
                if (known.number() == number) {
                    return known.name().toLowerCase(Locale.ROOT);
                }
            }
            return Integer.toString(number);
        }

        private List<Long> values() {
            return List.of(inheritable(), permitted(), effective(), bounding(), ambient());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Capabilities capabilities && values().equals(capabilities.values()));
        }

        @Override
        public int hashCode() {
            return values().hashCode();
        }

        /** For logs and debuggers: the names of what is effective. */
        @Override
        public String toString() {
            return "effective " + names(effective());
        }
    }
}
