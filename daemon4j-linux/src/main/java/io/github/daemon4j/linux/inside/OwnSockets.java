/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.inside;

import io.github.daemon4j.DaemonException;
import io.github.daemon4j.DaemonOptions;
import io.github.daemon4j.linux.proc.OwnProcess;
import io.github.daemon4j.linux.sockets.DescriptorChannel;
import io.github.daemon4j.linux.sockets.PassedSockets;
import io.github.daemon4j.linux.sockets.SocketFile;
import io.github.daemon4j.linux.wire.Mark;
import io.github.daemon4j.spi.GivenSocket;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The listening sockets that this process was started with. */
final class OwnSockets {

    private static final String MANAGER = "the service manager";
    private static final String LAUNCHER = "the launcher";

    private OwnSockets() {}

    /** @param mark of the launcher; null if there is none */
    static List<GivenSocket> of(@Nullable Mark mark, DaemonOptions options) {
        List<GivenSocket> sockets = new ArrayList<>();
        if (mark != null) {
            PassedSockets passed = mark.sockets().all() == 0 ? PassedSockets.NONE : PassedSockets.ofLauncher();
            for (int i = 0; i < Math.min(passed.count(), mark.sockets().all()); i++) {
                boolean bound = i >= mark.sockets().given();
                sockets.add(new Passed(passed.names().get(i), PassedSockets.FIRST_NUMBER + i, bound));
            }
            return sockets;
        }
        PassedSockets passed = PassedSockets.ofManager();
        if (passed.count() == 0) {
            return ofStandardInput(options);
        }
        List<String> names =
                passed.namedAs(new ArrayList<>(options.listeners().keySet())).names();
        for (int i = 0; i < names.size(); i++) {
            sockets.add(new Passed(names.get(i), PassedSockets.FIRST_NUMBER + i, false));
        }
        return sockets;
    }

    /**
     * {@code StandardInput=socket} of a unit, or inetd's {@code wait}: the one socket is descriptor 0, and no variable says
     * so. It is taken if one is asked for.
     */
    private static List<GivenSocket> ofStandardInput(DaemonOptions options) {
        String input = options.listeners().size() == 1 ? OwnProcess.descriptor(0) : null;
        if (input == null || !input.startsWith("socket:")) {
            return List.of();
        }
        try {
            Channel channel = System.inheritedChannel();
            return channel instanceof ServerSocketChannel server
                    ? List.of(new StandardInput(
                            options.listeners().keySet().iterator().next(), server))
                    : List.of();
        } catch (IOException failure) {
            throw new DaemonException("cannot take descriptor 0 as a socket to listen on: " + failure, failure);
        }
    }

    /** Makes the path of a unix socket free, for this process to bind it. Without native code where nothing is there. */
    static void free(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            SocketFile.free(path);
        }
    }

    /**
     * What is missing of the sockets that a launcher has passed on.
     *
     * @return null if nothing is
     */
    static @Nullable String problem(Mark mark) {
        for (int i = 0; i < mark.sockets().all(); i++) {
            int number = PassedSockets.FIRST_NUMBER + i;
            String found = OwnProcess.descriptor(number);
            if (found == null || !found.startsWith("socket:")) {
                return "its descriptor " + number + " is not the socket it was given, but "
                        + (found == null ? "nothing" : found);
            }
        }
        return null;
    }

    /** One of the descriptors from 3 on. */
    private record Passed(String name, int number, boolean isOwn) implements GivenSocket {

        @Override
        public String giver() {
            return isOwn ? LAUNCHER : MANAGER;
        }

        @Override
        public ServerSocketChannel open() {
            return DescriptorChannel.of(number, "the socket \"" + name + "\" of " + giver());
        }
    }

    /** Descriptor 0. */
    private record StandardInput(String name, ServerSocketChannel channel) implements GivenSocket {

        @Override
        public String giver() {
            return MANAGER;
        }

        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public ServerSocketChannel open() {
            return channel;
        }
    }
}
