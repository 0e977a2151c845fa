/*
 * Copyright 2026 the daemon4j authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.daemon4j.linux.proc;

/**
 * A TCP socket in the state LISTEN.
 *
 * @param descriptor its number in this process
 * @param address where it listens, as {@code 127.0.0.1:8080} or {@code [::]:8080}
 * @param port the port
 * @param ephemeral whether the port is one of those the kernel chooses from for who asks for port 0
 *     ({@code /proc/sys/net/ipv4/ip_local_port_range}); a port that was asked for may be one of them too
 */
public record ListeningSocket(int descriptor, String address, int port, boolean ephemeral) {}
